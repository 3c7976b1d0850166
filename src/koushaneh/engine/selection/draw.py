"""A public draw that anybody can recompute: commit before the public source speaks, reveal after.

The commitment is published at preparation. It fixes codes, inputs, method,
the public source to come and the office's secret, so the office cannot choose
a seed afterwards; and without the secret nobody else can foresee it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from koushaneh.engine.seeds import draw_key

COMMITTED = ("codes", "input_hash", "method", "source", "secret")
REVEALED = ("commitment", "source_value", "seed", "order")


def commitment(codes: Sequence[str], *, input_hash: str, method: str, source: str, secret: str) -> str:
    """Return the hexadecimal SHA-256 that binds the draw; `codes` count in sorted order."""
    parts = [sorted(codes), input_hash, method, source, secret]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def revealed_seed(*, secret: str, source_value: str) -> str:
    """Return the seed: hexadecimal SHA-256 of the secret, a line feed and what the public source said."""
    return hashlib.sha256(f"{secret}\n{source_value}".encode()).hexdigest()


def draw_order(seed: str, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes in the order of their draw, the first drawn first."""
    return tuple(sorted(codes, key=lambda code: (draw_key(seed, code), code)))


def draw_share(seed: str) -> float:
    """Return a number from 0 up to, not including, 1: the first 52 bits of the draw key of "panel"."""
    return int(draw_key(seed, "panel")[:13], 16) / 16**13


def drawn_panel(seed: str, probabilities: Sequence[float]) -> int:
    """Return which panel is drawn: the first at which the summed probabilities pass `draw_share`."""
    share, passed = draw_share(seed), 0.0
    for at, probability in enumerate(probabilities):
        passed += probability
        if share < passed:
            return at
    return max(at for at, probability in enumerate(probabilities) if probability > 0)


def draw_record(
    codes: Sequence[str], *, input_hash: str, method: str, source: str, secret: str, source_value: str
) -> dict[str, Any]:
    """Return the record that is published after the draw and that `verify_draw` checks."""
    seed = revealed_seed(secret=secret, source_value=source_value)
    return {
        "codes": sorted(codes),
        "input_hash": input_hash,
        "method": method,
        "source": source,
        "secret": secret,
        "commitment": commitment(codes, input_hash=input_hash, method=method, source=source, secret=secret),
        "source_value": source_value,
        "seed": seed,
        "order": list(draw_order(seed, codes)),
    }


def verify_draw(record: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a published record, as codes; an empty list means that it holds.

    Beyond the order a record may hold the lists `chosen` and `waiting` with
    the `seats`, or `panels` (members, probability) with the `drawn` members
    of one of them. `missing:NAME` and `malformed:NAME`
    tell of fields that cannot be checked.
    """
    problems = _malformed(record)
    if problems:
        return problems
    committed = {name: record[name] for name in COMMITTED[1:]}
    if record["commitment"] != commitment(record["codes"], **committed):
        problems.append("commitment_differs")
    seed = revealed_seed(secret=record["secret"], source_value=record["source_value"])
    if record["seed"] != seed:
        problems.append("seed_differs")
    if len(set(record["codes"])) < len(record["codes"]):
        problems.append("code_twice")
    if list(record["order"]) != list(draw_order(seed, record["codes"])):
        problems.append("order_differs")
    return problems + _list_problems(record) + _panel_problems(record, seed)


def _malformed(record: Mapping[str, Any]) -> list[str]:
    problems = [f"missing:{name}" for name in COMMITTED + REVEALED if name not in record]
    for name in set(record) & {*COMMITTED, *REVEALED}:
        is_list = name in ("codes", "order")
        value = record[name]
        if not (_is_list_of_codes(value) if is_list else isinstance(value, str)):
            problems.append(f"malformed:{name}")
    return sorted(problems)


def _list_problems(record: Mapping[str, Any]) -> list[str]:
    names = [name for name in ("chosen", "waiting") if name in record]
    problems = [f"malformed:{name}" for name in names if not _is_list_of_codes(record[name])]
    seats = record.get("seats")
    if seats is not None and (not isinstance(seats, int) or seats < 0):
        problems.append("malformed:seats")
    if problems:
        return problems
    listed = [code for name in names for code in record[name]]
    is_overfull = seats is not None and len(record.get("chosen", ())) > seats
    is_wrong = len(set(listed)) < len(listed) or set(listed) - set(record["codes"]) or is_overfull
    return ["lists_differ"] if is_wrong else []


def _is_list_of_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


def _panel_problems(record: Mapping[str, Any], seed: str) -> list[str]:
    if "panels" not in record:
        return []
    try:
        panels = [(sorted(panel["members"]), float(panel["probability"])) for panel in record["panels"]]
        drawn = sorted(record["drawn"])
    except (KeyError, TypeError, ValueError):
        return ["malformed:panels"]
    probabilities = [probability for _, probability in panels]
    problems = []
    if not panels or min(probabilities) < 0 or abs(sum(probabilities) - 1.0) > 1e-6:
        return ["probabilities_differ"]
    if any(set(members) - set(record["codes"]) for members, _ in panels):
        problems.append("unknown_code")
    if drawn != panels[drawn_panel(seed, probabilities)][0]:
        problems.append("panel_differs")
    return problems
