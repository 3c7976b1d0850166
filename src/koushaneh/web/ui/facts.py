"""A fact in words: its value as people say it."""

from django.utils.translation import gettext as _

from koushaneh.registry.kinds import KINDS
from koushaneh.web.ui import values


def fact_in_words(kind, fact):
    known, value = KINDS[kind], fact.value
    if known.form == "rials":
        return values.in_toman(value)
    if known.form == "yes_no":
        return _("بله") if value else _("نه")
    if known.form == "choice":
        return str(known.choices.get(value, value))
    if known.form == "object":
        return values.listed(f"{name}: {values.digits(part)}" for name, part in sorted(value.items()))
    return values.digits(value)
