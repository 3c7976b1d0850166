"""What she reads of her application (وضعیت برای خودش): words of her own, not the ones of the office.

The steps inside the office have one word for her, «در حال بررسی», until a letter has been released;
so a state that changes before the letters leave tells nobody anything.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.actions.applications import may_return
from koushaneh.calls.deadlines import last_moment, takes_answers
from koushaneh.calls.models import Application, InfoRequest
from koushaneh.places.queries import move_of

S = Application.State
UNDER_REVIEW = (
    _("در حال بررسی"),
    _("درخواست شما در نوبت بررسی است. لازم نیست کاری بکنید. نتیجه را با دلیلش همین‌جا می‌خوانید."),
    "info",
)
WORDS = {
    S.DRAFT: (_("هنوز نفرستاده‌اید"), _("پاسخ‌های شما نگهداری شده است. آنها را کامل کنید و بفرستید."), "warn"),
    S.LAPSED: (
        _("فرستاده نشد"),
        _(
            "مهلت تمام شد و درخواست شما فرستاده نشده بود. این از شما چیزی کم نمی‌کند؛ در فراخوان بعدی شرکت کنید."
        ),
        "quiet",
    ),
    S.SUBMITTED: (
        _("رسید"),
        _("درخواست شما رسیده است. تا پایان مهلت می‌توانید پاسخ‌ها را تغییر دهید یا درخواست را پس بگیرید."),
        "done",
    ),
    S.CHECKING: UNDER_REVIEW,
    S.INFO_REQUESTED: (
        _("منتظر مدرک شما"),
        _("برای ادامهٔ بررسی، مدرک یا پاسخی از شما لازم است. پایین صفحه نوشته‌ایم چه چیزی و تا کی."),
        "warn",
    ),
    S.WITHDRAWN: (_("پس گرفته‌اید"), _("درخواست خود را پس گرفته‌اید. این از شما چیزی کم نمی‌کند."), "quiet"),
}
AFTER_A_LETTER = {
    S.INELIGIBLE: (_("نتیجه آماده است"), _("نامهٔ شما آماده است. دلیل و راه اعتراض در آن نوشته است."), "info"),
    S.NOT_SELECTED: (
        _("این بار انتخاب نشدید"),
        _("نامهٔ شما آماده است. دلیل، نقطه‌های قوت و راه اعتراض در آن نوشته است."),
        "info",
    ),
    S.WAITLISTED: (_("فهرست انتظار"), _("شما در فهرست انتظار هستید. نوبت شما در نامه نوشته است."), "info"),
    S.SELECTED: (_("نتیجه آماده است"), _("نامهٔ شما آماده است."), "done"),
    S.OFFERED: (
        _("جا به شما پیشنهاد شد"),
        _("نامه را بخوانید و تا پایان مهلت بگویید می‌پذیرید یا نه."),
        "warn",
    ),
    S.ACCEPTED: (_("پذیرفتید"), _("جای شما نگه داشته شده است. زمان آغاز را به شما می‌گوییم."), "done"),
    S.ENROLLED: (_("عضو هم‌دوره‌ها"), _("شما عضو هستهٔ اولیه هستید."), "done"),
    S.DECLINED: (
        _("جا را نپذیرفتید"),
        _("جا به نفر بعدی رسید. در فراخوان‌های بعدی می‌توانید شرکت کنید."),
        "quiet",
    ),
    S.EXPIRED: (
        _("مهلت پاسخ گذشت"),
        _("مهلت پذیرفتن جا گذشته است. اگر خبر نداشتید، با ما تماس بگیرید."),
        "quiet",
    ),
}
REQUEST_WORDS = {
    InfoRequest.State.OPEN: (_("منتظر شما"), "warn", "hourglass"),
    InfoRequest.State.ANSWERED: (_("پاسخ شما رسید"), "done", "circle-check"),
    InfoRequest.State.SETTLED: (_("رسیدگی شد"), "done", "circle-check"),
    InfoRequest.State.EXPIRED: (_("مهلت گذشت"), "quiet", "circle-slash"),
}
MAY_WITHDRAW = {state for state in S.values if S.WITHDRAWN in Application.MACHINE.after(state)}
SEATED = {S.OFFERED, S.ACCEPTED}
OVER = {S.LAPSED, S.WITHDRAWN, S.INELIGIBLE, S.NOT_SELECTED, S.DECLINED, S.EXPIRED, S.ENROLLED}


@dataclass(frozen=True)
class Todo:
    """What she can do now: shown on top, with one button."""

    title: str
    text: str
    href: str
    action: str
    due: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """How an application stands, as its woman reads it."""

    application: Application
    letter: object = None

    @property
    def words(self):
        state = self.application.state
        if self.letter is not None and state in AFTER_A_LETTER:
            return AFTER_A_LETTER[state]
        return WORDS.get(state, UNDER_REVIEW)

    @property
    def title(self):
        return self.words[0]

    @property
    def text(self):
        return self.words[1]

    @property
    def tone(self):
        return self.words[2]

    @property
    def is_open(self):
        return takes_answers(self.application.call, at=timezone.now())

    @property
    def may_change(self):
        return self.is_open and self.application.state in (S.DRAFT, S.SUBMITTED)

    @property
    def may_withdraw(self):
        return self.application.state in MAY_WITHDRAW

    @property
    def holds_seat(self):
        return self.application.state in SEATED

    @property
    def is_enrolled(self):
        return self.application.state == S.ENROLLED

    @property
    def is_over(self):
        """Nothing comes any more; before its letter is released, an answer is no answer to her."""
        is_told = self.letter is not None or self.application.state not in AFTER_A_LETTER
        return is_told and self.application.state in OVER

    @property
    def may_return(self):
        return may_return(self.application)

    @property
    def open_requests(self):
        rows = self.application.info_requests.filter(state=InfoRequest.State.OPEN)
        return [asked for asked in rows.order_by("due_at") if asked.due_at > timezone.now()]

    def todo(self):
        """Return the one thing to do now, None when she can rest."""
        application = self.application
        if application.state == S.DRAFT and self.is_open:
            return Todo(
                _("درخواست خود را کامل کنید"),
                _("از همان‌جا که مانده بودید ادامه می‌دهید."),
                reverse("mine:form", args=[application.tracking_code]),
                _("ادامه دهید"),
                last_moment(application.call),
            )
        if application.unconfirmed_since and self.may_change:
            return Todo(
                _("تغییر پاسخ‌ها را تأیید کنید"),
                _("کارشناس پاسخی را در درخواست شما تغییر داده است. تا تأیید نکنید، حساب نمی‌شود."),
                reverse("mine:answers", args=[application.tracking_code]),
                _("ببینید و تأیید کنید"),
                last_moment(application.call),
            )
        for asked in self.open_requests if application.state == S.INFO_REQUESTED else ():
            href = reverse("mine:info", args=[application.tracking_code, asked.pk])
            return Todo(_("یک مدرک یا پاسخ لازم است"), asked.text, href, _("پاسخ دهید"), asked.due_at)
        return None


@dataclass(frozen=True)
class Asked:
    """What she was asked for, in words of her own; how a closed day moved its deadline, where one has."""

    request: InfoRequest

    @property
    def moved(self):
        return move_of(self.request, "due_at") if self.is_open else None

    @property
    def words(self):
        return REQUEST_WORDS[self.request.state]

    @property
    def is_open(self):
        return self.request.state == InfoRequest.State.OPEN and self.request.due_at > timezone.now()


def next_steps(application):
    """Return what happens from here on, as (title, text, is it past)."""
    state = application.state
    sent = state not in (S.DRAFT, S.LAPSED)
    reviewed = sent and state not in (S.SUBMITTED, S.CHECKING, S.INFO_REQUESTED)
    return [
        (_("درخواست را می‌فرستید"), _("کد پیگیری می‌گیرید و تا پایان مهلت می‌توانید تغییرش دهید."), sent),
        (_("شرایط بررسی می‌شود"), _("اگر مدرکی کم باشد خبر می‌دهیم و چند روز مهلت دارید."), reviewed),
        (_("دو داور می‌خوانند"), _("بی‌آنکه نام شما را بدانند. شاید برای گفت‌وگو هم دعوت شوید."), False),
        (_("نتیجه و دلیلش را می‌خوانید"), _("در یک نامهٔ ساده؛ راه اعتراض هم در آن نوشته است."), False),
    ]
