"""Calls whose applications are scored, and the runs that follow, through the actions."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.models import Answer, Application, Call, FactSnapshot, Indicator, Seats
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.releasing import release_run
from koushaneh.screening.actions.running import execute_run, prepare_run
from koushaneh.screening.actions.signing import replay_run, sign_run
from tests.factories.access import make_post
from tests.factories.calls_applications import make_open_call, make_woman
from tests.factories.places import directorate, district, headquarters, oversight

SOURCE = "شاخص کل بورس تهران در پایان روز"
VALUE = "2184302.5"
INDICATORS = (
    ("A2", "path", "ماه‌های کار", 20, "activity_months", 24),
    ("B2", "social", "ساعت برای کانون", 20, "hours_offered", 8),
    ("B1", "social", "کمک به زنان دیگر", 10, "women_helped", 10),
    ("D2", "need", "نان‌خوران", 10, "dependants", 4),
)


def make_scored_call(women=None, *, seats=2, quotas=None, redistribution=("neighbours", "city"), **policy):
    """A call in reviewing whose applications are scored.

    `women` {district: [months of activity, ...]}: 24 months are 20 points, all else is equal.
    `quotas` {district: (minimum, maximum)}, free by default.
    """
    call = make_open_call(state=Call.State.REVIEWING, seat_count=seats, rules_hash="a" * 64)
    for name, value in {"redistribution": list(redistribution), **policy}.items():
        setattr(call.policy, name, value)
    call.policy.save()
    for order, (code, block, name, weight, key, high) in enumerate(INDICATORS):
        Indicator.objects.create(
            indicators=call.indicators,
            order=order,
            code=code,
            block=block,
            name=name,
            name_en=code,
            weight=weight,
            source="answer",
            key=key,
            value={"kind": "linear", "low": 0, "high": high},
            missing="zero",
        )
    women = women if women is not None else {7: [24, 12], 8: [18, 6]}
    for number, (low, high) in (quotas or dict.fromkeys(women, (0, 30))).items():
        Seats.objects.create(call=call, place=district(number), minimum=low, maximum=high)
    for number, months in women.items():
        for one in months:
            make_scored(call, number, one)
    return call


def make_scored(call, number=7, months=12, *, person=None, state=Application.State.SCORED, **answers):
    person = person or make_woman(number)
    application = Application.objects.create(
        call=call,
        person=person,
        file=person.files.first(),
        place=district(number),
        track="producer",
        state=state,
    )
    given = {"activity_months": months, "hours_offered": 4, "women_helped": 5, "dependants": 2, **answers}
    Answer.objects.bulk_create(
        Answer(application=application, key=key, value=value) for key, value in given.items()
    )
    FactSnapshot.objects.create(application=application, facts={}, hash="0" * 64)
    return application


def officer():
    return make_post(Role.HQ_OFFICER).account


def signer(office=None):
    return make_post(Role.SIGNER, office=office or directorate()).account


def panel_member():
    return make_post(Role.APPEAL_PANEL, office=headquarters()).account


def tomorrow():
    return timezone.now() + timedelta(days=1)


def make_prepared(call=None, *, by=None, **more):
    return prepare_run(
        call or make_scored_call(**more), by=by or officer(), public_source=SOURCE, public_at=tomorrow()
    )


def make_executed(call=None, *, value=VALUE, **more):
    run = make_prepared(call, **more)
    with time_machine.travel(run.public_at + timedelta(hours=1)):
        return execute_run(run, by=run.prepared_by, public_value=value)


def make_signed(call=None, **more):
    """A run signed by a signer of the directorate and one of the oversight office."""
    run = make_executed(call, **more)
    first, second = signer(), signer(oversight())
    return sign_run(sign_run(replay_run(run, by=first), by=first), by=second)


def make_released(call=None, **more):
    """A released run; its call is read again."""
    run = make_signed(call, **more)
    run = release_run(run, by=run.prepared_by)
    run.call.refresh_from_db()
    return run


def application_of(call, number, months):
    """The application of the woman of district `number` with so many months of activity."""
    found = call.applications.filter(
        place=district(number), answers__key="activity_months", answers__value=months
    )
    return found.get()


def make_ineligible(call, number=7):
    application = make_scored(call, number, 3, state=Application.State.INELIGIBLE)
    decide(application, "ineligible", [{"code": "gate.age", "facts": {}}], by=None)
    return application
