"""Calls with the shipped indicators, and eligible applications without the long way there."""

from itertools import count

from koushaneh.access.models import Role
from koushaneh.calls.models import Answer, Application, Call, FactSnapshot, Indicator, Seats
from koushaneh.calls.profiles import GATES, PROFILES
from koushaneh.screening.actions.assigning import assign_reviews
from koushaneh.screening.actions.checking import start_checking
from koushaneh.screening.actions.redaction import prepare_redactions, release_texts
from koushaneh.screening.actions.reviewing import lock_review
from koushaneh.screening.models import Assignment, Redaction
from tests.factories.access import make_account, make_person, make_post
from tests.factories.calls_applications import make_open_call, make_woman
from tests.factories.places import district, district_office

numbers = count(1)
PLAN = "می‌خواهم کارگاه کوچکی با سه نفر راه بیندازم."
ANSWERS = {
    "track": "producer",
    "own_wish": True,
    "lives_or_works": "lives",
    "work_stage": "regular",
    "activity_months": 18,
    "skill": "self_taught",
    "can_share": "some",
    "plan": PLAN,
    "dependants": 2,
    "earners": 1,
}
FACTS = {
    "head_of_household": {"value": True, "evidence": "verified", "since": "2026-01-01"},
    "file_state": {"value": "active", "evidence": "verified", "since": None},
    "file_place": {"value": "tehran-07", "evidence": "verified", "since": None},
    "age": {"value": 41, "evidence": "verified", "since": None},
    "in_cohort": {"value": False, "evidence": "verified", "since": None},
    "welfare_decile": {"value": 3, "evidence": "verified", "since": None},
    "housing": {"value": "rent", "evidence": "document", "since": None},
}


def make_call(*, state=Call.State.CLOSED, profile="founding", gates=None, seats=(7, 8), **more):
    """A call with the indicators of a profile and seats for some districts."""
    call = make_open_call(gates=list(GATES) if gates is None else gates, state=state, **more)
    for order, item in enumerate(PROFILES[profile].items):
        Indicator.objects.create(
            indicators=call.indicators,
            order=order,
            **{name: getattr(item, name) for name in ("code", "block", "name", "name_en", "weight")},
            **{name: getattr(item, name) for name in ("source", "key", "value", "missing")},
            anchors=list(item.anchors),
        )
    for number in seats:
        Seats.objects.create(call=call, place=district(number), minimum=0, maximum=30)
    return call


def make_application(
    call, number=7, *, state=Application.State.SUBMITTED, answers=None, facts=None, person=None
):
    """A submitted application of a woman of district `number`, with the facts of that moment."""
    person = person or make_woman(number)
    application = Application.objects.create(
        call=call,
        person=person,
        file=person.files.first(),
        place=district(number),
        track="producer",
        state=state,
    )
    given = ANSWERS if answers is None else answers
    Answer.objects.bulk_create(
        Answer(application=application, key=key, value=value) for key, value in given.items()
    )
    known = {**FACTS, "file_place": {**FACTS["file_place"], "value": f"tehran-{number:02}"}, **(facts or {})}
    FactSnapshot.objects.create(application=application, facts=known, hash="0" * 64)
    return application


def make_eligible(call, number=7, *, released=True, **more):
    """An eligible application; its edited text is released unless said otherwise."""
    application = make_application(call, number, state=Application.State.ELIGIBLE, **more)
    prepare_redactions([application], by=None)
    redaction = Redaction.objects.get(application=application)
    if released and not redaction.is_automatic:
        editor = make_account()
        release_texts(redaction, by=editor, texts={"plan": PLAN})
    return application


def make_reviewer(number=8, **more):
    """A reviewer whose post lies in the office of district `number`."""
    return make_post(Role.REVIEWER, office=district_office(number), **more).account


def make_interviewer(**more):
    return make_post(Role.INTERVIEWER, **more).account


def make_reviewed(call=None, *, anchors=(3, 4), number=7, **more):
    """A call with two reviewers from elsewhere and one application, reviewed and locked by both."""
    call = call or make_call()
    application = make_eligible(call, number, **more)
    if not Assignment.objects.filter(application__call=call).exists():
        for _ in anchors:
            make_reviewer(12)
    assign_reviews(call, by=None)
    for assignment, anchor in zip(application.assignments.order_by("pk"), anchors, strict=True):
        lock_review(assignment, by=assignment.reviewer, scores={"C1": anchor})
    application.refresh_from_db()
    return application


__all__ = [
    "make_account",
    "make_application",
    "make_call",
    "make_eligible",
    "make_interviewer",
    "make_person",
    "make_post",
    "make_reviewed",
    "make_reviewer",
    "start_checking",
]
