from datetime import timedelta

import pytest

from koushaneh.audit.models import Record
from koushaneh.calls.actions.answers import (
    AnswerConflict,
    AnswerNeeded,
    AnswersClosed,
    save_answer,
    save_answers,
)
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application, Call
from koushaneh.calls.questions import UnknownQuestion
from koushaneh.calls.reading import BadAnswer
from tests.factories.access import make_post
from tests.factories.calls_applications import ANSWERS, make_draft, make_open_call, make_submitted

pytestmark = pytest.mark.django_db
ASSISTED, SELF = Application.Channel.ASSISTED, Application.Channel.SELF


def herself(application):
    return application.person.account


def revisions(application, key):
    rows = application.answers.filter(key=key).order_by("revision")
    return list(rows.values_list("revision", "value", "is_current"))


def test_every_answer_is_kept_and_earlier_ones_stay():
    application = make_draft(answers={})

    save_answer(application, "track", "producer", by=herself(application), revision=0)
    save_answer(application, "track", "trainer", by=herself(application), revision=1)

    assert revisions(application, "track") == [(1, "producer", False), (2, "trainer", True)]
    assert Application.objects.get(pk=application.pk).track == "trainer"


def test_the_same_answer_twice_is_one():
    application = make_draft(answers={})

    first = save_answer(application, "dependants", "۲", by=herself(application), revision=0)
    again = save_answer(application, "dependants", "2", by=herself(application), revision=0)

    assert (again.pk, again.revision) == (first.pk, 1)
    assert Record.objects.filter(verb="answer.saved").count() == 1


def test_two_tabs_that_answer_differently_are_both_seen():
    application = make_draft(answers={})
    save_answer(application, "dependants", "2", by=herself(application), revision=0)

    with pytest.raises(AnswerConflict) as refusal:
        save_answer(application, "dependants", "3", by=herself(application), revision=0)

    assert (refusal.value.facts["stored"], refusal.value.facts["offered"]) == (2, 3)
    assert Filled(application).answers["dependants"] == 2


def test_going_on_without_an_answer_is_remembered():
    application = make_draft(answers={})

    save_answer(application, "housing", "", by=herself(application), revision=0)

    filled = Filled(application)
    assert filled.is_passed(filled.find("housing"))
    assert not filled.is_answered(filled.find("housing"))


def test_a_question_that_is_not_asked_is_refused():
    application = make_draft(answers={"skill": "none"})

    with pytest.raises(UnknownQuestion):
        save_answer(application, "skill_document", "x", by=herself(application))


def test_a_place_that_does_not_exist_is_refused():
    application = make_draft(answers={"lives_or_works": "works"})

    with pytest.raises(BadAnswer):
        save_answer(application, "work_district", "tehran-99", by=herself(application))

    assert (
        save_answer(application, "work_district", "tehran-08", by=herself(application)).value == "tehran-08"
    )


def test_answers_stop_when_the_grace_is_over_though_nobody_has_closed_the_call(time_machine):
    application = make_draft(answers={})
    end = application.call.closes_at + timedelta(minutes=application.call.grace_minutes)

    time_machine.move_to(end - timedelta(seconds=1), tick=False)
    save_answer(application, "dependants", "2", by=herself(application))
    time_machine.move_to(end + timedelta(seconds=1), tick=False)

    with pytest.raises(AnswersClosed):
        save_answer(application, "earners", "2", by=herself(application))


def test_answers_stop_when_the_call_is_closed_or_the_check_has_begun():
    application = make_submitted()
    Application.objects.filter(pk=application.pk).update(state=Application.State.CHECKING)
    with pytest.raises(AnswersClosed):
        save_answer(application, "earners", "2", by=herself(application))

    draft = make_draft(answers={})
    Call.objects.filter(pk=draft.call_id).update(state=Call.State.CLOSED)
    with pytest.raises(AnswersClosed):
        save_answer(draft, "earners", "2", by=herself(draft))


def test_a_submitted_application_changes_until_the_deadline_but_loses_no_required_answer():
    application = make_submitted()

    save_answer(application, "dependants", "4", by=herself(application), revision=1)
    with pytest.raises(AnswerNeeded):
        save_answer(application, "dependants", "", by=herself(application), revision=2)

    assert Filled(application).answers["dependants"] == 4
    assert Application.objects.get(pk=application.pk).state == Application.State.SUBMITTED


def test_an_answer_by_an_officer_marks_the_application_everywhere():
    application = make_draft(answers={})
    officer = make_post().account

    answer = save_answer(application, "dependants", "2", by=officer)

    application.refresh_from_db()
    assert (application.channel, application.helped_by, answer.by) == (ASSISTED, officer, officer)


def test_many_answers_at_once_are_all_or_nothing():
    application = make_draft(answers={})

    with pytest.raises(BadAnswer):
        save_answers(application, {**ANSWERS, "earners": "بسیار"}, by=herself(application))
    assert application.answers.count() == 0

    save_answers(application, ANSWERS, by=herself(application))
    assert application.answers.filter(is_current=True).count() == len(ANSWERS)
    assert Record.objects.filter(verb="answers.saved").count() == 1


def test_answers_to_questions_that_are_not_asked_are_left_out():
    call = make_open_call()

    application = make_draft(call, answers={"can_share": "none", "share_what": "چرخ خیاطی"})

    assert Filled(application).answers == {"can_share": "none"}
