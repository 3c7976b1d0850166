"""The `koushaneh` command as an operator types it: each call is a process of its own, with a home of its own."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.slow
POSTGRES = os.environ.get("KOUSHANEH_TEST_POSTGRES", "postgres://root@127.0.0.1:5432/postgres")
PHRASE = "a phrase for the safe"
FOUND = ("found", "کانون کوشانهٔ آزمون", "--headquarters-officer", "09121110001", "هدی نمونه")


class Home:
    """One installation; `run` gives the exit code and what was printed."""

    def __init__(self, folder, database=""):
        self.folder, self.database = folder, database

    def python(self, program):
        """Run a few lines in this installation; return what they print."""
        return self._call([sys.executable, "-c", program], {})[1]

    def run(self, *words, **more):
        return self._call([sys.executable, "-m", "koushaneh.cli.main", *words], more)

    def _call(self, command, more):
        environment = {**os.environ, "KOUSHANEH_HOME": str(self.folder), **more}
        environment.setdefault("KOUSHANEH_STATIC", "django.contrib.staticfiles.storage.StaticFilesStorage")
        environment["DJANGO_SETTINGS_MODULE"] = more.get(
            "DJANGO_SETTINGS_MODULE", "koushaneh.config.settings"
        )
        environment.pop("DATABASE_URL", None)
        if self.database:
            environment["DATABASE_URL"] = self.database
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return answer.returncode, answer.stdout + answer.stderr


def opened(home):
    """Its SQLite file, closed on leaving: one that waits for the collector would hold the file."""
    return closing(sqlite3.connect(home.folder / "koushaneh.sqlite3"))


def postgres_database(name):
    psycopg = pytest.importorskip("psycopg")
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES}: {error}")
    return urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()


def drop(name):
    import psycopg

    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    home = Home(tmp_path_factory.mktemp("home"))
    code, said = home.run(*FOUND)
    assert code == 0, said
    return home


def test_an_empty_database_becomes_an_installation_once(founded):
    with opened(founded) as database:
        posts = database.execute("SELECT role, state FROM access_post").fetchall()

    code, said = founded.run(*FOUND)

    assert posts == [("hq_officer", "active")]
    assert code == 2, said


def test_a_backup_with_sealed_keys_comes_back_with_every_count(founded, tmp_path):
    saved, other = tmp_path / "saved.tar.gz", Home(tmp_path / "other")
    (founded.folder / "media").mkdir(exist_ok=True)
    (founded.folder / "media" / "picture.webp").write_bytes(b"picture")

    made, said = founded.run("backup", str(saved), "--keys", KOUSHANEH_PASSPHRASE=PHRASE)
    back, told = other.run("restore", str(saved), KOUSHANEH_PASSPHRASE=PHRASE)

    assert (made, back) == (0, 0), said + told
    assert "keys sealed" in said and "all as backed up" in told
    assert (other.folder / "media" / "picture.webp").read_bytes() == b"picture"
    for key in (founded.folder / "keys").glob("*.key"):
        assert (other.folder / "keys" / key.name).read_text() == key.read_text()


def test_a_connection_that_was_open_sees_what_was_restored(founded, tmp_path):
    saved, other = tmp_path / "saved.tar.gz", Home(tmp_path / "other")
    founded.run("backup", str(saved))
    other.folder.mkdir()
    held = sqlite3.connect(other.folder / "koushaneh.sqlite3", isolation_level=None)
    held.execute("PRAGMA journal_mode=WAL")
    held.execute("CREATE TABLE of_an_empty_home (id INTEGER)")

    code, said = other.run("restore", str(saved))

    assert code == 0, said
    assert held.execute("SELECT role FROM access_post").fetchall() == [("hq_officer",)]
    held.close()


def test_a_backup_without_keys_says_so_and_a_wrong_phrase_opens_none(founded, tmp_path):
    bare, sealed = tmp_path / "bare.tar.gz", tmp_path / "sealed.tar.gz"
    _code, said = founded.run("backup", str(bare))
    founded.run("backup", str(sealed), "--keys", KOUSHANEH_PASSPHRASE=PHRASE)

    with tarfile.open(bare) as archive:
        names = archive.getnames()
    code, told = Home(tmp_path / "other").run("restore", str(sealed), KOUSHANEH_PASSPHRASE="not that phrase")

    assert "without keys" in said and "keys.sealed" not in names
    assert bare.stat().st_mode & 0o077 == 0
    assert code == 2, told


BREAK = """
import django; django.setup()
from pathlib import Path
from koushaneh.cli import backups
backups._add = lambda *_: 1 / 0
try:
    backups.backup(Path({path!r}))
