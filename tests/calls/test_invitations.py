from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.calls import queries
from koushaneh.calls.actions.invitations import (
    HasLeft,
    NobodyToInvite,
    NotInvitable,
    invite,
    list_unanswered,
    note_invited,
    note_read,
    undo_batch,
)
from koushaneh.notify.models import Message, Notice
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask, File
from tests.factories.access import make_account
from tests.factories.calls import make_announced_call, make_draft_call, make_opened_call
from tests.factories.calls_applications import make_draft, make_submitted, make_woman
from tests.factories.places import district

pytestmark = pytest.mark.django_db


def file_in(number=7, **more):
    return make_woman(number, **more).files.get()


def test_invitations_wait_ten_minutes_before_anything_leaves():
    call, files, now = make_opened_call(), [file_in(), file_in()], timezone.now()

    batch = invite(call, district(7), files, by=make_account(), now=now)

    assert batch.leaves_at == now + timedelta(minutes=10)
    assert batch.invitations.count() == 2
    assert all(
        message.not_before >= batch.leaves_at for message in Message.objects.filter(batch=batch.messages)
    )
    assert Message.objects.filter(batch=batch.messages).count() == 2


def test_who_was_invited_before_is_left_out():
    call, first, second = make_opened_call(), file_in(), file_in()
    invite(call, district(7), [first], by=make_account())

    batch = invite(call, district(7), [first, second], by=make_account())

    assert [one.file for one in batch.invitations.all()] == [second]
    with pytest.raises(NobodyToInvite):
        invite(call, district(7), [first, second], by=make_account())


def test_a_file_of_another_district_cannot_be_invited_from_here():
    with pytest.raises(NobodyToInvite):
        invite(make_opened_call(), district(7), [file_in(8)], by=make_account())


def test_an_undone_batch_sends_nothing_and_the_women_can_be_invited_again():
    call, file = make_opened_call(), file_in()
    batch = invite(call, district(7), [file], by=make_account())

    undo_batch(batch, by=make_account())
    undo_batch(batch, by=make_account())

    assert set(Message.objects.filter(batch=batch.messages).values_list("state", flat=True)) == {"cancelled"}
    assert Notice.objects.filter(template="call_invitation").count() == 0
    assert invite(call, district(7), [file], by=make_account()).pk != batch.pk


def test_what_has_left_cannot_be_undone():
    batch = invite(make_opened_call(), district(7), [file_in()], by=make_account())

    with pytest.raises(HasLeft):
        undo_batch(batch, by=make_account(), now=batch.leaves_at)

    assert batch.invitations.count() == 1


def test_invitations_to_an_announced_call_wait_until_it_opens():
    call = make_announced_call(opens_at=timezone.now() + timedelta(days=2))

    assert invite(call, district(7), [file_in()], by=make_account()).leaves_at == call.opens_at


def test_nobody_is_invited_to_a_draft():
    with pytest.raises(NotInvitable):
        invite(make_draft_call(), district(7), [file_in()], by=make_account())


def test_a_covered_message_names_neither_the_call_nor_an_address():
    call, open_file, covered_file = make_opened_call(), file_in(), file_in()
    Person.objects.filter(pk=open_file.person_id).update(messages="open")

    invite(call, district(7), [open_file, covered_file], by=make_account())

    texts = {
        message.person_id: message.text for message in Message.objects.filter(template="call_invitation")
    }
    assert call.title in texts[open_file.person_id] and f"/calls/{call.code}/" in texts[open_file.person_id]
    assert call.title not in texts[covered_file.person_id] and "/" not in texts[covered_file.person_id]


def test_the_stages_tell_who_read_began_submitted_or_was_not_reached():
    call = make_opened_call()
    women = {name: make_woman(7) for name in ("sent", "read", "began", "submitted", "not_reached")}
    women["not_reached"].contacts.update(state="opted_out")
    invite(call, district(7), File.objects.all(), by=make_account())
    Message.objects.update(state="sent")
    note_read(call, women["read"])
    make_draft(call, women["began"])
    make_submitted(call, women["submitted"])

    invitations = list(call.invitations.select_related("file"))
    stages = queries.stages(call, invitations)

    assert {one.file.person: stages[one.pk] for one in invitations} == {
        woman: name for name, woman in women.items()
    }


def test_figures_count_each_district_apart():
    call = make_opened_call()
    make_submitted(call, make_woman(7))
    make_draft(call, make_woman(7))
    make_draft(call, make_woman(8))
    invite(call, district(7), File.objects.filter(place=district(7)), by=make_account())

    rows = {row["place"].code: row for row in queries.figures(call)}

    def counts(code):
        return [rows[code][key] for key in ("invited", "read", "began", "submitted")]

    assert (counts("tehran-07"), counts("tehran-08")) == ([2, 0, 2, 1], [0, 0, 1, 0])
    assert queries.totals(rows.values())["began"] == 3


def test_the_gates_admit_by_what_the_files_say():
    call, good, moved, unproved = make_opened_call(), file_in(), file_in(), file_in()
    File.objects.filter(pk=moved.pk).update(state="suspended")
    File.objects.filter(pk=unproved.pk).update(head_verified_on=None)

    rows = queries.admitted(call, File.objects.select_related("place").order_by("pk"))

    assert [
        (file, [one.code for one in unknown], [one.code for one in failed]) for file, unknown, failed in rows
    ] == [
        (good, [], []),
        (moved, [], ["registry_status"]),
        (unproved, ["head_verified"], []),
    ]


def test_whom_the_gates_admit_takes_the_same_queries_for_one_and_for_three(django_assert_num_queries):
    call = make_opened_call()
    gates = call.indicators.gates
    for _woman in range(3):
        file_in()

    for files in (File.objects.all()[:1], File.objects.all()):
        chosen = list(files.select_related("place"))
        with django_assert_num_queries(4):
            assert len(queries.admitted(call, chosen)) == len(chosen)
    assert gates == call.indicators.gates


def test_a_woman_who_has_not_answered_comes_onto_the_call_list_once():
    call, silent, busy = make_opened_call(), file_in(), file_in()
    batch = invite(call, district(7), [silent, busy], by=make_account())
    make_draft(call, busy.person)
    later = batch.leaves_at + timedelta(days=3)

    list_unanswered(later - timedelta(minutes=1))
    assert CallTask.objects.count() == 0
    list_unanswered(later)
    list_unanswered(later)

    assert [(task.person, task.reason) for task in CallTask.objects.all()] == [(silent.person, "unanswered")]


def test_inviting_at_the_office_counts_as_read():
    call, file = make_opened_call(), file_in()

    note_invited(call, file, by=make_account(), channel="office")
    note_invited(call, file, by=make_account(), channel="office")

    assert call.invitations.get().read_at is not None
