"""`koushaneh engine score`: answers in, one score a person and scale out, with what the scales are worth."""

import argparse
import csv
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import BadInput, Table, read_table
from koushaneh.engine.scales.errors import AnswerOutOfRange, BadInstrument
from koushaneh.engine.scales.instrument import Instrument, parse
from koushaneh.engine.scales.instruments import keys_only, load, shipped
from koushaneh.engine.scales.scoring import Scores, score
from koushaneh.engine.scales.summary import METHOD, ScaleSummary, summarise


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "score", help="score a questionnaire and judge its scales"
    )
    parser.add_argument(
        "--instrument", required=True, metavar="FILE", help="definition as JSON, or the id of a shipped one"
    )
    parser.add_argument("--answers", required=True, metavar="FILE", help="CSV: one column per item key")
    parser.add_argument("--scores", metavar="FILE", help="where to write a CSV with everybody's scores")
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    if args.scores and args.out and Path(args.scores).resolve() == Path(args.out).resolve():
        raise BadInput("--scores", found=args.scores, accepted="another file than that of --out")
    instrument = _instrument(args.instrument)
    table = read_table(args.answers, need=instrument.keys)
    head = {
        "method": METHOD,
        "n": len(table),
        "input_hash": input_hash({"answers": table}, instrument=instrument.digest),
        "instrument": {"id": instrument.id, "version": instrument.version, "digest": instrument.digest},
    }
    reporter.begin(head)
    reporter.enter(f"score {len(table)} rows")
    columns = [table.number(key, blank=math.nan) for key in instrument.keys]
    answers = np.array(columns, float).reshape(len(instrument.keys), len(table)).T
    # The rounding of sums depends on their order: the same people in another order get the same bytes.
    order = np.lexsort(answers.T[::-1])
    scores = _score(instrument, answers[order], order, table)
    if args.scores:
        _write_scores(args.scores, instrument, table, scores, order)
    reporter.enter("reliability of the scales")
    found = summarise(instrument, scores)
    _warn(found)
    return head | {"scales": found}


def _warn(found: Mapping[str, ScaleSummary]) -> None:
    for name, scale in found.items():
        for warned in scale.warnings:
            print(
                f"koushaneh engine score: warning, scale {name}: {warned.code} {warned.facts}",
                file=sys.stderr,
            )


def _instrument(name: str) -> Instrument:
    if name in shipped() + keys_only() and not Path(name).exists():
        return load(name)
    try:
        definition = json.loads(Path(name).read_text(encoding="utf-8-sig"), object_pairs_hook=_each_once)
        json.dumps(definition, ensure_ascii=False).encode()
    except OSError as problem:
        accepted = "a file that can be read, or one of " + ", ".join(shipped() + keys_only())
        raise BadInput(name, found=problem.strerror or "", accepted=accepted) from None
    except UnicodeError:  # also half a character written as \ud800
        raise BadInput(name, found="another encoding", accepted="UTF-8 text") from None
    except RecursionError:
        raise BadInput(name, found="JSON nested too deeply", accepted="a definition") from None
    except _Twice as problem:
        raise BadInput(name, column=str(problem), accepted="each key once in an object") from None
    except json.JSONDecodeError as problem:
        raise BadInput(name, line=problem.lineno, found=problem.msg, accepted="JSON") from None
    try:
        return parse(definition)
    except BadInstrument as refusal:
        place = refusal.facts["place"] or "the definition"
        raise BadInput(name, column=place, accepted=refusal.facts["accepted"]) from None


class _Twice(Exception):
    """An object of the definition holds a key twice."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _score(instrument: Instrument, answers: Any, order: Any, table: Table) -> Scores:
    try:
        return score(instrument, answers)
    except AnswerOutOfRange:
        pass
    # The first faulty row of the file is named, not the first in the order of computing.
    try:
        return score(instrument, answers[np.argsort(order)])
    except AnswerOutOfRange as refusal:
        facts: Mapping[str, Any] = refusal.facts
        raise table.refuse(facts["row"], facts["key"], facts["accepted"] + " or nothing") from None


def _write_scores(path: str, instrument: Instrument, table: Table, scores: Scores, order: Any) -> None:
    carried = [name for name in table.columns if name not in instrument.keys]
    places = np.argsort(order)
    columns = [table.columns[name] for name in carried]
    columns += [_cells(values[places]) for values in scores.values.values()]
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*carried, *scores.values])
            writer.writerows(zip(*columns, strict=True))
    except OSError as problem:
        raise BadInput(path, found=problem.strerror or "", accepted="a file that can be written") from None


def _cells(values: Any) -> list[str]:
    """Scores as shortest text, nothing where void."""
    return ["" if math.isnan(value) else repr(value).removesuffix(".0") for value in values.tolist()]
