"""All or nothing (promise 5): every action of every app, run again and again with each of its writes failing.

After each failure every table, every file and the outbox are what they were before, and nothing waits to
leave; afterwards the same action succeeds. Of an action with more than 40 writes the first, the last,
the first of each distinct statement and a seeded sample up to 40 are failed; of every other one all.
"""

import pytest
from django.conf import settings as configured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from koushaneh.audit.actions import record
from koushaneh.notify.channels import base
from tests.factories.access import make_person
from tests.factories.calls_applications import make_draft
from tests.factories.places import city, directorate, district_office, headquarters, oversight
from tests.proof.whole import (  # noqa: F401  each registers its scenarios
    calls,
    counselling,
    deciding,
    demo,
    forming,
    judging,
    leaving,
    low,
    registry,
    rights,
    upper,
    walking,
    workshops,
)
from tests.proof.whole.acts import SCENARIOS, act
from tests.proof.whole.breaking import failing, points
from tests.proof.whole.catalogue import actions, called_from_above, functions, is_atomic, is_public, short
from tests.proof.whole.stated import BATCHES, NO_ROW, ONE_STATEMENT, PARTS
from tests.proof.whole.states import LEFT, Noted, counts, differences, everything

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """Tehran and its offices, made once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        city()
        for office in (directorate, headquarters, oversight, district_office):
            office()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(ground, tmp_path, settings, monkeypatch):
    """A world of its own for a scenario, with its own media and its own channel."""
    default = {**configured.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**configured.STORAGES, "default": default}
    monkeypatch.setitem(base.CHANNELS, "noted", Noted)
    settings.SMS_CHANNEL = "noted"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # many times in one test
    LEFT.clear()


def writes_of(act):
    """Do an action for once and take it back; return the shapes of its writes and what it left."""
    files = everything()["files"]
    savepoint = transaction.savepoint()
    with failing() as breaker:
        act()
    after = everything()
    transaction.savepoint_rollback(savepoint)
    for name in set(after["files"]) - set(files):
        default_storage.delete(name)
    return breaker.seen, after


def prove(act):
    """Fail each of an action's writes in turn, then do it; return (what was before, what it left)."""
    shapes, done = writes_of(act)
    assert shapes, "an action that writes nothing proves nothing"
    before = everything()
    for point in points(shapes):
        with failing(point), pytest.raises(DatabaseError):
            act()
        where = f"after the failure of write {point}: {shapes[point - 1]}"
        assert not connection.needs_rollback, f"no transaction of its own, {where}"
        assert differences(before, everything()) == [], where
    act()
    assert counts(everything()) == counts(done)
    return before, done


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_an_action_is_done_whole_or_not_at_all(world, name):
    before, done = prove(SCENARIOS[name].prepare())

    noted = counts(done)["audit_record"] - counts(before)["audit_record"]
    assert noted > 0 or SCENARIOS[name].unrecorded


def test_every_action_is_prepared_here_or_said_to_be_a_part_or_a_batch():
    prepared = {one.name for one in SCENARIOS.values()}

    assert sorted(actions() - prepared - PARTS - BATCHES - NO_ROW) == []
    assert sorted((prepared | PARTS | BATCHES | NO_ROW) - actions()) == []


def test_what_is_only_a_part_of_an_action_is_called_by_actions_alone():
    assert sorted(called_from_above() & PARTS - ONE_STATEMENT) == []


def test_what_opens_a_transaction_is_known_to_write():
    opening = {short(name) for name, tree in functions().items() if is_public(name) and is_atomic(tree)}

    assert len(opening) > 150
    assert sorted(opening - actions()) == []


def rename_twice(person, *, by):
    """Writes two rows without a transaction, as no action may."""
    type(person).objects.filter(pk=person.pk).update(first_name="مهری")
    record("person.renamed", about=person, by=by)


def keep_a_picture(application, content, *, by):
    """Keeps a file that stays when its row fails, as no action may."""
    with transaction.atomic():
        application.attachments.create(key="plan", content=content, kind="picture", size=1)
        record("file.attached", about=application, by=by)


def tell_at_once(person, *, by):
    """Lets a message leave before what it tells has been written, as no action may."""
    base.channel().send("", "", template="letter_waits", kind="notice")
    with transaction.atomic():
        record("person.told", about=person, by=by)


def test_an_action_without_a_transaction_is_found(world):
    with pytest.raises(AssertionError, match=r"people_person|no transaction of its own"):
        prove(act(rename_twice, make_person(), by=None))


def test_a_file_that_stays_is_found(world):
    picture = ContentFile(b"picture", name="x.webp")

    with pytest.raises(AssertionError, match="files"):
        prove(act(keep_a_picture, make_draft(), picture, by=None))


def test_a_message_that_leaves_too_early_is_found(world):
    with pytest.raises(AssertionError, match="left"):
        prove(act(tell_at_once, make_person(), by=None))
