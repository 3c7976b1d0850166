"""The options of each command, and the help that teaches it: what it does, what it leaves alone, an example."""

import argparse
import os

WHERE = """\
Where it keeps its things: $KOUSHANEH_HOME (default: ./home).
Database: $DATABASE_URL (default: SQLite in that folder)."""
EXIT = "Exit codes: 0 done or sound, 1 something is wrong, 2 refused or unreadable, with the reason."

ROOT = f"""examples:
  koushaneh up --demo                 try it: demo data, server and worker on http://127.0.0.1:8000
  koushaneh up --port 9000            start the product of this folder's home
  koushaneh doctor                    is this installation sound?
  koushaneh backup saved.tar.gz       everything in one file
  koushaneh engine select --help      the computations alone, files in and JSON out

{WHERE}
{EXIT}"""

UP = """\
Brings the database up to date, collects the static files, looks for what is
unsound (as `doctor` does) and starts the server and one worker. Stop both with
Ctrl-C; nothing that was answered is lost. Safe to repeat."""
UP_EXAMPLE = """example:
  koushaneh up --demo --port 8000     # an installation with invented people, made on the first start
  koushaneh up --host 127.0.0.1       # real work, behind a web server with TLS"""

WORKER = """\
Sends messages, keeps the clocks (openings, deadlines, expiries), seals the log
and runs long tasks. `up` starts one by itself."""
WORKER_EXAMPLE = """example:
  DATABASE_URL=postgres://koushaneh@db/koushaneh koushaneh worker"""

DOCTOR = """\
Looks at database (on SQLite: synchronous=FULL and IMMEDIATE, or it refuses),
migrations, keys, free space, channel of messages, log and settings. Changes
nothing."""
DOCTOR_EXAMPLE = """example:
  koushaneh doctor || mail -s "Koushaneh is unwell" admin@example.ir"""

BACKUP = """\
Writes database and media, with counts and checksums, into one file, while
people go on working. Keys are left out unless --keys is given; then they are
sealed by $KOUSHANEH_PASSPHRASE, and without it nobody can open them."""
BACKUP_EXAMPLE = """example:
  KOUSHANEH_PASSPHRASE=... koushaneh backup /backup/today.tar.gz --keys"""

RESTORE = """\
Reads a backup into an empty home, compares every count and checksum, and
refuses where accounts exist already. Never overwrites. Then every erasure that
is younger than the backup is done again, by the journal in the checkpoints of
this home and by those that --journal names, and it says how many."""
RESTORE_EXAMPLE = """example:
  KOUSHANEH_HOME=/srv/other KOUSHANEH_PASSPHRASE=... koushaneh restore /backup/today.tar.gz \\
      --journal /elsewhere/erasures.jsonl"""

ERASURES = """\
Erases again whom a journal of erasures names and this database still has. The
journal names nobody: it holds fingerprints that only the keys of this
installation can compare. `restore` does this by itself. Safe to repeat."""
ERASURES_EXAMPLE = """example:
  koushaneh erasures /elsewhere/erasures.jsonl"""

PLACES = "The 31 provinces and Tehran's 22 districts ship; all other places come from files."
IMPORT = """\
Adds places from a CSV file in UTF-8. Kinds: county, city, district, subdistrict,
neighbourhood. A parent stands before its children; a code that exists already
is left as it is. Nothing is added when one line is wrong."""
IMPORT_EXAMPLE = """example:
  code,kind,name,name_en,parent
  tehran-07-n1,subdistrict,ناحیهٔ ۱,Sub-district 1,tehran-07

  koushaneh places import places.csv"""

FOUND = """\
Makes an empty database an installation: places, offices, and the first posts.
Works once; later posts are given on the pages of headquarters."""
FOUND_EXAMPLE = """example:
  koushaneh found "کانون کوشانهٔ تهران" --headquarters-officer 09121110001 "هدی نمونه" \\
      --directorate-signer 09121110002 "مینا نمونه" --oversight-signer 09121110003 "رؤیا نمونه\""""

VERIFY_LOG = """\
Walks the chained log from its first entry and names the first that does not
fit. With --against it also proves that the log still holds the entry of a
checkpoint that was carried off this machine. Changes nothing."""
VERIFY_LOG_EXAMPLE = """example:
  koushaneh verify-log --against /elsewhere/checkpoint.json"""

