"""`koushaneh engine select`: choose a group under quotas, by merit or by a fair lottery."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from koushaneh.cli.engine.frame import Reporter
from koushaneh.cli.engine.numbers import whole
from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import BadInput, Table, read_table
from koushaneh.engine.selection.certificates import Certificate
from koushaneh.engine.selection.fair import FairResult, leximin, maximin
from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import MeritResult, OutOfTime, Quota, Relaxation
from koushaneh.engine.selection.pool import Pool, pool_of_columns
from koushaneh.engine.selection.program import Deadline


def add(subparsers: Any) -> argparse.ArgumentParser:
    """Declare the command's options."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "select", help="choose a group under quotas", description=__doc__
    )
    parser.add_argument("--pool", required=True, metavar="CSV", help="a row per candidate")
    parser.add_argument("--quotas", required=True, metavar="CSV", help="feature,value,min,max")
    parser.add_argument("--seats", required=True, type=whole(1), metavar="K")
    parser.add_argument("--method", choices=("merit", "maximin", "leximin"), default="merit")
    parser.add_argument("--score", default="score", metavar="COL", help="for merit (default: score)")
    parser.add_argument("--id", default="id", metavar="COL", help="default: id")
    parser.add_argument("--apart", metavar="COL", help="choose at most one for each value")
    return parser


def run(args: argparse.Namespace, reporter: Reporter) -> Mapping[str, Any]:
    """Read pool and quotas, choose, and return the result."""
    pool_table, quota_table = read_table(args.pool), read_table(args.quotas)
    quotas = _quotas(quota_table, pool_table, args.seats)
    scores, decimals, rounded = _scores(pool_table, args)
    pool = _pool(pool_table, quotas, scores, args)

    head = _head(args, pool_table, quota_table)
    reporter.begin(head)

    def left() -> float:
        reporter.say(f"{args.method}: {len(pool)} candidates, {args.seats} seats")
        return reporter.remaining()

    try:
        return _found(args, pool, left, decimals, rounded) | head
    except OutOfTime as stop:
        return head | {"status": "stopped", "code": stop.code, "facts": stop.facts, "selected": []}


def _found(
    args: argparse.Namespace, pool: Pool, left: Deadline, decimals: int, rounded: int
) -> dict[str, Any]:
    if args.method == "merit":
        found = _of_merit(merit(pool, (), args.seats, seed=args.seed, deadline=left), decimals)
        return found | {"score_decimals": decimals, "rounded_scores": rounded}
    draw = maximin if args.method == "maximin" else leximin
    return _of_lottery(draw(pool, (), args.seats, seed=args.seed, deadline=left))


def _head(args: argparse.Namespace, pool: Table, quotas: Table) -> dict[str, Any]:
    options = {"method": args.method, "seats": args.seats, "id": args.id, "apart": args.apart}
    options["score"] = args.score if args.method == "merit" else None
    return {
        "method": args.method,
        "n": len(pool),
        "seats": args.seats,
        "seed": args.seed,
        "input_hash": input_hash({"pool": pool, "quotas": quotas}, **options),
    }


def _quotas(table: Table, pool: Table, seats: int) -> list[Quota]:
    table.need("feature", "value", "min", "max")
    table.key("feature", "value")
    features = table.text("feature")
    for row, feature in enumerate(features):
        if not pool.has(feature):
            raise table.refuse(row, "feature", f"a column of {pool.file}: {', '.join(pool.columns)}")
    minima = table.whole("min", blank=0, low=0, high=10**9)
    maxima = table.whole("max", blank=seats, low=0, high=10**9)
    return list(map(Quota, features, table.text("value"), minima, maxima))


def _scores(table: Table, args: argparse.Namespace) -> tuple[Sequence[int], int, int]:
    if args.method != "merit":
        return [0] * len(table), 6, 0
    return table.fixed_point(args.score)


def _pool(table: Table, quotas: Sequence[Quota], scores: Sequence[int], args: argparse.Namespace) -> Pool:
    ids = [str(key) for key in table.key(args.id)]
    apart = table.text(args.apart) if args.apart else [""] * len(table)
    features = {quota.feature: table.text(quota.feature) for quota in quotas}
    if not len(table):
        raise BadInput(table.file, line=2, found="no candidate", accepted="a row for every candidate")
    return pool_of_columns(ids, scores, features, apart, quotas)


def _of_merit(found: MeritResult, decimals: int) -> dict[str, Any]:
    has_panel = bool(found.chosen)
    is_bounded = found.status != "infeasible"
    unit = 10**decimals
    return {
        "status": found.status,
        "selected": found.chosen,
        "objective": found.objective / unit if has_panel else None,
        "bound": found.bound / unit if is_bounded else None,
        "gap": found.gap / unit if has_panel else None,
        "probabilities": {},
        "minimum_probability": None,
        "bound_probability": None,
        "panels": [],
        "relaxation": _relaxation(found.relaxation),
    }


def _of_lottery(found: FairResult) -> dict[str, Any]:
    has_panel = bool(found.chosen)
    is_bounded = found.status != "infeasible"
    return {
        "status": found.status,
        "selected": found.chosen,
        "objective": found.minimum if has_panel else None,
        "bound": found.bound if is_bounded else None,
        "gap": max(0.0, found.bound - found.minimum) if has_panel else None,
        "probabilities": found.chances or {},
        "minimum_probability": found.minimum if has_panel else None,
        "bound_probability": found.bound if is_bounded else None,
        "panels": [{"members": members, "probability": share} for members, share in found.panels],
        "levels": [_level(level) for level in found.levels],
        "exact": bool(found.levels) and all(level.is_exact for level in found.levels),
        "deviation": found.deviation,
        "relaxation": _relaxation(found.relaxation),
    }


def _level(level: Certificate) -> dict[str, Any]:
    """Fractions are text, such as "1/3", so that nothing is lost."""
    quotas = [
        {"feature": feature, "value": value, "price": str(price)}
        for (feature, value), price in level.quotas.items()
    ]
    return {
        "value": level.value,
        "bound": level.bound,
        "fraction": str(level.fraction),
        "exact": level.is_exact,
        "panel_limit": str(level.panel_limit),
        "weights": {code: str(weight) for code, weight in level.weights.items()},
        "prices": {"seat": str(level.seat), "quotas": quotas},
        "held": level.held,
        "proof": level.proof,
    }


def _relaxation(found: Sequence[Relaxation]) -> list[dict[str, Any]]:
    return [
        {
            "feature": one.feature or None,
            "value": one.value or None,
            "bound": one.bound,
            "declared": one.declared,
            "needed": one.needed,
        }
        for one in found
    ]
