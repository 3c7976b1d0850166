"""`koushaneh engine pair`: two sides and the allowed pairs in, a pairing out."""

import argparse
from typing import Any

from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import REQUIRED, Table, read_table
from koushaneh.engine.pairing import (
    Edge,
    Pairing,
    blocking_pairs,
    pair_exact,
    pair_stable,
    swaps_both_prefer,
)


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser("pair", help="pair two sides, exactly or stably")
    parser.add_argument("--left", required=True, metavar="FILE", help="CSV: id[,capacity]")
    parser.add_argument("--right", required=True, metavar="FILE", help="CSV: id[,capacity]")
    parser.add_argument(
        "--edges", required=True, metavar="FILE", help="CSV: left,right,fit[,left_rank,right_rank]"
    )
    parser.add_argument("--method", required=True, choices=("exact", "stable"))
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    tables = {role: read_table(getattr(args, role)) for role in ("left", "right", "edges")}
    left, right = _side(tables["left"]), _side(tables["right"])
    edges = _edges(tables["edges"], left, right)
    head = {"method": args.method, "n": len(edges), "input_hash": input_hash(tables, method=args.method)}
    reporter.begin(head)
    reporter.say(f"read {len(edges)} edges")
    exact = args.method == "exact"
    found = pair_exact(left, right, edges, remaining=reporter.remaining) if exact else None
    found = found or pair_stable(left, right, edges)
    result = head | {
        "status": "done" if found.proven else "stopped",
        **_shown(found),
        "swaps_both_prefer": [
            {"left": [one[0], other[0]], "right": [one[1], other[1]]}
            for one, other in swaps_both_prefer(found.pairs, edges)
        ],
    }
    if not exact:
        result["blocking_pairs"] = len(blocking_pairs(left, right, edges, found.pairs))
    return result


def _shown(found: Pairing) -> dict[str, Any]:
    return {
        "pairs": [{"left": edge.left, "right": edge.right, "fit": edge.fit} for edge in found.pairs],
        "solver": found.solver or "deferred acceptance",
        "matched": found.matched,
        "most": found.most,
        "objective": found.objective,
        "bound": found.bound,
        "unmatched_left": found.unmatched_left,
    }


def _side(table: Table) -> dict[str, int]:
    table.need("id")
    ids = [str(one) for one in table.key("id")]
    capacities = table.whole("capacity", low=0, blank=1) if table.has("capacity") else [1] * len(ids)
    return dict(zip(ids, capacities, strict=True))


def _edges(table: Table, left: dict[str, int], right: dict[str, int]) -> list[Edge]:
    table.need("left", "right", "fit")
    table.key("left", "right")
    for column, known in (("left", left), ("right", right)):
        for row, cell in enumerate(table.text(column, blank=REQUIRED)):
            if cell not in known:
                raise table.refuse(row, column, f"an id of the file of the {column} side")
    ranks = [
        table.number(name, blank=None) if table.has(name) else [None] * len(table)
        for name in ("left_rank", "right_rank")
    ]
    cells = zip(table.text("left"), table.text("right"), table.number("fit"), *ranks, strict=True)
    return [Edge(*row) for row in cells]
