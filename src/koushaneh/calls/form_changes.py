"""What differs between two versions of a form (تفاوت دو نسخه): added, removed, moved, edited, word by word."""

from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from koushaneh.calls.questions import Question

ADDED, REMOVED, MOVED, EDITED = "added", "removed", "moved", "edited"
NAMES = tuple(one.name for one in fields(Question) if one.name != "key")


@dataclass(frozen=True)
class Change:
    """One question of which something differs; `parts` are (field, before, after) of an edited one."""

    did: str
    key: str
    text: dict
    parts: tuple = ()


def changes_between(before, after):
    """Return the Changes that lead from one list of questions to the other, in the order of the form."""
    old, new = ({one["key"]: one for one in questions} for questions in (before, after))
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    found = [Change(REMOVED, key, old[key]["text"]) for key in old if key not in new]
    for key, question in new.items():
        if key not in old:
            found.append(Change(ADDED, key, question["text"]))
            continue
        if key in moved:
            found.append(Change(MOVED, key, question["text"]))
        if parts := _parts(old[key], question):
            found.append(Change(EDITED, key, question["text"], parts))
    return found


def _moved(old, new):
    """Return the keys that left their place, as few as explain the new order."""
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {key for block in kept for key in old[block.a : block.a + block.size]}
    return set(old) - stayed


def _parts(before, after):
    """Compare as questions, so that what is left out and what is empty are the same."""
    old, new = Question(**before), Question(**after)
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in NAMES]
    return tuple((name, one, other) for name, one, other in pairs if _plain(one) != _plain(other))


def _plain(value):
    return list(value) if isinstance(value, tuple) else value
