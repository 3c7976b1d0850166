import pytest
from django.utils import timezone

from koushaneh.calls.actions import forming
from koushaneh.calls.actions.approval import NotReady, submit_for_approval
from koushaneh.calls.actions.composing import edit_call, set_gates, set_indicators
from koushaneh.calls.form_readers import only_in_register, problems_of_form, readers_of, with_readers
from koushaneh.calls.models import Call
from koushaneh.calls.questions import shipped
from koushaneh.calls.readiness import problems_of_call
from tests.factories.access import make_account
from tests.factories.calls import make_chain, make_draft_call
from tests.factories.forms import option, words

pytestmark = pytest.mark.django_db


def codes(call):
    return [code for code, _facts in problems_of_form(Call.objects.get(pk=call.pk))]


def edited(call, key, **changes):
    former = next(one for one in call.form.questions if one["key"] == key)
    return forming.edit_question(call, key, {**former, **changes}, by=make_account(), seen=call.form_id)


def replaced(call, questions):
    return forming.replace_form(call, questions, by=make_account(), seen=call.form_id, did="started")


@pytest.mark.parametrize("profile", ["founding", "entry", "seekers"])
def test_the_form_that_ships_gives_every_profile_what_it_reads(profile):
    assert codes(make_draft_call(profile=profile)) == []


def test_the_form_that_ships_names_its_own_readers():
    questions = shipped()["questions"]

    assert with_readers(make_draft_call(), questions) == questions


def test_an_empty_form_stops_the_call():
    assert codes(replaced(make_draft_call(), [])) == ["calls.form_empty"]


def test_every_indicator_without_its_question_is_named():
    call = replaced(make_draft_call(), [one for one in shipped()["questions"] if one["key"] == "track"])

    lacking = {facts["slot"] for code, facts in problems_of_form(call) if code == "calls.form_lacks"}

    answered = {"work_stage", "activity_months", "channels", "skill", "women_helped", "hours_offered"}
    assert lacking == {*answered, "can_share", "plan", "own_wish"}
    assert {item.code for item in only_in_register(call)} == {"D2"}


def test_what_is_switched_off_misses_nothing():
    call, officer = replaced(make_draft_call(), [shipped()["questions"][1]]), make_account()
    edit_call(call, by=officer, tracks=["trainer"])
    set_indicators(call, by=officer, enabled=["D1"])

    assert codes(call) == []
    set_gates(call, [], by=officer)
    assert [reader.code for reader in readers_of(Call.objects.get(pk=call.pk))] == ["D1"]


def test_an_option_without_points_is_named_also_where_only_another_track_has_it():
    call = make_draft_call()
    stage = next(one for one in call.form.questions if one["key"] == "work_stage")
    other = [*stage["options"], option("dream", "رؤیا", "Dream")]
    plain = edited(call, "work_stage", options=other)
    for_trainers = edited(
        plain, "work_stage", options=stage["options"], variants={"trainer": {"options": other}}
    )

    for changed in (plain, for_trainers):
        assert [(code, facts["option"]) for code, facts in problems_of_form(changed)] == [
            ("calls.form_without_points", words("رؤیا", "Dream"))
        ]
    given = forming.edit_question(
        for_trainers,
        "work_stage",
        {**stage, "options": other},
        by=make_account(),
        seen=for_trainers.form_id,
        points={"dream": 10},
    )
    assert codes(given) == []


@pytest.mark.parametrize(
    ("key", "changes", "code"),
    [
        ("plan", {"privacy": "office"}, "calls.form_closed_to_reviewers"),
        ("skill", {"privacy": "planning"}, "calls.form_planning_scored"),
        ("skill", {"text": words("چه بلدید؟", "")}, "calls.form_english"),
        ("track", {"when": {"skill": ["none"]}}, "calls.form_when_later"),
        ("share_what", {"when": {"can_share": ["a lot"]}}, "calls.form_when_value"),
    ],
)
def test_each_problem_stops_the_call_until_it_is_mended(key, changes, code):
    author = make_chain()["author"]
    call = edited(make_draft_call(by=author), key, **changes)

    assert [found for found, _facts in problems_of_call(call, now=timezone.now())] == [code]
    with pytest.raises(NotReady):
        submit_for_approval(call, by=author)
    restored = forming.restore_form(call, call.form.before, by=author, seen=call.form_id)
    assert submit_for_approval(restored, by=author).state == "approval"


def test_a_kind_that_cannot_be_read_is_named_when_a_whole_form_comes_in():
    questions = [
        {**one, "kind": "line", "options": []} if one["key"] == "skill" else one
        for one in shipped()["questions"]
    ]

    call = replaced(make_draft_call(), questions)

    assert "calls.form_unfit" in codes(call)


def test_feeds_follow_the_key_and_not_what_a_file_says():
    question = {"key": "free", "kind": "number", "text": words("چند؟", "How many?"), "feeds": "B1"}

    assert "feeds" not in with_readers(make_draft_call(), [question])[0]
