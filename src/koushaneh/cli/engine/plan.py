"""`koushaneh engine plan`: members and options in, every lot with one member out."""

import argparse
from typing import Any

from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import REQUIRED, Table, read_table
from koushaneh.engine.planning import NoTime, Option, plan

METHOD = "linear relaxation, core, mixed-integer program"


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "plan", help="give every lot to one member within capacities"
    )
    parser.add_argument("--members", required=True, metavar="FILE", help="CSV: id,capacity")
    parser.add_argument("--options", required=True, metavar="FILE", help="CSV: lot,member,value,load")
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    tables = {"members": read_table(args.members), "options": read_table(args.options)}
    members = tables["members"]
    members.need("id", "capacity")
    ids = [str(one) for one in members.key("id")]
    capacities = dict(zip(ids, members.number("capacity", low=0), strict=True))
    options = _options(tables["options"], capacities)
    reporter.say(f"read {len(options)} options")
    head = {"method": METHOD, "n": len(options), "input_hash": input_hash(tables)}
    reporter.begin(head)
    try:
        found = plan(capacities, options, remaining=reporter.remaining)
    except NoTime as refusal:
        return head | {"status": "stopped", "code": refusal.code, "facts": refusal.facts, "chosen": []}
    return head | {
        "status": "done" if found.proven else "stopped",
        "chosen": found.chosen,
        "lots": len(found.chosen),
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "loads": _loads(found.chosen, capacities),
    }


def _options(table: Table, capacities: dict[str, float]) -> list[Option]:
    table.need("lot", "member", "value", "load")
    table.key("lot", "member")
    members = table.text("member", blank=REQUIRED)
    for row, member in enumerate(members):
        if member not in capacities:
            raise table.refuse(row, "member", "an id of the file of members")
    cells = zip(table.text("lot"), members, table.number("value"), table.number("load", low=0), strict=True)
    return [Option(*row) for row in cells]


def _loads(chosen: tuple[Option, ...], capacities: dict[str, float]) -> list[dict[str, Any]]:
    loads = dict.fromkeys(sorted(capacities), 0.0)
    for option in chosen:
        loads[option.member] += option.load
    return [{"id": one, "load": load, "capacity": capacities[one]} for one, load in loads.items()]
