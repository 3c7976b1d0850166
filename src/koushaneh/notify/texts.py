"""Every text that may leave, by name; a name that two areas claim is refused.

Facts are kept without a language and put into words for the reader: an instant, a day, a telephone,
a code, words in both languages. Whatever else they are stands as it is.
"""

from datetime import date, datetime

from koushaneh.core import values
from koushaneh.core.tables import joined
from koushaneh.notify import wording

TEXTS = joined(wording, "TEXTS")


def kept(facts):
    """Return facts as the database keeps them. Safe to repeat."""
    return {name: _kept(fact) for name, fact in facts.items()}


def _kept(fact):
    if isinstance(fact, datetime):
        return {"instant": fact.isoformat()}
    return {"day": fact.isoformat()} if isinstance(fact, date) else fact


def text_of(template, form, facts):
    """Return a text with its facts in words; `form` is "open", "covered" or "notice"."""
    said = {name: _said(fact, form) for name, fact in kept(facts).items()}
    return str(TEXTS[template][form]).format(**said)


def _said(fact, form):
    if not isinstance(fact, dict):
        return fact
    kind = next(iter(fact))
    if kind in ("phone", "code"):
        return _as_typed(kind, fact[kind], form)
    if kind == "instant":
        return values.day_and_hour(datetime.fromisoformat(fact[kind]))
    return values.long_day(date.fromisoformat(fact[kind])) if kind == "day" else values.in_language(fact)


def _as_typed(kind, text, form):
    """A telephone links and dials only ASCII digits on old devices; her page shows them as she writes them."""
    if form != "notice":
        return text
    return values.isolated(values.phone(text) if kind == "phone" else text)
