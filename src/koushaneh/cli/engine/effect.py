"""`koushaneh engine effect`: outcomes with a comparison in, effect with its uncertainty out."""

import argparse
import math
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from koushaneh.cli.engine.numbers import number
from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import BadInput, Table, read_table
from koushaneh.engine.impact.bounds import bounds
from koushaneh.engine.impact.checks import density_test, placebos
from koushaneh.engine.impact.discontinuity import LEAST_A_SIDE, discontinuity
from koushaneh.engine.impact.errors import BadProbability, TooFewPeople
from koushaneh.engine.impact.families import benjamini_hochberg, holm
from koushaneh.engine.impact.local_randomisation import local_randomisation
from koushaneh.engine.impact.lottery import lottery
from koushaneh.engine.impact.masses import KERNELS, Kernel

NEEDED = {"discontinuity": ("running", "cutoff"), "lottery": ("treated",), "bounds": ("treated",)}
ALLOWED = {
    "discontinuity": {"running", "cutoff", "kernel", "window"},
    "lottery": {"treated", "probability", "stratum"},
    "bounds": {"treated"},
}
SETTINGS = ("running", "cutoff", "kernel", "window", "treated", "probability", "stratum")
FEW_EFFECTIVE = 20


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "effect", help="effect by discontinuity, lottery or bounds"
    )
    parser.add_argument("--design", required=True, choices=list(NEEDED))
    parser.add_argument("--data", required=True, metavar="FILE", help="CSV, one row a person")
    parser.add_argument(
        "--outcome",
        required=True,
        action="append",
        metavar="COL",
        help="may be repeated; the first is primary",
    )
    parser.add_argument("--running", metavar="COL", help="discontinuity: what decides, such as a score")
    parser.add_argument("--cutoff", type=number(), metavar="C", help="discontinuity: treated from here on")
    parser.add_argument("--kernel", choices=list(KERNELS), help="discontinuity (default: triangular)")
    parser.add_argument(
        "--window", type=number(above=0), metavar="W", help="compare within W of the cut-off as if by lot"
    )
    parser.add_argument("--treated", metavar="COL", help="lottery, bounds: 1 or 0")
    parser.add_argument("--probability", metavar="COL", help="lottery: her chance of being drawn")
    parser.add_argument("--stratum", metavar="COL", help="lottery: the draw she took part in")
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    _check_options(args)
    columns = [getattr(args, name) for name in ("running", "treated", "probability", "stratum")]
    table = read_table(args.data, need=[*args.outcome, *filter(None, columns)])
    settings = {name: getattr(args, name) for name in ("design", "outcome", "seed", *SETTINGS)}
    head = {
        "method": args.design,
        "n": len(table),
        "design": args.design,
        "primary": args.outcome[0],
        "input_hash": input_hash({"data": table}, **settings),
    }
    reporter.begin(head)
    estimate = ESTIMATES[args.design]
    found: dict[str, dict[str, Any]] = {}
    result: dict[str, Any] = {}
    for name in args.outcome:
        reporter.enter(f"{args.design}: {name}")
        found[name] = estimate(args, table, name)
        result = head | found[args.outcome[0]]
        reporter.begin(result if len(found) == 1 else result | {"outcomes": found})
    return result if len(found) == 1 else result | _family(found)


def _check_options(args: argparse.Namespace) -> None:
    for name in NEEDED[args.design]:
        if getattr(args, name) is None:
            raise BadInput(f"--{name}", accepted=f"a value, --design {args.design} needs it")
    for name in SETTINGS:
        if getattr(args, name) is not None and name not in ALLOWED[args.design]:
            accepted = ", ".join(f"--{one}" for one in SETTINGS if one in ALLOWED[args.design])
            raise BadInput(f"--{name}", accepted=f"with --design {args.design} only {accepted}")
    if len(set(args.outcome)) < len(args.outcome):
        raise BadInput("--outcome", found=", ".join(args.outcome), accepted="each outcome once")


