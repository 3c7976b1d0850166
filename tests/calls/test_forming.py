import pytest
from django.core.files.base import ContentFile

from koushaneh.audit.models import Record
from koushaneh.calls.actions import forming
from koushaneh.calls.actions.composing import NotADraft, set_gates, set_indicators
from koushaneh.calls.actions.forming import FormChanged, PointsWrong, QuestionIsRead
from koushaneh.calls.actions.recordings import put_recording, remove_recording
from koushaneh.calls.faults import BadForm
from koushaneh.calls.models import Call, FormVersion
from koushaneh.calls.published import hash_of, record_of
from koushaneh.calls.queries import versions_of
from koushaneh.calls.questions import UnknownQuestion, shipped
from tests.factories.access import make_account
from tests.factories.calls import make_draft_call, make_opened_call
from tests.factories.forms import option, words

pytestmark = pytest.mark.django_db

NEW = {"kind": "line", "text": words("نام کارگاه شما چیست؟", "What is your workshop called?")}
HOME = words("خانه و خانواده", "Home and family")


def keys(call):
    return [one["key"] for one in call.form.questions]


def find(call, key):
    return next(one for one in call.form.questions if one["key"] == key)


def change(call, name, *values, **more):
    """Run an action of `forming` on the version that stands, by somebody; return the call."""
    return getattr(forming, name)(call, *values, by=make_account(), seen=call.form_id, **more)


def test_the_first_change_leaves_the_shipped_form_to_others_and_makes_a_version_of_the_call():
    call, other = make_draft_call(), make_draft_call()

    changed = change(call, "add_question", {**NEW, "section": HOME})

    assert other.form.questions == shipped()["questions"]
    assert (changed.form.made_for, changed.form.version, changed.form.before) == (call, 1, other.form)
    assert keys(changed) == [*keys(other), "q24"]
    assert changed.form.change == {"did": "added", "question": "q24"}
    assert Record.objects.get(verb="call.form_saved").detail["version"] == 1


def test_no_version_is_ever_written_twice():
    call = make_draft_call()
    first = change(call, "edit_question", "skill", {**find(call, "skill"), "required": False})
    before = FormVersion.objects.get(pk=first.form_id).questions

    second = change(first, "edit_question", "skill", {**find(first, "skill"), "required": True})

    assert FormVersion.objects.get(pk=first.form_id).questions == before
    assert [version.version for version in versions_of(second)] == [2, 1, 1]


def test_saving_the_same_again_makes_no_version():
    call = make_draft_call()

    same = change(call, "edit_question", "skill", find(call, "skill"))

    assert same.form == call.form and not Record.objects.filter(verb="call.form_saved").exists()


def test_what_was_done_on_an_older_version_is_refused_and_nothing_is_lost():
    call = make_draft_call()
    seen = call.form_id
    mine = change(call, "move_question", "skill", step=-1)

    for name, values, more in [
        ("add_question", [NEW], {}),
        ("edit_question", ["skill", {**find(call, "skill"), "required": False}], {}),
        ("copy_question", ["skill"], {}),
        ("remove_question", ["care_time"], {}),
        ("move_question", ["skill"], {"step": 1}),
        ("restore_form", [call.form], {}),
        ("replace_form", [[]], {"did": "emptied"}),
    ]:
        with pytest.raises(FormChanged):
            getattr(forming, name)(call, *values, by=make_account(), seen=seen, **more)

    call.refresh_from_db()
    assert (call.form, FormVersion.objects.filter(made_for=call).count()) == (mine.form, 1)


def test_a_removed_question_comes_back_with_its_recording():
    call = make_draft_call()
    put_recording(call.form, "care_time", ContentFile(b"OggS1", name="a.ogg"), by=None)
    gone = change(call, "remove_question", "care_time")
    assert "care_time" not in keys(gone) and not gone.form.recordings.exists()

    back = change(gone, "restore_form", gone.form.before)

    assert keys(back) == keys(call) and back.form.version == 2
    with back.form.recordings.get().content.open() as sound:
        assert sound.read() == b"OggS1"


def test_only_versions_of_this_call_can_be_restored():
    call, other = make_draft_call(), change(make_draft_call(), "add_question", NEW)

    with pytest.raises(UnknownQuestion):
        change(call, "restore_form", other.form)


def test_a_recording_goes_along_while_its_words_are_the_same():
    call = make_draft_call()
    for language in ("fa", "en"):
        put_recording(call.form, "skill", ContentFile(b"OggS", name="s.ogg"), by=None, language=language)
    skill = find(call, "skill")

    other = change(call, "edit_question", "skill", {**skill, "required": False})
    english = change(other, "edit_question", "skill", {**skill, "text": {**skill["text"], "en": "How so?"}})

    assert sorted(one.language for one in other.form.recordings.all()) == ["en", "fa"]
    assert [one.language for one in english.form.recordings.all()] == ["fa"]


def test_the_file_of_a_shared_recording_lives_as_long_as_a_version_speaks_with_it(
    django_capture_on_commit_callbacks,
):
    call = make_draft_call()
    first = put_recording(call.form, "skill", ContentFile(b"OggS", name="s.ogg"), by=None)
    changed = change(call, "add_question", NEW)
    storage, name = first.content.storage, first.content.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_recording(changed.form, "skill", by=None)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_recording(call.form, "skill", by=None)
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("key", "readers", "waiting"),
    [
        ("work_stage", ["A1"], []),
        ("earners", ["D2"], []),
        ("plan", ["C1"], []),
        ("own_wish", ["own_wish"], []),
        ("track", ["track"], []),
        ("can_share", ["B3"], ["share_what"]),
        ("lives_or_works", [], ["work_district"]),
    ],
)
def test_a_question_that_is_read_is_not_removed(key, readers, waiting):
    call = make_draft_call()

    with pytest.raises(QuestionIsRead) as refusal:
        change(call, "remove_question", key)

    assert refusal.value.facts == {"key": key, "readers": readers, "waiting": waiting}
    call.refresh_from_db()
    assert key in keys(call)


