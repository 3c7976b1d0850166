"""Composing a call (تدوین فراخوان). All of it happens in draft; afterwards nothing here is possible."""

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.calls.gates import GATES, UnknownGate
from koushaneh.calls.models import Call, FormVersion, Indicator, IndicatorSet, Seats, SelectionPolicy, Track
from koushaneh.calls.profiles import PROFILES
from koushaneh.calls.questions import shipped
from koushaneh.calls.weights import HIGHEST, WeightsRefused
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean
from koushaneh.places.models import Place

BASICS = {
    "title",
    "title_en",
    "summary",
    "summary_en",
    "tracks",
    "seat_count",
    "opens_at",
    "closes_at",
    "grace_minutes",
    "results_on",
    "access_code",
}
POLICY = {
    "reviewers",
    "discrepancy",
    "public_source",
    "interview_band",
    "waiting_share",
    "info_days",
    "info_requests",
    "offer_hours",
    "appeal_days",
    "redistribution",
    "feature_quotas",
}
ORDERS = ([], ["neighbours"], ["city"], ["neighbours", "city"])


class NotADraft(Refusal):
    code = "calls.not_a_draft"


class DatesWrong(Refusal):
    code = "calls.dates_wrong"


class SeatsWrong(Refusal):
    code = "calls.seats_wrong"


class UnknownIndicator(Refusal):
    code = "calls.unknown_indicator"


class UnknownField(Refusal):
    code = "calls.unknown_field"


class PolicyWrong(Refusal):
    code = "calls.policy_wrong"


@transaction.atomic
def compose_call(*, by, profile, place, title, opens_at, closes_at, questions=None, **basics):
    """Begin a draft from a profile: its gates, indicators and form, a policy by default, seats spread evenly.

    `basics` as in `edit_call`. Every run makes another draft; the page carries a key against doubles.
    """
    _check_fields(basics, BASICS)
    _check_dates(opens_at, closes_at)
    call = Call.objects.create(
        profile=profile,
        place=place,
        title=clean(title),
        opens_at=opens_at,
        closes_at=closes_at,
        author=by,
        indicators=_copy_profile(PROFILES[profile]),
        form=_form(profile, questions or shipped()["questions"]),
        policy=SelectionPolicy.objects.create(redistribution=["neighbours", "city"]),
        **{"tracks": ["producer", "trainer"], **_cleaned(basics)},
    )
    _write_seats(call, spread(districts_of(place), call.seat_count))
    record("call.composed", about=call, by=by, place=place, profile=profile, title=call.title)
    return call


def _copy_profile(profile):
    copy = IndicatorSet.objects.create(profile=profile.code, gates=[dict(gate) for gate in profile.gates])
    Indicator.objects.bulk_create(
        Indicator(
            indicators=copy,
            code=item.code,
            order=order,
            block=item.block,
            name=item.name,
            name_en=item.name_en,
            weight=item.weight,
            source=item.source,
            key=item.key,
            value=item.value,
            missing=item.missing,
            anchors=list(item.anchors),
        )
        for order, item in enumerate(profile.items, start=1)
    )
    return copy


def _form(name, questions):
    """Return the newest version of this form, or a further one where the questions differ."""
    newest = FormVersion.objects.filter(name=name, made_for=None).order_by("-version").first()
    if newest and newest.questions == questions:
        return newest  # its recordings are shared
    version = newest.version + 1 if newest else 1
    return FormVersion.objects.create(name=name, version=version, questions=questions)


def draft(call):
    """Return the call locked for this transaction, if it may still be changed."""
    call = Call.objects.select_for_update().select_related("place", "indicators", "policy").get(pk=call.pk)
    if not call.is_editable:
        raise NotADraft(state=call.get_state_display())
    return call


def _check_fields(given, allowed):
    if unknown := given.keys() - allowed:
        raise UnknownField(fields=sorted(unknown), accepted=sorted(allowed))


def _check_dates(opens_at, closes_at):
    if opens_at >= closes_at:
        raise DatesWrong()


def _cleaned(values):
    return {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}


