"""The `koushaneh` command. `koushaneh COMMAND --help` teaches each; the engine runs without Django."""

import argparse
import os
import sys

EPILOG = """examples:
  koushaneh up --demo                 try it: demo data, server and worker on http://127.0.0.1:8000
  koushaneh up --port 9000            start the product of this folder's home
  koushaneh doctor                    is this installation sound?
  koushaneh backup saved.tar.gz       everything in one file
  koushaneh engine select --help      the computations alone, files in and JSON out

Where it keeps its things: $KOUSHANEH_HOME (default: ./home). Database: $DATABASE_URL (default: SQLite there).
"""


FIRST_ROLES = ("headquarters-officer", "directorate-signer", "oversight-signer", "administrator")


def parser():
    root = argparse.ArgumentParser(
        prog="koushaneh",
        description="Koushaneh runs an association of women who head their households.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    up = commands.add_parser("up", help="prepare the database and start server and worker")
    up.add_argument("--demo", action="store_true", help="fill an empty database with invented people first")
    up.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="default 8000")
    up.add_argument("--host", default="127.0.0.1", help="address to listen on; default only this machine")
    up.add_argument("--workers", type=int, default=1, help="server processes; more than one needs PostgreSQL")
    commands.add_parser("worker", help="send messages, keep clocks, run tasks (up starts one by itself)")
    commands.add_parser("doctor", help="check settings, database, keys, clock; exit 1 if something is wrong")
    backup = commands.add_parser("backup", help="write database, media and (sealed) keys into one file")
    backup.add_argument("file")
    backup.add_argument("--keys", action="store_true", help="add the keys, sealed by $KOUSHANEH_PASSPHRASE")
    restore = commands.add_parser("restore", help="read a backup into an empty home, and check every count")
    restore.add_argument("file")
    places = commands.add_parser("places", help="the tree of places")
    inner = places.add_subparsers(dest="places_command", metavar="COMMAND", required=True)
    read = inner.add_parser("import", help="add places from CSV: code,kind,name,name_en,parent")
    read.add_argument("file")
    found = commands.add_parser("found", help="make an empty database an installation, with its first posts")
    found.add_argument("name", help="name of the installation, for example «کانون کوشانهٔ تهران»")
    for role in FIRST_ROLES:
        text = f"the first {role.replace('-', ' ')}; repeat for more"
        found.add_argument(
            f"--{role}", nargs=2, metavar=("PHONE", "NAME"), action="append", default=[], help=text
        )
    verify = commands.add_parser("verify-log", help="walk the chained log; names the first bad entry")
    verify.add_argument("--against", metavar="FILE", help="a checkpoint that was carried off this machine")
    draw = commands.add_parser("verify-draw", help="recompute a published draw; exit 1 if it does not hold")
    draw.add_argument("file", metavar="record.json")
    commands.add_parser("rotate-keys", help="add a newer column key; what was written stays readable")
    commands.add_parser("engine", help="the computations alone (select, score, ...)", add_help=False)
    return root


def main(argv=None):
    argv = sys.argv[1:] if argv is None else list(argv)
    if argv[:1] == ["engine"]:
        from koushaneh.cli.engine import frame  # noqa: PLC0415  the engine must start without Django

        return frame.main(argv[1:])
    args = parser().parse_args(argv)
    if args.command == "verify-draw":
        from koushaneh.cli import draws  # noqa: PLC0415  whoever checks a draw needs no installation

        return draws.verify(args.file)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koushaneh.config.settings")
    from koushaneh.cli import commands  # noqa: PLC0415  Django starts here, after the options are known

    return commands.run(args)


if __name__ == "__main__":
    sys.exit(main())