def test_once_nothing_reads_it_any_more_it_can_go():
    call, officer = make_draft_call(), make_account()
    on = [item.code for item in call.indicators.items.all() if item.code != "A1"]
    set_indicators(call, by=officer, enabled=on)
    set_gates(call, [{"code": "age", "minimum": 18}], by=officer)

    call = change(call, "remove_question", "work_stage")
    call = change(call, "remove_question", "own_wish")

    assert {"work_stage", "own_wish"}.isdisjoint(keys(call))


def test_its_kind_changes_only_to_one_that_the_reader_can_read():
    call = make_draft_call()
    months, skill = find(call, "activity_months"), find(call, "skill")

    with pytest.raises(QuestionIsRead):
        change(call, "edit_question", "skill", {**skill, "kind": "line", "options": []})
    changed = change(call, "edit_question", "activity_months", {**months, "kind": "number"})

    assert find(changed, "activity_months")["kind"] == "number"


def test_a_question_that_is_read_does_not_change_its_key():
    call = make_draft_call()

    with pytest.raises(QuestionIsRead):
        change(call, "edit_question", "skill", {**find(call, "skill"), "key": "other"})


def test_conditions_follow_a_question_to_its_new_key():
    call = make_draft_call()
    call = change(call, "copy_question", "can_share")
    copy = call.form.change["question"]
    help_with = {**NEW, "section": find(call, copy)["section"], "when": {copy: ["much"]}}
    call = change(call, "add_question", help_with)

    call = change(call, "edit_question", copy, {**find(call, copy), "key": "sharing"})

    assert [one["when"] for one in call.form.questions if one.get("when", {}).get("sharing")] == [
        {"sharing": ["much"]}
    ]


def test_a_copy_stands_behind_and_is_read_by_nobody():
    call = change(make_draft_call(), "copy_question", "own_wish")

    place = keys(call).index("own_wish")
    copy = call.form.questions[place + 1]
    assert (copy["text"], "gate" in copy) == (find(call, "own_wish")["text"], False)


def test_moving_swaps_within_a_part_and_joins_the_next_part_at_its_edge():
    call = make_draft_call()
    up = change(call, "move_question", "disability", step=-1)

    assert keys(up).index("disability") == keys(call).index("disability") - 1
    edge = change(up, "move_question", "work_stage", step=-1)
    assert keys(edge) == keys(up)
    assert find(edge, "work_stage")["section"] == find(call, "work_district")["section"]


def test_the_first_question_stays_first():
    call = make_draft_call()

    same = change(call, "move_question", "track", step=-1)

    assert same.form == call.form


def test_a_question_of_another_part_goes_to_the_end_of_that_part():
    call = make_draft_call()
    moved = change(call, "edit_question", "skill", {**find(call, "skill"), "section": HOME})
    added = change(moved, "add_question", {**NEW, "section": HOME}, after="dependants")

    assert keys(moved)[-1] == "skill"
    assert keys(added)[-7:] == ["dependants", "q24", "earners", "housing", "disability", "care_time", "skill"]


def test_a_new_question_takes_the_free_place_of_an_indicator_with_its_points():
    call = change(make_draft_call(), "replace_form", [], did="emptied")
    skill = {
        "key": "skill",
        "kind": "choice",
        "text": words("چه بلدید؟", "What can you do?"),
        "options": [option("none", "هیچ", "Nothing"), option("sew", "دوخت", "Sewing")],
    }

    call = change(call, "add_question", skill, points={"sew": 65})

    assert call.form.questions[0]["feeds"] == "A5"
    steps = call.indicators.items.get(code="A5").value["steps"]
    assert (steps["sew"], steps["none"]) == (650_000, 0)


def test_points_outside_0_to_100_are_refused_whole():
    call = make_draft_call()

    with pytest.raises(PointsWrong):
        change(
            call, "edit_question", "skill", {**find(call, "skill"), "required": False}, points={"none": 101}
        )

    call.refresh_from_db()
    assert find(call, "skill")["required"] is True


def test_what_cannot_be_drawn_is_refused_and_what_is_only_unfinished_is_kept():
    call = make_draft_call()

    with pytest.raises(BadForm):
        change(call, "add_question", {"kind": "slider", "text": words("چه؟", "What?")})
    kept = change(call, "add_question", {"kind": "line", "text": {"fa": "چه؟"}})

    assert keys(kept)[-1] == "q24"


def test_after_the_draft_nothing_changes_and_the_rules_hash_covers_every_word():
    call = change(make_draft_call(), "add_question", NEW)
    hashed = hash_of(record_of(call))
    other = change(call, "edit_question", "q24", {**NEW, "text": words("نام کارگاه؟", NEW["text"]["en"])})
    opened = make_opened_call()

    assert hash_of(record_of(other)) != hashed
    with pytest.raises(NotADraft):
        change(opened, "add_question", NEW)
    assert opened.form.frozen_at is not None
    assert opened.rules_record["questions"] == opened.form.questions
    assert Call.objects.get(pk=opened.pk).form == opened.form