except ZeroDivisionError:
    print("broken off")
"""


def test_a_backup_that_breaks_off_leaves_the_one_before_as_it_was(founded, tmp_path):
    saved = tmp_path / "saved.tar.gz"
    founded.run("backup", str(saved))
    before = saved.read_bytes()

    said = founded.python(BREAK.format(path=str(saved)))

    assert "broken off" in said
    assert saved.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["saved.tar.gz"]


def test_a_home_that_holds_something_is_not_overwritten(founded, tmp_path):
    saved = tmp_path / "saved.tar.gz"
    founded.run("backup", str(saved))

    code, said = founded.run("restore", str(saved))

    assert code == 2, said


def test_a_damaged_backup_is_refused(founded, tmp_path):
    saved, damaged = tmp_path / "saved.tar.gz", tmp_path / "damaged.tar.gz"
    founded.run("backup", str(saved))
    with tarfile.open(saved) as archive:
        archive.extractall(tmp_path / "open", filter="data")
    with (tmp_path / "open" / "database.sqlite3").open("r+b") as file:
        file.seek(5000)
        file.write(b"changed")
    with tarfile.open(damaged, "w:gz") as archive:
        for path in (tmp_path / "open").iterdir():
            archive.add(path, path.name)

    code, said = Home(tmp_path / "other").run("restore", str(damaged))

    assert code == 2, said


@pytest.mark.postgres
def test_a_backup_of_postgresql_comes_back_with_every_count(tmp_path):
    saved = tmp_path / "saved.tar.gz"
    first = Home(tmp_path / "one", postgres_database("koushaneh_backup_one"))
    second = Home(tmp_path / "two", postgres_database("koushaneh_backup_two"))
    try:
        answers = [
            first.run(*FOUND),
            first.run("backup", str(saved), "--keys", KOUSHANEH_PASSPHRASE=PHRASE),
            second.run("restore", str(saved), KOUSHANEH_PASSPHRASE=PHRASE),
        ]
    finally:
        drop("koushaneh_backup_one")
        drop("koushaneh_backup_two")

    assert [code for code, _said in answers] == [0, 0, 0], answers
    assert "all as backed up" in answers[2][1]


ERASE = """
import django; django.setup()
from django.utils import timezone
from koushaneh.people.actions import add_person
from koushaneh.people.models import Person
from koushaneh.rights.actions.executing import erase_person
from koushaneh.rights.models.erasing import code_index
"""
ADD = ERASE + "add_person('زرافشان', 'نیلوفرآبادی', by=None, phone='+989357654321')"
GO = (
    ERASE
    + """
