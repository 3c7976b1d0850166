"""Seats counted: what is free, whose turn it is, what is told to a woman about the draw."""

from django.db.models import Count, Max, Min, Q

from koushaneh.engine.seating import fitting
from koushaneh.workshops.models import Feedback, Seat
from koushaneh.workshops.models.seats import HOLDING, OVER

State = Seat.State
FEW = 3  # fewer voices would tell whose they are
DONE = [state for state in OVER if state != State.CLOSED]


def partner_of(seat):
    """Return the seat of the friend she comes with, or None."""
    return seat.friend or getattr(seat, "beside", None)


def free_seats(workshop):
    """Return how many seats may be given now; reserved ones that nobody has yet are held back."""
    counts = workshop.taken.aggregate(
        held=Count("pk", filter=Q(state__in=[*HOLDING, *DONE])),
        named=Count("pk", filter=Q(state__in=[*HOLDING, *DONE], is_reserved=True)),
    )
    return workshop.seats - counts["held"] - max(0, workshop.reserved - counts["named"])


def named_count(workshop):
    return workshop.taken.filter(state__in=[*HOLDING, *DONE], is_reserved=True).count()


def next_rank(workshop):
    return (workshop.taken.aggregate(last=Max("rank"))["last"] or 0) + 1


def next_seats(workshop):
    """Return the waiting seats whose turn it is, friends together: the rule of the draw once more."""
    units = {}
    waiting = workshop.taken.filter(state=State.WAITING).select_related("person", "friend", "beside")
    for seat in waiting.order_by("rank", "pk"):
        units.setdefault(seat.rank, []).append(seat)
    line = list(units.values())
    taken = fitting(max(0, free_seats(workshop)), [len(unit) for unit in line])
    return [seat for at in taken for seat in line[at]]


def with_counts(workshops):
    """Return workshops with `asked_count`, `held_count`, `waiting_count`, `first_at`."""
    taken = "taken"
    return workshops.annotate(
        asked_count=Count(taken, distinct=True),
        held_count=Count(taken, filter=Q(taken__state__in=[*HOLDING, *DONE]), distinct=True),
        waiting_count=Count(taken, filter=Q(taken__state=State.WAITING), distinct=True),
        first_at=Min("sessions__starts_at"),
    )


def explained(seat):
    """Return what she may know of the draw: her points, her place, the line that was reached; None without one."""
    drawn = seat.workshop.record
    if drawn is None or seat.rank is None or seat.is_late:
        return None
    unit = next((codes for codes in drawn["line"] if seat.code in codes), None)
    if unit is None:
        return None
    points = {wish["code"]: wish["points"] for wish in drawn["wishes"]}
    doubled = sum(points[code] for code in unit) * (2 // len(unit))
    return {
        "points": seat.points,
        "own": seat.score,
        "unit": doubled / 2,
        "is_pair": len(unit) == 2,
        "place": seat.rank,
        "line": len(drawn["line"]),
        "seats": drawn["seats"],
        "reached": None if drawn["reached"] is None else drawn["reached"] / 2,
        "is_by_lot": drawn["is_by_lot"] and doubled == drawn["reached"],
        "was_seated": seat.code in drawn["seated"],
    }


def feedback_of(workshop):
    """Return (count, mean, words) of what women said; mean and words only where at least three spoke."""
    rows = list(Feedback.objects.filter(seat__workshop=workshop).order_by("words", "pk"))
    if len(rows) < FEW:
        return len(rows), None, []
    return len(rows), sum(row.score for row in rows) / len(rows), [row.words for row in rows if row.words]