def _family(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Corrected p over the outcomes that have one."""
    p_values = {name: one["p"] for name, one in found.items() if one.get("p") is not None}
    corrected = {"holm": holm(p_values), "benjamini_hochberg": benjamini_hochberg(p_values)}
    return {"outcomes": found, "families": corrected}


def _numbers(table: Table, *columns: str) -> Any:
    """Columns as numbers, sorted by row content: equal people in any order give equal bytes."""
    read = [table.number(column, blank=math.nan) for column in columns]
    numbers = np.array(read, float).reshape(len(columns), len(table))
    return numbers[:, np.lexsort(numbers[::-1])]


def _discontinuity(args: argparse.Namespace, table: Table, outcome: str) -> dict[str, Any]:
    rows = _numbers(table, args.running, outcome)
    there = ~np.isnan(rows).any(axis=0)
    running, values = rows[:, there]
    shared = {"n": int(there.sum()), "missing": int((~there).sum()), "cutoff": args.cutoff}
    fewest = min(int((running < args.cutoff).sum()), int((running >= args.cutoff).sum()))
    if args.window is not None or 0 < fewest < LEAST_A_SIDE:
        return shared | _locally(args, running, values, fewest)
    kernel: Kernel = args.kernel or "triangular"
    found = discontinuity(running, values, args.cutoff, kernel=kernel)
    warnings = [
        {"code": "effect.few_effective", "facts": {"side": side, "found": count}}
        for side, count in (("left", found.effective_left), ("right", found.effective_right))
        if count < FEW_EFFECTIVE
    ]
    return {
        "method": "local linear, MSE-optimal bandwidths, robust bias-corrected (CCT 2014)",
        **shared,
        **asdict(found),
        "p": found.robust.p,
        "density": density_test(running, args.cutoff),
        "placebos": placebos(running, values, args.cutoff, kernel=kernel, variance=found.variance),
        "warnings": warnings,
    }


def _locally(args: argparse.Namespace, running: Any, values: Any, fewest: int) -> dict[str, Any]:
    found = local_randomisation(running, values, args.cutoff, seed=args.seed, window=args.window)
    why = "as asked by --window" if fewest >= LEAST_A_SIDE else f"fewer than {LEAST_A_SIDE} on a side"
    inside = asdict(found)
    inner = inside.pop("lottery")
    about = inner.pop("method")
    return {"method": f"local randomisation, {why}; {about}", **inside, **inner, "seed": args.seed}


def _treated(table: Table, column: str) -> list[int]:
    return table.whole(column, low=0, high=1)


def _lottery(args: argparse.Namespace, table: Table, outcome: str) -> dict[str, Any]:
    treated = np.array(_treated(table, args.treated), float)
    values = np.array(table.number(outcome, blank=math.nan), float)
    draws, strata = np.unique(table.text(args.stratum), return_inverse=True) if args.stratum else (None, None)
    chances = np.array(table.number(args.probability), float) if args.probability else None
    keys = [values, treated, *(one for one in (chances, strata) if one is not None)]
    order = np.lexsort(keys)
    order = order[~np.isnan(values[order])]
    try:
        found = lottery(
            treated[order] > 0,
            values[order],
            seed=args.seed,
            probability=None if chances is None else chances[order],
            stratum=None if strata is None else strata[order],
        )
    except BadProbability as refusal:
        row = int(order[refusal.facts["row"]])
        raise table.refuse(row, args.probability, "a probability above 0 and below 1") from None
    except TooFewPeople as refusal:
        raise TooFewPeople(**_named(refusal.facts, draws, strata, order)) from None
    return {"n": len(order), "missing": len(values) - len(order), "seed": args.seed, **asdict(found)}


def _named(facts: Any, draws: Any, strata: Any, order: Any) -> dict[str, Any]:
    """Put the stratum as the file writes it into the facts, where the engine has its number."""
    if "stratum" not in facts or strata is None:
        return dict(facts)
    present = np.unique(strata[order])
    return {**facts, "stratum": str(draws[present[facts["stratum"]]])}


def _bounds(args: argparse.Namespace, table: Table, outcome: str) -> dict[str, Any]:
    treated = np.array(_treated(table, args.treated), float)
    values = np.array(table.number(outcome, blank=math.nan), float)
    order = np.lexsort([values, treated])
    found = bounds(treated[order] > 0, values[order])
    return {
        "method": "bounds of Lee (2009), interval of Imbens and Manski (2004)",
        "n": len(values),
        **asdict(found),
    }


Estimate = Callable[[argparse.Namespace, Table, str], dict[str, Any]]
ESTIMATES: dict[str, Estimate] = {"discontinuity": _discontinuity, "lottery": _lottery, "bounds": _bounds}
