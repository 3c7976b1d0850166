"""What a draft call still lacks (آماده بودن): one list for the page and for the action that submits it."""

from koushaneh.calls.form_readers import problems_of_form
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.weights import problems_of
from koushaneh.places.models import ApprovalStep


def chain_of(call, act=ApprovalStep.Act.CALL):
    """Return the links of the chain at the call's place, or at the nearest place above that has one."""
    steps = ApprovalStep.objects.filter(act=act, place__in=call.place.roots, retired_at=None)
    steps = sorted(steps.select_related("office__place", "place"), key=lambda step: step.order)
    deepest = max((len(step.place.path) for step in steps), default=0)
    return [step for step in steps if len(step.place.path) == deepest]


def deciding(steps):
    return [step for step in steps if not step.observes_only]


def weight_problems(call):
    items = list(call.indicators.items.all())
    weights = {item.code: item.weight for item in items if item.is_enabled}
    blocks = {item.code: item.block for item in items}
    return problems_of(weights, blocks, PROFILES[call.profile].block_points)


def seat_problems(call):
    seats = list(call.seats.all())
    if not seats:
        return [("calls.no_seats", {})]
    least, most = sum(seat.minimum for seat in seats), sum(seat.maximum for seat in seats)
    problems = []
    if least > call.seat_count:
        problems.append(("calls.seats_minimum_above", {"minimum": least, "seats": call.seat_count}))
    if most < call.seat_count:
        problems.append(("calls.seats_maximum_below", {"maximum": most, "seats": call.seat_count}))
    return problems


def track_problems(call):
    """Return what bounds of tracks make impossible: more kept than there is, or too few for all tracks."""
    rows = [row for row in call.policy.feature_quotas if row["feature"] == "track"]
    least, most = sum(row["minimum"] for row in rows), sum(row["maximum"] for row in rows)
    problems = []
    if least > call.seat_count:
        problems.append(("calls.tracks_minimum_above", {"minimum": least, "seats": call.seat_count}))
    if {row["value"] for row in rows} >= set(call.tracks) and rows and most < call.seat_count:
        problems.append(("calls.tracks_maximum_below", {"maximum": most, "seats": call.seat_count}))
    if any(row["value"] not in call.tracks for row in rows):
        problems.append(("calls.tracks_unknown", {}))
    return problems


def problems_of_call(call, *, now):
    """Return everything that stops this draft from going to the signers, as (code, facts)."""
    problems = weight_problems(call) + seat_problems(call) + track_problems(call) + problems_of_form(call)
    if call.opens_at <= now:
        problems.append(("calls.opens_in_the_past", {}))
    if call.results_on and call.results_on <= call.closes_at.date():
        problems.append(("calls.results_before_closing", {}))
    if not call.indicators.gates:
        problems.append(("calls.no_gates", {}))
    if not call.tracks:
        problems.append(("calls.no_tracks", {}))
    if not call.summary.strip():
        problems.append(("calls.no_summary", {}))
    if len(deciding(chain_of(call))) < 2:
        problems.append(("calls.chain_too_short", {}))
    return problems
