"""Words (واژه‌ها): the sentence for every code of a refusal or a reason. A test checks that none is missing.

A sentence says what happened, what it means for her, what to do next. Each area keeps its own table
in `web/wording/`; this module joins them and refuses a code that two tables claim.
"""

from importlib import import_module
from pkgutil import iter_modules

from koushaneh.web import wording


def _joined():
    table = {}
    for module in iter_modules(wording.__path__):
        words = import_module(f"{wording.__name__}.{module.name}").WORDS
        if twice := table.keys() & words.keys():
            raise ValueError(f"{module.name} words codes that another table has: {sorted(twice)}")
        table |= words
    return table


SENTENCES = _joined()


def sentence(code, facts=None):
    """Return the sentence for a code, with its facts put in; KeyError for a code without words."""
    return str(SENTENCES[code]).format(**(facts or {}))


__all__ = ["SENTENCES", "sentence"]
