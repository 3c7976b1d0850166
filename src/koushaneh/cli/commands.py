"""What each command does, once Django has started."""

import csv
import json
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  settings are read after setup
from django.db import OperationalError  # noqa: E402  after setup

from koushaneh.audit import chain  # noqa: E402  after setup
from koushaneh.cli import backups, doctor, serving, work  # noqa: E402  after setup
from koushaneh.cli import erasures as journals  # noqa: E402  after setup
from koushaneh.core.fields import ring  # noqa: E402  after setup
from koushaneh.core.refusal import Refusal  # noqa: E402  after setup
from koushaneh.engine.errors import EngineError  # noqa: E402  after setup
from koushaneh.engine.persian import mobile  # noqa: E402  after setup
from koushaneh.graduation.shipped import ship_checklist  # noqa: E402  after setup
from koushaneh.path.shipped import ship_paths  # noqa: E402  after setup
from koushaneh.places.actions import import_places  # noqa: E402  after setup
from koushaneh.registry import founding  # noqa: E402  after setup
from koushaneh.web.words import sentence  # noqa: E402  after setup


def up(args):
    return serving.up(port=args.port, host=args.host, workers=args.workers, demo=args.demo)


def worker(args):
    return work.forever()


def check(args):
    return doctor.report()


def backup(args):
    return backups.backup(Path(args.file), with_keys=args.keys)


def restore(args):
    return backups.restore(Path(args.file), journals=[Path(name) for name in args.journal])


def erasures(args):
    return journals.do_again([Path(name) for name in args.file])


PLACE_COLUMNS = {"code", "kind", "name", "parent"}


def places(args):
    try:
        with Path(args.file).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, lacking = list(reader), PLACE_COLUMNS - set(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error) as error:
        print(f"{args.file} is not CSV in UTF-8: {error}")
        return 2
    if lacking:
        print(
            f"{args.file} lacks the columns {', '.join(sorted(lacking))}; see `koushaneh places import --help`"
        )
        return 2
    print(f"{import_places(rows, by=None)} places read from {args.file}")
    return 0


FIRST_POSTS = {
    "headquarters_officer": ("hq_officer", "headquarters"),
    "directorate_signer": ("signer", "directorate"),
    "oversight_signer": ("signer", "oversight"),
    "administrator": ("system_admin", "headquarters"),
}


def found(args):
    people = [
        (mobile(phone), name, role, office)
        for option, (role, office) in FIRST_POSTS.items()
        for phone, name in getattr(args, option)
    ]
    serving.prepare()
    offices = founding.found(args.name, people=people)
    ship_paths(offices["headquarters"].place)
    ship_checklist(offices["headquarters"].place)
    print(f"founded «{args.name}» with {len(people)} posts; sign in with these phones and make a second key")
    return 0


def verify_log(args):
    checkpoint = None
    if args.against:
        kept = json.loads(Path(args.against).read_text())
        checkpoint = (kept["sequence"], kept["hash"])
    finding = chain.verify(checkpoint)
    if finding.bad_at is None:
        print(f"sound: {finding.checked} entries, head {chain.head()[1][:16]}")
        return 0
    print(f"broken at entry {finding.bad_at} ({finding.why}); {finding.checked} entries before it are sound")
    return 1


def rotate_keys(args):
    print(f"new column key {ring().rotate()} in {settings.HOME / 'keys'}; restart server and worker")
    return 0


COMMANDS = {
    "up": up,
    "worker": worker,
    "doctor": check,
    "backup": backup,
    "restore": restore,
    "places": places,
    "found": found,
    "verify-log": verify_log,
    "erasures": erasures,
    "rotate-keys": rotate_keys,
}


def run(args):
    try:
        return COMMANDS[args.command](args)
    except (Refusal, EngineError) as refusal:
        print(sentence(refusal.code, refusal.facts))
        return 2
    except OSError as error:
        print(f"cannot read or write: {error}")
        return 2
    except OperationalError as error:
        print(f"the database does not answer: {error}".strip())
        return 2
