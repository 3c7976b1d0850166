"""Scenarios of the form of a draft call."""

from koushaneh.calls.actions import forming, recordings
from tests.factories.calls import make_draft_call
from tests.factories.forms import CUSTOM, option, words
from tests.proof.whole.acts import act, scenario
from tests.proof.whole.calls import officer, picture

LINE = {"kind": "line", "text": words("نام کارگاه؟", "The name of your workshop?")}


def on_draft(action, *args, call=None, **more):
    """An action on the form of a draft that speaks, on the version that stands."""
    call = call or make_draft_call()
    if not call.form.recordings.exists():
        recordings.put_recording(call.form, "housing", picture("housing.ogg"), by=None)
    return act(action, call, *args, by=officer(), seen=call.form_id, **more)


def find(call, key):
    return next(one for one in call.form.questions if one["key"] == key)


@scenario(forming.add_question)
def a_question_added():
    return on_draft(forming.add_question, LINE)


@scenario(forming.edit_question)
def a_question_edited_with_its_points():
    call = make_draft_call()
    skill = find(call, "skill")
    more = {**skill, "options": [*skill["options"], option("sew", "دوخت", "Sewing")]}
    return on_draft(forming.edit_question, "skill", more, call=call, points={"sew": 60})


@scenario(forming.copy_question)
def a_question_copied():
    return on_draft(forming.copy_question, "skill")


@scenario(forming.remove_question)
def a_question_removed():
    return on_draft(forming.remove_question, "care_time")


@scenario(forming.move_question)
def a_question_moved():
    return on_draft(forming.move_question, "skill", step=-1)


@scenario(forming.restore_form)
def a_form_restored():
    call = make_draft_call()
    first = call.form
    call = forming.remove_question(call, "care_time", by=None, seen=first.pk)
    return on_draft(forming.restore_form, first, call=call)


@scenario(forming.replace_form)
def a_form_replaced():
    return on_draft(forming.replace_form, CUSTOM, did="imported")
