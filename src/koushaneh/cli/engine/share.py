"""`koushaneh engine share`: a quantity and offers in, pieces and a reason for every member out."""

import argparse
from typing import Any

from koushaneh.cli.engine.numbers import number, whole
from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import Table, read_table
from koushaneh.engine.sharing import NotEnoughCapacity, NoTime, Offer, Rule, Split, share

WHOLE = {"minimum": 0, "served": 0, "lead_days": 0}
COSTS = ("unit_cost", "set_up_cost")


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser("share", help="share one order among members")
    parser.add_argument(
        "--quantity", required=True, type=whole(0, 10**15), metavar="Q", help="pieces of the order"
    )
    parser.add_argument(
        "--offers",
        required=True,
        metavar="FILE",
        help="CSV: id,capacity[,minimum,served,unit_cost,set_up_cost,lead_days,arrived]",
    )
    parser.add_argument("--rule", required=True, choices=[rule.value for rule in Rule])
    parser.add_argument(
        "--buffer", type=number(least=0, most=1000), default=0.0, metavar="P", help="spare capacity, percent"
    )
    parser.add_argument("--due", type=whole(0), metavar="DAYS", help="leave out members who take longer")
    parser.add_argument("--at-most", type=whole(1), metavar="MEMBERS", help="no more members than this")
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    table = read_table(args.offers)
    offers = _offers(table, Rule(args.rule))
    reporter.say(f"read {len(offers)} offers")
    options = {"buffer": args.buffer / 100.0, "due_days": args.due, "at_most": args.at_most}
    head = {
        "method": args.rule,
        "n": len(offers),
        "input_hash": input_hash({"offers": table}, rule=args.rule, quantity=args.quantity, **options),
        "quantity": args.quantity,
    }
    reporter.begin(head)
    try:
        rule = Rule(args.rule)
        split = share(args.quantity, offers, rule=rule, remaining=reporter.remaining, **options)
    except NotEnoughCapacity as refusal:
        return head | _refused(refusal)
    except NoTime as refusal:
        return head | {"status": "stopped", "code": refusal.code, "facts": refusal.facts, "shares": []}
    return head | _shown(split)


def _shown(split: Split) -> dict[str, Any]:
    return {
        "status": "stopped" if split.stopped else "done",
        "shares": [
            {"id": one, "pieces": split.pieces[one], "why": split.why[one]} for one in sorted(split.pieces)
        ],
        "members": sum(pieces > 0 for pieces in split.pieces.values()),
        "gini": split.gini,
        "gini_ability": split.gini_ability,
        "missing": 0,
        "buffer_missing": split.buffer_missing,
        "cost": split.cost,
        "bound": split.bound,
        "gap": split.gap,
        "repaired": split.repaired,
    }


def _refused(refusal: NotEnoughCapacity) -> dict[str, Any]:
    facts = {"missing": refusal.facts["missing"], "most": refusal.facts["most"]}
    return {"status": "infeasible", "code": refusal.code, "facts": facts, "shares": [], **facts}


def _offers(table: Table, rule: Rule) -> list[Offer]:
    table.need("id", "capacity", *(["unit_cost"] if rule is Rule.LEAST_COST else []))
    columns: dict[str, list[Any]] = {"id": table.key("id"), "capacity": table.whole("capacity", low=0)}
    for name, blank in WHOLE.items():
        if table.has(name):
            columns[name] = table.whole(name, low=0, blank=blank)
    for name in COSTS:
        if table.has(name):
            columns[name] = table.number(name, low=0, blank=0.0)
    if table.has("arrived"):
        columns["arrived"] = table.whole("arrived", blank=None)
    rows = zip(*columns.values(), strict=True)
    # In the order of ids, so that sums of floats do not depend on the order of rows.
    return sorted((Offer(**dict(zip(columns, row, strict=True))) for row in rows), key=lambda offer: offer.id)
