"""The journal names nobody, and brings every erasure back to a database that had forgotten it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from koushaneh.audit import journal
from koushaneh.audit.models import Erased
from koushaneh.measures.actions import erase_sitting
from koushaneh.measures.models import Response
from koushaneh.people.models import Person
from koushaneh.rights.actions.again import apply_files, apply_journal
from koushaneh.rights.actions.executing import erase_person, token_of
from koushaneh.rights.models import Receipt
from koushaneh.rights.models.erasing import code_index
from tests.factories.calls_applications import make_woman
from tests.factories.measures import make_sitting

pytestmark = pytest.mark.django_db
CODE = "abcdefghjkmn"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """A home of its own, with keys and a journal of its own."""
    settings.HOME = tmp_path
    return tmp_path


def line_of(person, at=None):
    detail = {
        "code_index": code_index(CODE),
        "asked_at": timezone.now().isoformat(),
        "erased": {},
        "stays": [],
    }
    return Erased(scope="person", token=token_of(person), at=at or timezone.now(), detail=detail)


def test_a_woman_who_came_back_is_erased_again_and_her_receipt_is_as_it_was():
    woman, other = make_woman(), make_woman()
    line = line_of(woman)
    line.detail["erased"] = {"identity": 2}

    done = apply_journal([line])

    woman.refresh_from_db()
    other.refresh_from_db()
    assert done == {"person": 1}
    assert woman.erased_at and not other.erased_at
    assert Receipt.objects.get(code_index=code_index(CODE)).erased == {"identity": 2}


def test_doing_it_twice_is_once():
    woman = make_woman()
    lines = [line_of(woman)]

    first, second = apply_journal(lines), apply_journal(lines)

    assert (first["person"], second["person"]) == (1, 0)
    assert Erased.objects.count() == 1


def test_whom_this_database_never_knew_stays_in_the_journal():
    line = Erased(scope="person", token="f" * 64, at=timezone.now(), detail={})

    assert not apply_journal([line])
    assert Erased.objects.get().token == "f" * 64


def test_answers_that_she_erased_go_again_and_those_that_she_gave_afterwards_stay():
    sitting = make_sitting()
    erase_sitting(sitting, by=sitting.person.account)
    line = Erased.objects.get(scope="sitting")
    step = sitting.wave.instruments.first()
    old = sitting.responses.create(instrument=step, item="one", value="1")
    Response.objects.filter(pk=old.pk).update(at=line.at - timedelta(hours=1))
    sitting.responses.create(instrument=step, item="two", value="2")

    done = apply_journal([line])

    assert done["sitting"] == 1
    assert list(sitting.responses.values_list("item", flat=True)) == ["two"]


def test_the_file_holds_every_line_and_nothing_that_tells_of_her(django_capture_on_commit_callbacks):
    woman = make_woman()
    known = {woman.public_id, woman.last_name, woman.account.phone, str(woman.contacts.get().phone)}

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(woman, by=None, code_index=code_index(CODE), asked_at=timezone.now())

    text = journal.path().read_text()
    line = json.loads(text)
    assert set(line) == {"scope", "token", "at", "detail", "seal"}
    assert set(line["detail"]) == {"code_index", "asked_at", "erased", "stays"}
    assert [value for value in known if value in text] == []


def test_the_file_brings_her_erasure_back_to_a_database_that_lost_it(django_capture_on_commit_callbacks):
    woman = make_woman()
    before = {"public_id": woman.public_id, "first_name": woman.first_name, "erased_at": None}
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(woman, by=None, code_index=code_index(CODE), asked_at=timezone.now())
    Person.objects.filter(pk=woman.pk).update(**before)
    Erased.objects.all().delete()
    Receipt.objects.all().delete()

    done, strange = apply_files([journal.path()])

    woman.refresh_from_db()
    assert (done["person"], strange, woman.first_name) == (1, 0, "")
    assert Receipt.objects.get().erased["identity"] >= 1


def test_a_line_that_somebody_slipped_in_erases_nobody():
    woman = make_woman()
    line = {"scope": "person", "token": token_of(woman), "at": timezone.now().isoformat(), "detail": {}}
    path = journal.path()
    path.parent.mkdir()
    path.write_text(json.dumps(line | {"seal": "0" * 64}) + "\n")

    done, strange = apply_files([path])

    woman.refresh_from_db()
    assert (done["person"], strange, woman.erased_at) == (0, 1, None)


def test_lines_that_only_the_file_has_are_not_lost_when_it_is_written():
    first = Erased.objects.create(scope="person", token="a" * 64, at=timezone.now())
    journal.write()
    first.delete()
    Erased.objects.create(scope="person", token="b" * 64, at=timezone.now())

    assert journal.write() == 2
    assert {line.token for line in journal.read(journal.path())[0]} == {"a" * 64, "b" * 64}
