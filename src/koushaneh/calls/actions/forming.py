"""Building the form of a draft call (ساختن فرم): every change makes the next FormVersion.

`seen` is the id of the version that the page showed. If somebody has changed the form since, in another
tab or another office, the action refuses with FormChanged and both are kept.
"""

from django.db import transaction
from django.db.models import Max

from koushaneh.audit.actions import record
from koushaneh.calls import form_order
from koushaneh.calls.actions.composing import draft
from koushaneh.calls.actions.recordings import carry_recordings
from koushaneh.calls.faults import BadForm, deaf, faults_of
from koushaneh.calls.form_changes import changes_between
from koushaneh.calls.form_readers import readers_by_key, with_readers
from koushaneh.calls.models import FormVersion
from koushaneh.calls.queries import versions_of
from koushaneh.calls.questions import UnknownQuestion
from koushaneh.core.refusal import Refusal

PERCENT = 10_000  # millionths


class FormChanged(Refusal):
    """Somebody has changed the form since the page was drawn; `now` is the version that counts."""

    code = "calls.form_changed"


class QuestionIsRead(Refusal):
    """An indicator, a gate or another question needs this one; `key`, `readers` and `waiting` say which."""

    code = "calls.question_is_read"


class PointsWrong(Refusal):
    code = "calls.points_wrong"


@transaction.atomic
def add_question(call, question, *, by, seen, after="", points=None):
    """Put a question after another, or at the end of its part. Without a key it gets a new one."""
    call = _unchanged(call, seen)
    question = {**question, "key": question.get("key") or form_order.new_key(call.form.questions)}
    questions = form_order.put(call.form.questions, question, after=after)
    _set_points(call, question["key"], points, by)
    return _save(call, questions, by=by, did="added", question=question["key"])


@transaction.atomic
def edit_question(call, key, question, *, by, seen, points=None):
    """Put other words, answers or rules in place of a question; a new key is followed by all conditions."""
    call = _unchanged(call, seen)
    former = _find(call, key)
    question = {**question, "key": question.get("key") or key}
    questions = form_order.renamed(call.form.questions, key, question["key"])
    questions = form_order.replaced(questions, question)
    _refuse_if_read(call, key, former, question if question["key"] == key else None, questions)
    _set_points(call, question["key"], points, by)
    return _save(call, questions, by=by, did="edited", question=question["key"])


@transaction.atomic
def copy_question(call, key, *, by, seen):
    """Put a copy behind a question; indicators and gates go on reading the first."""
    call = _unchanged(call, seen)
    copy = {**_find(call, key), "key": form_order.new_key(call.form.questions)}
    copy.pop("gate", None)
    questions = form_order.put(call.form.questions, copy, after=key)
    return _save(call, questions, by=by, did="copied", question=copy["key"])


@transaction.atomic
def remove_question(call, key, *, by, seen):
    """Take a question out; `restore_form` brings it back. Refuses while anything needs its answer."""
    call = _unchanged(call, seen)
    former = _find(call, key)
    questions = [one for one in call.form.questions if one["key"] != key]
    _refuse_if_read(call, key, former, None, questions)
    return _save(call, questions, by=by, did="removed", question=key)


@transaction.atomic
def move_question(call, key, *, by, seen, step):
    """Move a question one place up (-1) or down (1); at the edge of its part it goes over to the next one."""
    call = _unchanged(call, seen)
    _find(call, key)
    questions = form_order.moved(call.form.questions, key, step)
    return _save(call, questions, by=by, did="moved", question=key)


@transaction.atomic
def restore_form(call, version, *, by, seen):
    """Bring back an earlier version of this call's form as the next one: the way to undo anything."""
    call = _unchanged(call, seen)
    if version.pk not in {one.pk for one in versions_of(call)}:
        raise UnknownQuestion(key=str(version.pk))
    return _save(call, version.questions, by=by, did="restored", sources=[version], version=version.version)


@transaction.atomic
def replace_form(call, questions, *, by, seen, did, source=None):
    """Begin anew: from what ships, from the form of another call (`source`), from a file, or with nothing."""
    call = _unchanged(call, seen)
    return _save(call, questions, by=by, did=did, sources=[source] if source else [])


def _unchanged(call, seen):
    call = draft(call)
    if call.form_id != seen:
        raise FormChanged(now=call.form.version)
    return call


def _find(call, key):
    for one in call.form.questions:
        if one["key"] == key:
            return one
    raise UnknownQuestion(key=key)


def _refuse_if_read(call, key, former, question, questions):
    """Refuse what would leave a reader without its answer, or with one that it cannot read."""
    readers = readers_by_key(call).get(key, [])
    if question is None:
        waiting = [one for one in questions if key in one.get("when", {})]
        lost = readers
    else:
        waiting = []
        lost = [
            one for one in readers if former["kind"] in one.accepts and question["kind"] not in one.accepts
        ]
    if lost or waiting:
        raise QuestionIsRead(
            key=key, readers=[one.code for one in lost], waiting=[one["key"] for one in waiting]
        )


def _set_points(call, key, points, by):
    """Give the options of a question their points, in percent, for the indicators that count by option."""
    if not points:
        return
    if not all(0 <= percent <= 100 for percent in points.values()):
        raise PointsWrong(question=key)
    for item in call.indicators.items.filter(key=key, value__kind="choice"):
        steps = {value: percent * PERCENT for value, percent in points.items()}
        item.value = {**item.value, "steps": {**item.value["steps"], **steps}}
        item.save(update_fields=["value"])
    record("call.points_set", about=call, by=by, place=call.place, question=key, points=points)


def _save(call, questions, *, by, did, question="", sources=(), **detail):
    """Make the next version, unless nothing differs; carry along the recordings that still fit."""
    if faults := deaf(faults_of(questions)):
        raise BadForm(question=faults[0].question, problem=faults[0].problem)
    former, questions = call.form, with_readers(call, questions)
    changes = changes_between(former.questions, questions)
    if not changes:
        return call
    newest = call.form_versions.aggregate(newest=Max("version"))["newest"] or 0
    form = FormVersion.objects.create(
        name=former.name,
        version=newest + 1,
        questions=questions,
        made_for=call,
        before=former,
        change={"did": did, "question": question, **detail},
        by=by,
    )
    call.form = form
    call.save(update_fields=["form"])
    carried = carry_recordings(form, [former, *sources])
    told = {"did": did, "question": question, "version": form.version, "recordings": carried}
    record("call.form_saved", about=call, by=by, place=call.place, changed=len(changes), **told)
    return call