@transaction.atomic
def edit_call(call, *, by, **basics):
    """Change title, summary, tracks, number of seats, dates or access code of a draft. Safe to repeat."""
    _check_fields(basics, BASICS)
    call = draft(call)
    changed = [name for name, value in _cleaned(basics).items() if getattr(call, name) != value]
    for name in changed:
        setattr(call, name, _cleaned(basics)[name])
    _check_dates(call.opens_at, call.closes_at)
    if changed:
        call.save(update_fields=changed)
        record("call.edited", about=call, by=by, place=call.place, fields=sorted(changed))
    return call


@transaction.atomic
def set_weights(call, weights, *, by):
    """Set weights of indicators by code, 0 to 20 each. The sum is checked when the call is submitted."""
    call = draft(call)
    items = _items(call, weights)
    for code, weight in weights.items():
        if not 0 <= weight <= HIGHEST:
            raise WeightsRefused(problem="range", indicator=code, weight=weight)
        items[code].weight = weight
    Indicator.objects.bulk_update(items.values(), ["weight"])
    record("call.weights_set", about=call, by=by, place=call.place, weights=weights)
    return call


@transaction.atomic
def set_indicators(call, *, by, enabled):
    """Let exactly these indicators (codes) count; the others are switched off. Safe to repeat."""
    call = draft(call)
    _items(call, enabled)
    call.indicators.items.update(is_enabled=False)
    call.indicators.items.filter(code__in=enabled).update(is_enabled=True)
    record("call.indicators_set", about=call, by=by, place=call.place, enabled=sorted(enabled))
    return call


def _items(call, codes):
    items = {item.code: item for item in call.indicators.items.all()}
    if unknown := set(codes) - items.keys():
        raise UnknownIndicator(codes=sorted(unknown))
    return items


@transaction.atomic
def set_gates(call, gates, *, by):
    """Set the gates, for example `[{"code": "age", "minimum": 18}]`. Safe to repeat."""
    call = draft(call)
    for gate in gates:
        if gate.get("code") not in GATES:
            raise UnknownGate(gate=str(gate.get("code")))
    call.indicators.gates = gates
    call.indicators.save(update_fields=["gates"])
    record("call.gates_set", about=call, by=by, place=call.place, gates=gates)
    return call


@transaction.atomic
def set_seats(call, rows, *, by):
    """Replace the seats per place. `rows` are (place, minimum, maximum), each within the call's place."""
    call = draft(call)
    _write_seats(call, rows)
    seats = [[place.code, minimum, maximum] for place, minimum, maximum in rows]
    record("call.seats_set", about=call, by=by, place=call.place, seats=seats)
    return call


def _write_seats(call, rows):
    for place, minimum, maximum in rows:
        if not place.path.startswith(call.place.path) or not 0 <= minimum <= maximum:
            raise SeatsWrong(place=str(place), minimum=minimum, maximum=maximum)
    call.seats.all().delete()
    Seats.objects.bulk_create(
        Seats(call=call, place=place, minimum=minimum, maximum=maximum) for place, minimum, maximum in rows
    )


def districts_of(place):
    """Return the places that get seats by default: the districts below, or the place alone."""
    below = Place.objects.within(place).filter(kind=Place.Kind.DISTRICT).order_by("sort_key", "code")
    return list(below) or [place]


def spread(places, seat_count):
    """Spread seats evenly: each place is sure of its whole share and may get two more than that."""
    share = seat_count // len(places)
    return [(place, share, min(share + 2, seat_count)) for place in places]


def _is_track_bound(row):
    known = row.get("feature") == "track" and row.get("value") in Track.values
    return known and 0 <= row.get("minimum", -1) <= row.get("maximum", -1)


@transaction.atomic
def set_policy(call, *, by, **values):
    """Change how this call decides: reviewers, deadlines in days and hours, bands, order of unfilled seats."""
    _check_fields(values, POLICY)
    call = draft(call)
    if values.get("reviewers", 2) < 2 or values.get("redistribution", []) not in ORDERS:
        raise PolicyWrong()
    if not all(_is_track_bound(row) for row in values.get("feature_quotas", [])):
        raise PolicyWrong()
    for name, value in _cleaned(values).items():
        setattr(call.policy, name, value)
    call.policy.save(update_fields=sorted(values))
    record("call.policy_set", about=call, by=by, place=call.place, **values)
    return call
