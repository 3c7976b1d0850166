"""The instruments that we ship: written by us, dedicated to the public domain, in Persian and English."""

import json
from functools import cache
from importlib import resources

from koushaneh.engine.scales.errors import UnknownInstrument
from koushaneh.engine.scales.instrument import Instrument, parse


@cache
def shipped() -> tuple[str, ...]:
    """Ids of the shipped instruments, sorted."""
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@cache
def load(id: str) -> Instrument:
    """Read and check the shipped instrument called `id`. Refuses with UnknownInstrument(id, accepted)."""
    if id not in shipped():
        raise UnknownInstrument(id=id, accepted=list(shipped()))
    source = resources.files(__name__).joinpath(f"{id}.json")
    return parse(json.loads(source.read_text(encoding="utf-8")))