VERIFY_DRAW = """\
Recomputes a published draw from its record alone. Needs no installation."""
VERIFY_DRAW_EXAMPLE = """example:
  koushaneh verify-draw record.json"""

ROTATE = """\
Adds a newer key for the sealed columns: new values use it, old values stay
readable. Restart server and worker afterwards, and take a backup with --keys."""
ROTATE_EXAMPLE = """example:
  koushaneh rotate-keys"""

FIRST_ROLES = ("headquarters-officer", "directorate-signer", "oversight-signer", "administrator")


def command(commands, name, short, text, example):
    """Add a command whose help says what it does, then shows it at work."""
    return commands.add_parser(
        name,
        help=short,
        description=text,
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_up(commands):
    up = command(commands, "up", "prepare the database and start server and worker", UP, UP_EXAMPLE)
    up.add_argument("--demo", action="store_true", help="fill an empty database with invented people first")
    up.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default 8000")
    up.add_argument("--host", default="127.0.0.1", help="address to listen on; default only this machine")
    up.add_argument("--workers", type=int, default=1, help="server processes; more than one needs PostgreSQL")


def add_backups(commands):
    short = "write database, media and (sealed) keys into one file"
    backup = command(commands, "backup", short, BACKUP, BACKUP_EXAMPLE)
    backup.add_argument("file", help="the file to write")
    backup.add_argument("--keys", action="store_true", help="add the keys, sealed by $KOUSHANEH_PASSPHRASE")
    short = "read a backup into an empty home, and check every count"
    restore = command(commands, "restore", short, RESTORE, RESTORE_EXAMPLE)
    restore.add_argument("file", help="a file that `backup` wrote")
    text = "a journal of erasures that was carried off; that of this home counts anyway"
    restore.add_argument("--journal", metavar="FILE", action="append", default=[], help=text)
    short = "erase again whom the journal of erasures names"
    erasures = command(commands, "erasures", short, ERASURES, ERASURES_EXAMPLE)
    erasures.add_argument("file", nargs="*", help="journals that were carried off, beside that of this home")


def add_places(commands):
    places = commands.add_parser("places", help="the tree of places", description=PLACES)
    inner = places.add_subparsers(dest="places_command", metavar="COMMAND", required=True)
    read = command(inner, "import", "add places from a CSV file", IMPORT, IMPORT_EXAMPLE)
    read.add_argument("file", help="header: code,kind,name,name_en,parent")


def add_found(commands):
    short = "make an empty database an installation, with its first posts"
    found = command(commands, "found", short, FOUND, FOUND_EXAMPLE)
    found.add_argument("name", help="name of the installation, for example «کانون کوشانهٔ تهران»")
    for role in FIRST_ROLES:
        text = f"the first {role.replace('-', ' ')}; repeat for more"
        found.add_argument(
            f"--{role}", nargs=2, metavar=("PHONE", "NAME"), action="append", default=[], help=text
        )


def add_proofs(commands):
    short = "walk the chained log; names the first bad entry"
    verify = command(commands, "verify-log", short, VERIFY_LOG, VERIFY_LOG_EXAMPLE)
    verify.add_argument("--against", metavar="FILE", help="a checkpoint that was carried off this machine")
    short = "recompute a published draw; exit 1 if it does not hold"
    draw = command(commands, "verify-draw", short, VERIFY_DRAW, VERIFY_DRAW_EXAMPLE)
    draw.add_argument("file", metavar="record.json", help="the record from the public page of the result")


def parser():
    root = argparse.ArgumentParser(
        prog="koushaneh",
        description="Koushaneh runs an association of women who head their households.",
        epilog=ROOT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_up(commands)
    short = "send messages, keep clocks, run tasks (up starts one by itself)"
    command(commands, "worker", short, WORKER, WORKER_EXAMPLE)
    short = "check settings, database, keys, clock; exit 1 if something is wrong"
    command(commands, "doctor", short, DOCTOR, DOCTOR_EXAMPLE)
    add_backups(commands)
    add_places(commands)
    add_found(commands)
    add_proofs(commands)
    short = "add a newer column key; what was written stays readable"
    command(commands, "rotate-keys", short, ROTATE, ROTATE_EXAMPLE)
    commands.add_parser("engine", help="the computations alone (select, score, ...)", add_help=False)
    return root
