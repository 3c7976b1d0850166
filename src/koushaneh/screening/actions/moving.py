"""What a closed day moved (جابه‌جایی مهلت‌ها): the clock tells whom it concerns, and frees booked talks."""

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.calls.models import InfoRequest
from koushaneh.core.time import today
from koushaneh.notify.actions import send
from koushaneh.places.models import ClosedDay, MovedDeadline
from koushaneh.places.offices import office_of
from koushaneh.screening.actions.interviews import cancel_slot
from koushaneh.screening.models import Appeal, InterviewSlot, Letter, Offer


def _of_request(asked):
    code = asked.application.tracking_code
    return asked.application, f"/my/applications/{code}/requests/{asked.pk}/"


def _of_letter(letter):
    return letter.decision.application, f"/my/letters/{letter.number}/"


def _of_appeal(appeal):
    return appeal.decision.application, f"/my/letters/{appeal.decision.letter.number}/"


def _of_offer(offer):
    letters = Letter.objects.filter(decision__application=offer.application, released_at__isnull=False)
    letter = letters.order_by("-released_at").first()
    return offer.application, f"/my/letters/{letter.number}/" if letter else "/my/"


APPLICATION = ("person", "place")
TELLING = {  # model: (text, what leads to the woman, whose application it is and where she reads on)
    InfoRequest: ("paper_deadline_moved", "application", _of_request),
    Letter: ("letter_deadline_moved", "decision__application", _of_letter),
    Offer: ("letter_deadline_moved", "application", _of_offer),
    Appeal: ("answer_moved", "decision__application", _of_appeal),
}


@transaction.atomic
def tell_moved(now):
    """Tell each woman once whose deadline a closed day has moved. Called by the clock; returns how many.

    Moved twice before she was told, she hears of the last; what is settled by now needs no word.
    """
    told = sum(_tell_rows(model, now) for model in TELLING)
    if told:
        record("deadlines.told", told=told)
    return told


def _tell_rows(model, now):
    template, path, owner = TELLING[model]
    waiting = MovedDeadline.objects.filter(model=model._meta.label_lower, told_at=None)
    moves = {move.row: move for move in waiting.select_related("closed_day").order_by("pk")}
    related = [f"{path}__{one}" for one in APPLICATION]
    rows = model.pending_deadlines().select_related(*related).in_bulk(list(moves))
    for pk, row in rows.items():
        _tell(template, *owner(row), moves[pk])
    waiting.update(told_at=now)
    return len(rows)


def _tell(template, application, link, move):
    facts = {"why": move.closed_day.why_in_both, "until": move.after}
    send(
        application.person,
        template,
        facts,
        about=f"application:{application.pk}",
        link=link,
        office=office_of(application.place),
    )


@transaction.atomic
def free_closed_slots(now):
    """Take away the talks of a day that has been closed since; who had booked one is told why. Safe to repeat."""
    closed = ClosedDay.objects.filter(day__gte=today()).select_related("place")
    return sum(_free(one, now) for one in closed)


def _free(closed, now):
    rows = InterviewSlot.objects.filter(
        cancelled_at=None,
        starts_at__gt=now,
        starts_at__date=closed.day,
        office__place__path__startswith=closed.place.path,
    )
    slots = list(rows.order_by("pk"))
    for slot in slots:
        cancel_slot(slot, by=None, why=closed.reason, closed=closed)
    return len(slots)
