"""`koushaneh verify-draw record.json`: is a published draw what its own record says? Runs without Django."""

import json
import sys
from pathlib import Path

from koushaneh.engine.seating import METHOD, verify_seating
from koushaneh.engine.selection.draw import verify_draw

SENTENCES = {
    "commitment_differs": "the commitment does not fit what was revealed",
    "seed_differs": "the seed is not made of the secret and the public value",
    "order_differs": "the order is not that of the seed",
    "code_twice": "a code stands twice among the codes",
    "lists_differ": "the lists hold a code twice, an unknown one, or too many",
    "probabilities_differ": "the probabilities of the panels do not sum to one",
    "unknown_code": "a panel holds a code that did not take part",
    "panel_differs": "the drawn panel is not that of the seed",
    "missing": "is missing; before the letters go out only the commitment is published",
    "malformed": "is not what such a record holds",
}


def verify(file):
    """Print what is wrong; return 0 if nothing is, 1 if something is, 2 if the file cannot be read."""
    try:
        record = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as problem:
        print(
            f"koushaneh verify-draw: {file}: {problem}; accepted is a record as UTF-8 JSON", file=sys.stderr
        )
        return 2
    if not isinstance(record, dict):
        print(f"koushaneh verify-draw: {file}: accepted is a JSON object", file=sys.stderr)
        return 2
    if record.get("method") == METHOD:
        return _verify_seating(record)
    problems = verify_draw(record)
    for problem in problems:
        print(_sentence(problem))
    if not problems:
        print(f"everything fits: {len(record['codes'])} codes, seed {record['seed'][:16]}")
    return 1 if problems else 0


def _verify_seating(record):
    """The draw of a workshop: every part of its record is computed again."""
    problems = verify_seating(record)
    for name in problems:
        print(f"{name} is not what comes out of the secret and the wishes")
    if not problems:
        print(f"everything fits: {len(record['wishes'])} wishes, seed {record['seed'][:16]}")
    return 1 if problems else 0


def _sentence(problem):
    code, _, name = problem.partition(":")
    return f"{name} {SENTENCES[code]}" if name else SENTENCES[code]
