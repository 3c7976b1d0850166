"""Every text that may leave, by name; a name that two areas claim is refused."""

from importlib import import_module
from pkgutil import iter_modules

from koushaneh.notify import wording


def _joined():
    table = {}
    for module in iter_modules(wording.__path__):
        texts = import_module(f"{wording.__name__}.{module.name}").TEXTS
        if twice := table.keys() & texts.keys():
            raise ValueError(f"{module.name} names texts that another table has: {sorted(twice)}")
        table |= texts
    return table


TEXTS = _joined()


def text_of(template, form, facts):
    """Return a text with its facts put in; `form` is "open", "covered" or "notice"."""
    return str(TEXTS[template][form]).format(**facts)
