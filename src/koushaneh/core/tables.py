"""One table out of many modules: each area words its own codes, and no two may claim the same."""

from importlib import import_module
from pkgutil import iter_modules


def joined(package, attribute):
    """Return the union of the dictionaries `attribute` of all modules of a package; ValueError for a key twice."""
    table = {}
    for module in iter_modules(package.__path__):
        part = getattr(import_module(f"{package.__name__}.{module.name}"), attribute)
        if twice := table.keys() & part.keys():
            raise ValueError(
                f"{package.__name__}.{module.name} has keys that another module has: {sorted(twice)}"
            )
        table |= part
    return table
