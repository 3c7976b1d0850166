"""What the time will bring (در راه): the next deadline of every kind, and the hours that calls wait for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.deadlines import last_moment
from koushaneh.calls.models import Call, InvitationBatch
from koushaneh.rights.models import ErasureRequest
from koushaneh.screening.models import Interview, Run

SHOWN = 10
DEADLINES = {
    "calls.call.closes_at": _("پایان مهلت درخواست"),
    "calls.inforequest.due_at": _("پایان مهلت فرستادن مدرکی که خواسته‌اند"),
    "screening.assignment.due_at": _("پایان مهلت داوری؛ آنچه مانده به داور دیگری می‌رسد"),
    "screening.offer.expires_at": _("پایان مهلت پاسخ به پیشنهاد جا"),
    "screening.letter.appeal_until": _("پایان روزهای اعتراض"),
    "rights.correctionrequest.due_at": _("پایان مهلت پاسخ به درخواست اصلاح"),
    "rights.erasurerequest.decide_until": _("پایان مهلت ستاد برای درخواست پاک‌شدن؛ سکوت یعنی بله"),
    "screening.appeal.answer_due_at": _("پایان مهلت پاسخ به اعتراض"),
    "path.pathplan.next_contact_at": _("نوبت گفت‌وگوی بعدی با یک هم‌دوره"),
    "workshops.workshop.closes_at": _("پایان مهلت درخواست یک کارگاه؛ سپس جاها داده می‌شود"),
    "workshops.seat.expires_at": _("پایان مهلت پاسخ به جای کارگاه"),
    "path.pathstep.due_at": _("مهلت گام بعدی یک هم‌دوره"),
}
OPENING, CLOSING = _("گشایش فراخوان"), _("بسته شدن فراخوان، پس از دقیقه‌های پایانی")
INVITING, TALKING = _("رفتن دعوت‌ها؛ تا آن‌گاه پس گرفتنی‌اند"), _("گفت‌وگو با یک متقاضی")
ERASING = _("پاک‌شدن داده‌های بانویی که خواسته بود")
SPEAKING = _("لحظه‌ای که منبع همگانی قرعه سخن می‌گوید")


@dataclass(frozen=True)
class Moment:
    """An instant at which something happens; `about` is the call, when it is of one."""

    at: datetime
    words: str
    about: str = ""

    @property
    def goal(self):
        """One minute later: the deadline is over then, and nobody is late by a second."""
        return self.at + timedelta(minutes=1)


def coming(now):
    """Return the next moments after `now`, the earliest first, one of each kind and call."""
    found = [*_deadlines(now), *_of_calls(now), *_of_screening(now), *_of_rights(now)]
    return sorted(found, key=lambda moment: (moment.at, str(moment.words), moment.about))[:SHOWN]


def _deadlines(now):
    for model in apps.get_models():
        for column in getattr(model, "DEADLINES", ()):
            row = model.pending_deadlines().filter(**{f"{column}__gt": now}).order_by(column).first()
            if row is not None:
                name = f"{model._meta.label_lower}.{column}"
                about = str(row) if isinstance(row, Call) else ""
                yield Moment(getattr(row, column), DEADLINES[name], about)


def _of_calls(now):
    for call in Call.objects.filter(state=Call.State.ANNOUNCED, opens_at__gt=now):
        yield Moment(call.opens_at, OPENING, str(call))
    for call in Call.objects.filter(state__in=[Call.State.OPEN, Call.State.GRACE]):
        if (moment := last_moment(call)) > now:
            yield Moment(moment, CLOSING, str(call))
    batch = InvitationBatch.objects.filter(undone_at=None, leaves_at__gt=now).order_by("leaves_at").first()
    if batch is not None:
        yield Moment(batch.leaves_at, INVITING, str(batch.call))


def _of_rights(now):
    waiting = [ErasureRequest.State.WAITING, ErasureRequest.State.POSTPONED]
    wishes = ErasureRequest.objects.filter(state__in=waiting, erase_at__gt=now).order_by("erase_at")
    if wish := wishes.first():
        yield Moment(wish.erase_at, ERASING)


def _of_screening(now):
    for run in Run.objects.filter(state=Run.State.PREPARED, public_at__gt=now).select_related("call"):
        yield Moment(run.public_at, SPEAKING, str(run.call))
    talks = Interview.objects.filter(state=Interview.State.BOOKED, slot__starts_at__gt=now)
    first = talks.select_related("slot", "application__call").order_by("slot__starts_at").first()
    if first is not None:
        yield Moment(first.slot.starts_at, TALKING, str(first.application.call))
