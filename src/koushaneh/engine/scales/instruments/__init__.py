"""The instruments that we ship.

Our own, dedicated to the public domain, come with their words in Persian and
English. Of published scales whose wording needs a permission only the key is
here, in `keys/`: which items there are, by short name, and how they are
scored. An institution that has the right to the words adds them to a copy.
"""

import json
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from koushaneh.engine.scales.errors import UnknownInstrument
from koushaneh.engine.scales.instrument import Instrument, parse


@cache
def shipped() -> tuple[str, ...]:
    """Ids of the instruments that come with their words, sorted."""
    return _ids(resources.files(__name__))


@cache
def keys_only() -> tuple[str, ...]:
    """Ids of the published scales of which only the key is here, sorted."""
    return _ids(resources.files(__name__) / "keys")


@cache
def load(id: str) -> Instrument:
    """Read and check the instrument called `id`, of either kind. Refuses with UnknownInstrument(id, accepted)."""
    known = sorted(shipped() + keys_only())
    if id not in known:
        raise UnknownInstrument(id=id, accepted=known)
    folder = resources.files(__name__) / ("keys" if id in keys_only() else ".")
    return parse(json.loads((folder / f"{id}.json").read_text(encoding="utf-8")))


def _ids(folder: Traversable) -> tuple[str, ...]:
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))
