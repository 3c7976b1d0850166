"""Refusals of the engine: a code and facts, never a sentence. Words for people are in `web/words.py`."""

from typing import Any


class EngineError(Exception):
    """Something the engine will not do.

    `code` names the refusal for programs, `facts` holds what the words need
    (plain values only).
    """

    code = "engine.refused"

    def __init__(self, **facts: Any) -> None:
        super().__init__(f"{self.code} {facts}")
        self.facts = facts
