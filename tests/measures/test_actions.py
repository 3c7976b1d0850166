import inspect

import numpy as np
import pytest
from django.db import connection

from koushaneh.audit.models import Record
from koushaneh.calls.models import Application, Call
from koushaneh.consent.actions import holds, withdraw
from koushaneh.consent.models import Consent
from koushaneh.engine.scales.instruments import load
from koushaneh.engine.scales.scoring import score
from koushaneh.measures import rules
from koushaneh.measures.actions import (
    BaselineClosed,
    ConsentNeeded,
    answer_item,
    begin_baseline,
    decline_baseline,
    erase_sitting,
    next_step,
    open_baseline,
    ship_instruments,
)
from koushaneh.measures.battery import BASELINE, NotAnAnswer, UnknownItem, steps_of
from koushaneh.measures.models import Instrument, Response, Sitting
from tests.factories.calls_applications import make_draft, make_open_call, make_submitted
from tests.factories.measures import WORDING, make_finished_sitting, make_sitting

pytestmark = pytest.mark.django_db


def answer(sitting, code, key, raw):
    return answer_item(sitting, code, key, raw, by=sitting.person.account)


def test_the_battery_is_stored_once_with_the_hash_of_its_definition():
    ship_instruments()
    ship_instruments()

    stored = dict(Instrument.objects.values_list("code", "hash"))
    assert stored == {code: load(code).digest for code in BASELINE}


def test_a_wave_asks_every_item_of_the_five_scales_in_order():
    wave = open_baseline(make_open_call())

    steps = steps_of(wave)

    assert [(step.stored.code, step.key) for step in steps] == [
        (code, key) for code in BASELINE for key in load(code).keys
    ]


def test_she_begins_with_a_consent_of_its_own():
    application = make_submitted()

    first = begin_baseline(application, by=application.person.account, wording=WORDING)
    again = begin_baseline(application, by=application.person.account, wording=WORDING)

    assert first.pk == again.pk
    assert holds(application.person, "baseline", f"call:{application.call_id}")
    assert Record.objects.filter(verb="sitting.begun").count() == 1


def test_a_draft_is_not_asked():
    application = make_draft()

    with pytest.raises(BaselineClosed):
        begin_baseline(application, by=application.person.account, wording=WORDING)


def test_nobody_answers_once_the_results_are_known():
    sitting = make_sitting()
    Call.objects.update(state=Call.State.RESULTS)

    with pytest.raises(BaselineClosed):
        answer(sitting, "coping", "think", "2")


def test_declining_changes_nothing_else_and_can_be_taken_back():
    application = make_submitted()
    before = Application.objects.values().get(pk=application.pk)

    declined = decline_baseline(application, by=application.person.account)
    assert declined.declined_at is not None
    assert Application.objects.values().get(pk=application.pk) == before

    begun = begin_baseline(application, by=application.person.account, wording=WORDING)
    assert (begun.pk, begun.declined_at) == (declined.pk, None)


def test_an_answer_may_be_changed_and_an_item_skipped():
    sitting = make_sitting()

    answer(sitting, "coping", "think", "2")
    answer(sitting, "coping", "think", "3")
    skipped = answer(sitting, "hope_happiness", "happy_now", "")

    assert Response.objects.get(sitting=sitting, item="think").value == "3"
    assert skipped.value == ""


@pytest.mark.parametrize(
    ("code", "key", "raw"), [("coping", "think", "9"), ("hope_happiness", "happy_now", "3.5")]
)
def test_what_is_not_offered_is_no_answer(code, key, raw):
    with pytest.raises(NotAnAnswer):
        answer(make_sitting(), code, key, raw)


def test_an_item_of_nowhere_is_refused():
    with pytest.raises(UnknownItem):
        answer(make_sitting(), "coping", "nonsense", "1")


def test_she_resumes_where_she_stopped_and_is_finished_after_the_last_item():
    sitting = make_sitting()
    first, second = steps_of(sitting.wave)[:2]
    answer(sitting, first.stored.code, first.key, "5")
    assert next_step(sitting).key == second.key

    finished = make_finished_sitting(skipped=("think",))
    assert next_step(finished) is None
    assert finished.finished_at is not None


def test_the_stored_answers_give_the_score_of_the_engine():
    sitting = make_finished_sitting()
    instrument = load("decision_making")

    rows = sitting.responses.filter(instrument__code="decision_making")
    given = {row.item: float(row.value) for row in rows}
    scored = score(instrument, np.array([[given[key] for key in instrument.keys]]))

    assert scored.values["total"].tolist() == [instrument.limits("total")[1]]


def test_answers_lie_sealed_in_the_table_and_are_absent_from_the_log():
    sitting = make_sitting()
    answer(sitting, "entrepreneurial_self_efficacy", "idea", "7")

    with connection.cursor() as cursor:
        cursor.execute("select value from measures_response")
        (stored,) = cursor.fetchone()

    assert stored != "7" and len(stored) > 20
    assert "7" not in Record.objects.get(verb="sitting.answered").detail.values()


def test_without_consent_nothing_more_is_kept():
    sitting = make_sitting()
    withdraw(Consent.objects.get(purpose="baseline"), by=sitting.person.account)

    with pytest.raises(ConsentNeeded):
        answer(sitting, "coping", "think", "1")


def test_erasing_deletes_her_answers_and_her_consent():
    sitting = make_finished_sitting()

    erase_sitting(sitting, by=sitting.person.account)
    erase_sitting(sitting, by=sitting.person.account)

    assert not Response.objects.exists()
    assert not holds(sitting.person, "baseline", sitting.wave.about)
    assert Sitting.objects.get().finished_at is None


def test_no_rule_hands_a_sitting_to_an_account_or_a_permission():
    asked = {
        name: list(inspect.signature(rule).parameters)
        for name, rule in inspect.getmembers(rules, inspect.isfunction)
        if rule.__module__ == rules.__name__
    }

    assert asked == {"sittings_of": ["person"]}


def test_her_sittings_are_hers_alone():
    mine, _theirs = make_sitting(), make_sitting()

    assert [one.pk for one in rules.sittings_of(mine.person)] == [mine.pk]
