"""Notes stay closed (promise 9): 500 phrases, found by nobody but their author, anywhere.

Everybody walks all pages, lists and exports; the database is read table by table, the backup byte by byte,
messages, logs and sessions with it. The negative control lays one phrase down in the clear.
"""

import logging
import subprocess
import tarfile

import pytest
import structlog
from django.contrib.sessions.models import Session
from django.db import connection

from koushaneh.access.models import Role
from koushaneh.cli.backups import backup
from koushaneh.config import logs
from koushaneh.consent.models import Consent
from koushaneh.counselling.models import Note
from koushaneh.notify.models import Message, Notice
from tests.factories.access import make_post
from tests.factories.counselling import PASSPHRASE, make_note
from tests.proof import tokens
from tests.proof.addresses import addresses
from tests.proof.reading import texts
from tests.proof.samples import samples
from tests.proof.viewers import Viewer, viewers
from tests.proof.world import make_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHRASES = [f"رازِ‌نهفتهٔ شمارهٔ {number:03} در گنجه‌ای" for number in range(500)]
IN_A_NOTE = 25


def phrases_in(text):
    read = tokens.as_read(text)
    return {phrase for phrase in PHRASES if phrase in read}


def plant(episode):
    """Write the phrases into twenty notes of Zahra's, half of them signed."""
    for number in range(0, len(PHRASES), IN_A_NOTE):
        make_note("\n".join(PHRASES[number : number + IN_A_NOTE]), episode, sign=number % 2 == 0)


def read_as(viewer, arguments):
    """Return the phrases that a viewer meets on all pages, lists and files."""
    client, found = viewer.client(), set()
    for address in addresses():
        if "GET" in address.methods:
            for _kind, text in texts(client, address.path(**arguments[address.name])):
                found |= phrases_in(text)
    return found


def tables():
    """Yield (table, everything in it), of every table there is."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, tokens.cells(cursor.fetchall())


def open_in_clear():
    return {table: len(found) for table, text in tables() if (found := phrases_in(text))}


def author_reads(world):
    """Let the author open her key in the browser and read the case; return her client and what she saw."""
    client = Viewer("author", "own", world.counsellor, role=Role.COUNSELLOR).client()
    case = f"/counsel/cases/{world.episode.pk}/"
    assert phrases_in(client.get(case).content.decode()) == set()
    client.post("/counsel/key/opening/", {"passphrase": PASSPHRASE, "next": case})
    return client, phrases_in(client.get(case).content.decode())


@pytest.fixture
def world(settings, tmp_path, caplog):
    """The whole house, logging all it can, with 500 phrases in Zahra's notes."""
    settings.MEDIA_ROOT = tmp_path / "none"
    caplog.set_level(logging.WARNING)
    logs.configure("DEBUG")
    found = make_world()
    plant(found.episode)
    yield found
    logs.configure("WARNING")


def test_five_hundred_phrases_are_found_by_their_author_and_nobody_else(world):
    """Each role at its own place and elsewhere, a woman, a guest, another counsellor of the same office."""
    arguments = samples(world)
    other = Viewer("another", "own", make_post(Role.COUNSELLOR, 7).account, role=Role.COUNSELLOR)
    watching = [*(one for one in viewers(world) if one.account != world.counsellor), other]

    met = {f"{one.name} ({one.reach})": len(read_as(one, arguments)) for one in watching}

    assert {name: count for name, count in met.items() if count} == {}
    assert len(met) == len(watching) > 35
    assert author_reads(world)[1] == set(PHRASES)


def unpacked(folder):
    """Return what lies in the files of a backup; a dump of PostgreSQL is packed once more and is unpacked too."""
    with tarfile.open(folder / "saved.tar.gz") as archive:
        archive.extractall(folder / "saved", filter="data")
    for file in [one for one in (folder / "saved").rglob("*") if one.is_file()]:
        content = file.read_bytes()
        is_dump = content.startswith(b"PGDMP")
        command = ["pg_restore", "--file=-", str(file)]
        yield subprocess.run(command, capture_output=True, check=True).stdout if is_dump else content


def test_what_is_kept_or_leaves_holds_none_of_them(world, tmp_path, capsys, caplog):
    """Tables, sessions while the author's key is open, messages, notices, logs, a backup byte by byte."""
    _client, hers = author_reads(world)
    kept = [session.get_decoded() for session in Session.objects.all()]
    backup(tmp_path / "saved.tar.gz")
    printed = capsys.readouterr()
    said = [str(session) for session in kept]
    said += [message.text for message in Message.objects.all()]
    said += [str(notice.facts) for notice in Notice.objects.all()]
    said = "\n".join([*said, printed.out, printed.err, caplog.text])
    parts = list(unpacked(tmp_path))

    assert hers == set(PHRASES) and any("vault" in session for session in kept)
    assert open_in_clear() == {}
    assert phrases_in(said) == set() and PASSPHRASE not in said
    assert any(
        tokens.FIRST_NAME.encode() in part for part in parts
    )  # what lies open is found, so this reads it
    assert not any(phrase.encode() in part for phrase in [*PHRASES, PASSPHRASE] for part in parts)


def test_neither_the_cookie_nor_the_session_alone_opens_anything(world):
    client, _hers = author_reads(world)
    case = f"/counsel/cases/{world.episode.pk}/"
    cookie = client.cookies.pop("vault")

    assert phrases_in(client.get(case).content.decode()) == set()
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/counsel/"
    stranger = Viewer("author", "own", world.counsellor, role=Role.COUNSELLOR).client()
    stranger.cookies["vault"] = cookie.value
    assert phrases_in(stranger.get(case).content.decode()) == set()


def test_a_phrase_in_the_clear_would_be_found(capsys):
    note, _opened = make_note(PHRASES[0])
    assert open_in_clear() == {}

    Note.objects.filter(pk=note.pk).update(sealed=PHRASES[1])
    Consent.objects.filter(pk=note.episode.consent_id).update(wording=PHRASES[2])
    structlog.get_logger("koushaneh").error("note", why=PHRASES[3])

    assert open_in_clear() == {"counselling_note": 1, "consent_consent": 1}
    assert phrases_in(capsys.readouterr().err) == {PHRASES[3]}
