"""`koushaneh engine change`: two measurements of the same people in, change and its uncertainty out."""

import argparse
import math
from dataclasses import asdict
from typing import Any

import numpy as np

from koushaneh.cli.engine.numbers import number, whole
from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import BadInput, read_table
from koushaneh.engine.impact.change import Change, Norms, change

METHOD = (
    "paired t; reliable change of Jacobson and Truax (1991), limit 1.96; J = 1 - 3/(4 df - 1); "
    "change without a comparison, not effect"
)


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "change", help="change from before to after, without a comparison group"
    )
    parser.add_argument("--data", required=True, metavar="FILE", help="CSV, one row a person")
    parser.add_argument("--pre", required=True, metavar="COL", help="score before")
    parser.add_argument("--post", required=True, metavar="COL", help="score after")
    parser.add_argument(
        "--reliability", required=True, type=number(), metavar="R", help="of the score, 0 to 1"
    )
    parser.add_argument("--functional-mean", type=number(), metavar="M", help="mean of a functional group")
    parser.add_argument("--functional-sd", type=number(above=0), metavar="S", help="its standard deviation")
    parser.add_argument("--cutoff", type=number(), metavar="C", help="from here on a woman counts as well")
    parser.add_argument(
        "--population-mean", type=number(), metavar="M", help="mean of those they were chosen from"
    )
    parser.add_argument(
        "--outcomes", type=whole(1), default=1, metavar="N", help="outcomes tested (default: 1)"
    )
    parser.add_argument("--lower-is-better", action="store_true", help="a falling score is an improvement")
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    norms = _norms(args)
    table = read_table(args.data, need=(args.pre, args.post))
    columns = [table.number(name, blank=math.nan) for name in (args.pre, args.post)]
    pairs = np.array(columns, float).reshape(2, len(table))
    there = ~np.isnan(pairs)
    # The rounding of sums depends on their order: the same people in another order get the same bytes.
    both = pairs[:, there.all(axis=0)]
    both = both[:, np.lexsort(both[::-1])]
    asked = {name: getattr(args, name) for name in ("pre", "post", "outcomes", "seed")}
    head = {
        "method": METHOD,
        "n": both.shape[1],
        "seed": args.seed,
        "input_hash": input_hash({"data": table}, **asked, **asdict(norms)),
        "only_pre": int((there[0] & ~there[1]).sum()),
        "only_post": int((there[1] & ~there[0]).sum()),
    }
    reporter.begin(head)
    reporter.enter(f"change of {both.shape[1]} pairs")
    found = change(both[0], both[1], norms, seed=args.seed, outcomes=args.outcomes)
    return head | _shown(found)


def _norms(args: argparse.Namespace) -> Norms:
    if (args.functional_mean is None) != (args.functional_sd is None):
        raise BadInput("--functional-mean", accepted="--functional-mean and --functional-sd together")
    if args.cutoff is not None and args.functional_mean is not None:
        raise BadInput("--cutoff", accepted="--cutoff or --functional-mean with --functional-sd, not both")
    if not 0 <= args.reliability < 1:
        raise BadInput("--reliability", found=str(args.reliability), accepted="0 or more and below 1")
    names = (
        "reliability",
        "functional_mean",
        "functional_sd",
        "cutoff",
        "population_mean",
        "lower_is_better",
    )
    return Norms(**{name: getattr(args, name) for name in names})


def _shown(found: Change) -> dict[str, Any]:
    sides = {"below_mean": found.below, "above_mean": found.above, "whole": found.whole}
    return {
        **asdict(found.sizes),
        "interval": found.interval,
        **asdict(found.yardstick),
        **asdict(found.groups),
        "power": found.power,
        "regression_to_mean": {name: side for name, side in sides.items() if side is not None},
    }
