"""Clocks (ساعت‌ها): what happens by itself, and how often. Each action takes the present instant."""

from collections.abc import Callable
from dataclasses import dataclass

from koushaneh.audit import chain
from koushaneh.notify.actions import drain


@dataclass(frozen=True)
class Clock:
    name: str
    seconds: int
    action: Callable


CLOCKS = (
    Clock("outbox", 3, drain),
    Clock("seal", 30, lambda now: chain.seal_all()),
    Clock("checkpoint", 86_400, lambda now: chain.write_checkpoint()),
)