woman = Person.objects.get(first_name='زرافشان')
erase_person(woman, by=None, code_index=code_index('abcdefghjkmn'), asked_at=timezone.now())
"""
)
FLUSH = """
import django; django.setup()
from django.db import connection
connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')
"""
COUNT = ERASE + "print(Person.objects.filter(first_name='زرافشان').count(), 'known')"


def does_not_come_back(first, second, tmp_path):
    """Save, erase, restore the older copy elsewhere: she is back until the journal has been done again."""
    saved, phrase = tmp_path / "saved.tar.gz", {"KOUSHANEH_PASSPHRASE": PHRASE}
    first.run(*FOUND)
    first.python(ADD)
    first.run("backup", str(saved), "--keys", **phrase)
    first.python(GO)
    journal = first.folder / "checkpoints" / "erasures.jsonl"

    without = second.run("restore", str(saved), **phrase)
    is_back = second.python(COUNT)
    again = second.run("erasures", str(journal))

    return without, is_back, again, second.python(COUNT)


def test_who_was_erased_does_not_come_back_with_an_old_backup(tmp_path):
    first, second = Home(tmp_path / "one"), Home(tmp_path / "two")

    without, is_back, again, after = does_not_come_back(first, second, tmp_path)

    assert "whoever was erased after this backup is back" in without[1]
    assert "1 known" in is_back
    assert again[0] == 0 and "erased again by the journal: 1 women" in again[1], again
    assert "0 known" in after


def test_restore_does_the_journal_of_its_own_home_and_a_carried_one_again(tmp_path):
    saved, phrase = tmp_path / "saved.tar.gz", {"KOUSHANEH_PASSPHRASE": PHRASE}
    home, other = Home(tmp_path / "one"), Home(tmp_path / "two")
    home.run(*FOUND)
    home.python(ADD)
    home.run("backup", str(saved), "--keys", **phrase)
    home.python(GO)
    journal = str(home.folder / "checkpoints" / "erasures.jsonl")
    for path in home.folder.glob("koushaneh.sqlite3*"):
        path.unlink()

    own = home.run("restore", str(saved), **phrase)
    carried = other.run("restore", str(saved), "--journal", journal, **phrase)

    assert (own[0], carried[0]) == (0, 0), own[1] + carried[1]
    assert "all as backed up" in own[1] and "1 women" in own[1]
    assert "1 women" in carried[1]
    assert "0 known" in home.python(COUNT) and "0 known" in other.python(COUNT)


def test_the_file_of_the_database_holds_nothing_that_was_erased(tmp_path):
    home, name = Home(tmp_path / "one"), "زرافشان".encode()
    home.run(*FOUND)
    home.python(ADD)
    home.python(FLUSH)
    before = name in (home.folder / "koushaneh.sqlite3").read_bytes()

    home.python(GO)
    home.python(FLUSH)

    assert before
    assert name not in (home.folder / "koushaneh.sqlite3").read_bytes()


@pytest.mark.postgres
def test_who_was_erased_does_not_come_back_on_postgresql(tmp_path):
    first = Home(tmp_path / "one", postgres_database("koushaneh_erased_one"))
    second = Home(tmp_path / "two", postgres_database("koushaneh_erased_two"))
    try:
        without, is_back, again, after = does_not_come_back(first, second, tmp_path)
    finally:
        drop("koushaneh_erased_one")
        drop("koushaneh_erased_two")

    assert without[0] == 0 and "1 known" in is_back, without
    assert again[0] == 0 and "1 women" in again[1], again
    assert "0 known" in after


def test_a_journal_that_other_keys_sealed_is_named(founded, tmp_path):
    other = Home(tmp_path / "other")
    other.run(*FOUND)
    other.python(ADD)
    other.python(GO)

    code, said = founded.run("erasures", str(other.folder / "checkpoints" / "erasures.jsonl"))

    assert code == 1 and "sealed with other keys" in said


def test_doctor_finds_a_founded_home_sound(founded):
    code, said = founded.run("doctor")

    assert code == 0, said
    assert {"synchronous", "transactions", "migrations", "log"} <= set(said.split())


def test_doctor_counts_the_files_that_no_row_names(founded):
    folder = founded.folder / "media" / "attachments"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "new.webp").write_bytes(b"x")
    (folder / "old.webp").write_bytes(b"x")
    os.utime(folder / "old.webp", (1_000_000_000, 1_000_000_000))

    code, said = founded.run("doctor")

    assert code == 0, said
    assert [line.split()[:3] for line in said.splitlines() if " files " in line] == [
        ["warning", "files", "1"]
    ]


def problems(said):
    return [line.split()[1] for line in said.splitlines() if line.startswith("problem")]


@pytest.mark.parametrize("fault", ["synchronous", "journal", "secure_delete", "transactions"])
def test_doctor_and_up_refuse_a_database_that_could_lose_or_oversell(founded, fault):
    loose = {"DJANGO_SETTINGS_MODULE": "tests.cli.loose", "LOOSE": fault}

    code, said = founded.run("doctor", **loose)
    started, told = founded.run("up", "--port", "1", **loose)

    assert (code, problems(said)) == (1, [fault]), said
    assert (started, problems(told)) == (1, [fault]), told


def test_doctor_finds_nothing_where_nothing_is_loose(founded):
    code, said = founded.run("doctor", DJANGO_SETTINGS_MODULE="tests.cli.loose", LOOSE="none")

    assert (code, problems(said)) == (0, []), said


def test_a_database_that_another_holds_is_said_in_one_line(founded):
    """The switch of the journal needs the file alone; whoever reads it meanwhile is in the way."""
    with opened(founded) as held:
        held.execute("SELECT count(*) FROM access_post").fetchone()
        code, said = founded.run("doctor", DJANGO_SETTINGS_MODULE="tests.cli.loose", LOOSE="journal")

    assert code == 2, said
    assert said.splitlines()[-1].startswith("the database does not answer") and "Traceback" not in said


def test_doctor_and_up_refuse_a_postgres_that_does_not_flush(tmp_path):
    home = Home(tmp_path, postgres_database("koushaneh_loose"))
    try:
        home.run(*FOUND)
        sound, said = home.run("doctor")
        code, told = home.run("doctor", PGOPTIONS="-c synchronous_commit=off")
        started, _told = home.run("up", "--port", "1", PGOPTIONS="-c synchronous_commit=off")
    finally:
        drop("koushaneh_loose")

    assert (sound, problems(said)) == (0, []), said
    assert (code, problems(told)) == (1, ["synchronous_commit"]), told
    assert started == 1


def test_verify_log_names_the_first_bad_entry(founded, tmp_path):
    copy = Home(tmp_path / "copy")
    founded.run("backup", str(tmp_path / "saved.tar.gz"))
    copy.run("restore", str(tmp_path / "saved.tar.gz"))
    copy.run("verify-log")
    seal(copy)
    sound, said = copy.run("verify-log")

    with opened(copy) as database:
        database.execute("UPDATE audit_record SET verb = 'nothing.happened' WHERE id = 3")
        database.commit()
    broken, told = copy.run("verify-log")

    assert (sound, broken) == (0, 1), said + told
    assert said.startswith("sound:") and "broken at entry 3" in told


def seal(home):
    """Seal the log, as the worker does every half minute."""
    words = "import django; django.setup(); from koushaneh.audit import chain; chain.seal_all()"
    environment = {
        **os.environ,
        "KOUSHANEH_HOME": str(home.folder),
        "DJANGO_SETTINGS_MODULE": "koushaneh.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", words], env=environment, check=True)


def test_places_are_read_from_csv_and_twice_is_once(founded, tmp_path):
    sheet = tmp_path / "places.csv"
    sheet.write_text(
        "code,kind,name,name_en,parent\ntehran-07-s1,subdistrict,ناحیهٔ ۱,Subdistrict 1,tehran-07\n",
        encoding="utf-8",
    )

    answers = [founded.run("places", "import", str(sheet)) for _ in range(2)]

    with opened(founded) as database:
        query = "SELECT name FROM places_place WHERE code = 'tehran-07-s1'"
        names = database.execute(query).fetchall()
    assert [code for code, _said in answers] == [0, 0], answers
    assert names == [("ناحیهٔ ۱",)]


def test_a_file_that_is_not_there_is_said_in_one_line(founded, tmp_path):
    code, said = founded.run("places", "import", str(tmp_path / "none.csv"))

    assert code == 2
    assert "cannot read or write" in said


@pytest.mark.parametrize(
    "command",
    [
        "up",
        "worker",
        "doctor",
        "backup",
        "restore",
        "places",
        "found",
        "verify-log",
        "erasures",
        "rotate-keys",
    ],
)
def test_every_command_teaches_itself(command, capsys):
    from koushaneh.cli.main import main

    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"koushaneh {command}" in capsys.readouterr().out


def test_the_help_gives_examples_and_says_where_things_are_kept(capsys):
    from koushaneh.cli.main import main

    with pytest.raises(SystemExit):
        main(["--help"])

    said = capsys.readouterr().out
    assert "koushaneh up --demo" in said and "$KOUSHANEH_HOME" in said and "$DATABASE_URL" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code,name\nx,y\n", "kind, parent"),
        ("code,kind,name,parent\n".encode("utf-16"), "UTF-8"),
        (b"code,kind,name,parent\nx,district,y,nowhere\n", "2"),
    ],
)
def test_a_file_of_places_that_cannot_be_read_is_refused_in_words(founded, tmp_path, content, said):
    file = tmp_path / "places.csv"
    file.write_bytes(content)

    code, answer = founded.run("places", "import", str(file))

    assert code == 2
    assert said in answer
    assert "Traceback" not in answer


def test_several_server_processes_are_refused_on_sqlite(founded):
    code, answer = founded.run("up", "--workers", "2")

    assert (code, "PostgreSQL" in answer) == (2, True)
