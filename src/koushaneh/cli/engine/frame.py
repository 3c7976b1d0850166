"""The frame of every engine command: options, clock, progress, refusals and exit codes.

A command is a module with `add(subparsers)`, which returns its parser, and
`run(args, reporter)`, which returns the result as a mapping with at least
`method`, `n` and `input_hash`. The frame adds `--out`, `--limit` and `--seed`,
the hash of the output and the seconds.

Exit codes: 0 done · 2 bad input · 3 infeasible or refused · 4 stopped by the limit.
"""

import argparse
import importlib
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from koushaneh.cli.engine.numbers import number, words
from koushaneh.cli.engine.results import finish, write
from koushaneh.cli.engine.tables import BadInput
from koushaneh.engine.errors import EngineError

COMMANDS = {
    "select": ("koushaneh.cli.engine.select", "choose a group under quotas: merit, maximin or leximin"),
    "score": ("koushaneh.cli.engine.score", "score a questionnaire and judge its scales"),
    "change": ("koushaneh.cli.engine.change", "change from before to after, without a comparison group"),
    "effect": ("koushaneh.cli.engine.effect", "effect by discontinuity, lottery or bounds"),
    "pair": ("koushaneh.cli.engine.pair", "pair two sides, exactly or stably"),
    "plan": ("koushaneh.cli.engine.plan", "give every lot to one member within capacities"),
    "share": ("koushaneh.cli.engine.share", "share one order among members"),
    "graph": ("koushaneh.cli.engine.graph", "measure a network and propose introductions"),
}
DONE, BAD_INPUT, REFUSED, STOPPED = 0, 2, 3, 4
EXIT_OF_STATUS = {"infeasible": REFUSED, "refused": REFUSED, "stopped": STOPPED}
INPUTS = {
    "pool",
    "quotas",
    "instrument",
    "answers",
    "data",
    "left",
    "right",
    "edges",
    "members",
    "options",
    "offers",
    "people",
    "ties",
    "asks",
}
QUIET_SECONDS = SECOND = 1.0


class LimitPassed(Exception):
    """The limit passed before a stage that cannot be cut short; the command ends with exit code 4."""


class Reporter:
    """The clock of one run: how much time is left, and progress on stderr once a second has passed."""

    def __init__(self, limit: float | None = None) -> None:
        self.limit = limit
        self._began = time.perf_counter()
        self._spoke = self._began
        self.stage = ""
        self.head: Mapping[str, Any] = {}

    def begin(self, head: Mapping[str, Any]) -> None:
        """Keep what every result holds (`method`, `n`, `input_hash`), for a run that ends early."""
        self.head = dict(head)

    def enter(self, stage: str) -> None:
        """Show progress before a stage, and end the run here if the limit has passed."""
        self.say(stage)
        if self.is_over():
            raise LimitPassed(stage)

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def remaining(self) -> float:
        """Return the seconds left, infinite without a limit and never below 0."""
        return float("inf") if self.limit is None else max(0.0, self.limit - self.seconds)

    def is_over(self) -> bool:
        """Tell whether the limit has passed; pass this method to the engine as its `deadline`."""
        return self.remaining() <= 0.0

    def say(self, sentence: str) -> None:
        """Show progress, at most once a second and never in a run shorter than that."""
        now, self.stage = time.perf_counter(), sentence
        if now - self._spoke >= QUIET_SECONDS:
            print(f"{self.seconds:7.1f} s  {sentence}", file=sys.stderr, flush=True)
            self._spoke = now

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Repeat the present stage every second from a thread, for work that cannot stop to report."""
        over = threading.Event()

        def repeat() -> None:
            while not over.wait(SECOND):
                self.say(self.stage)

        thread = threading.Thread(target=repeat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def close(self, sentence: str) -> None:
        """Say at the end how long it took, if that was more than a second."""
        if self.seconds >= QUIET_SECONDS:
            print(f"{self.seconds:7.1f} s  {sentence}", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one engine command and return its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    try:
        args = _parser(argv).parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    reporter = Reporter(args.limit)
    try:
        _refuse_unwritable(args)
        reporter.say(f"{args.command}: reads its files")
        with reporter.speaking():
            result, code = _answer(args, reporter)
        write(finish(result, seconds=reporter.seconds), args.out)
        reporter.close(f"{args.command}: {result.get('status', 'done')}")
    except BadInput as problem:
        print(f"koushaneh engine {args.command}: {problem}", file=sys.stderr)
        return BAD_INPUT
    return code


def _answer(args: argparse.Namespace, reporter: Reporter) -> tuple[Mapping[str, Any], int]:
    try:
        result: dict[str, Any] = dict(args.run(args, reporter))
    except EngineError as refusal:
        print(f"koushaneh engine {args.command}: refused, {refusal}", file=sys.stderr)
        head = {"method": getattr(args, "method", None) or args.command, **reporter.head}
        return head | {"status": "refused", "code": refusal.code, "facts": refusal.facts}, REFUSED
    except LimitPassed as stop:
        facts = {"before": str(stop)}
        return dict(reporter.head) | {
            "status": "stopped",
            "code": "engine.limit_passed",
            "facts": facts,
        }, STOPPED
    result = {"status": "done"} | result
    _explain(args.command, result)
    return result, EXIT_OF_STATUS.get(result["status"], DONE)


def _explain(command: str, result: Mapping[str, Any]) -> None:
    """Say on standard error why a result is none, or not the last word."""
    if result["status"] == "infeasible":
        why = {name: result[name] for name in ("code", "facts", "relaxation") if result.get(name)}
        print(f"koushaneh engine {command}: infeasible, {why}", file=sys.stderr)
    if result["status"] == "stopped":
        print(f"koushaneh engine {command}: stopped by --limit, see objective and bound", file=sys.stderr)


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="koushaneh engine", description="Computations: files in, JSON out.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, sentence) in COMMANDS.items():
        if name in argv[:1]:
            _add(subparsers, module)
        else:
            subparsers.add_parser(name, help=sentence)
    return parser


def _add(subparsers: Any, module: str) -> None:
    # Only the named command is imported: the others' libraries would only cost time.
    command = importlib.import_module(module)
    parser = command.add(subparsers)
    parser.add_argument("--out", metavar="FILE", help="where the JSON goes (default: standard output)")
    parser.add_argument(
        "--limit", type=number(above=0), metavar="SECONDS", help="stop then with the best found"
    )
    if "--seed" not in parser._option_string_actions:
        parser.add_argument(
            "--seed", default="0", type=words, metavar="TEXT", help="seed of every draw (default: 0)"
        )
    parser.set_defaults(run=command.run)


def _refuse_unwritable(args: argparse.Namespace) -> None:
    """Refuse before the work what could not be written after it, and what would write over an input."""
    if args.out is None:
        return
    out = Path(args.out)
    if not args.out or out.is_dir() or not out.resolve().parent.is_dir():
        raise BadInput(args.out or "--out", accepted="a file in a folder that exists")
    for name in INPUTS & vars(args).keys():
        if _is_same(getattr(args, name), out):
            raise BadInput(args.out, accepted=f"another file than that of --{name}")


def _is_same(given: str | None, out: Path) -> bool:
    return given is not None and out.exists() and Path(given).exists() and out.samefile(given)
