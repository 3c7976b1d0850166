"""Conditions of questions in words (شرط پرسش): "only if the answer to question 3 was ...", wherever all
questions stand on one sheet: on paper, at the office, in the builder."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koushaneh.web.ui import values


def said(text):
    """Return {"fa", "en"} in the language of the page, Persian where there is no other."""
    return text.get(get_language() or "fa") or text.get("fa", "")


def numbered(questions):
    """Return {key: (number, question)} of questions in the order in which they stand."""
    return {one.key: (number, one) for number, one in enumerate(questions, 1)}


def condition_of(question, known):
    """Return when a question is asked, "" for always. `known` as from `numbered`."""
    parts = [_part(key, accepted, known) for key, accepted in question.when.items() if key in known]
    if not parts:
        return ""
    return _("فقط اگر %(conditions)s") % {"conditions": _(" و ").join(parts)}


def _part(key, accepted, known):
    number, source = known[key]
    words = _(" یا ").join(_("«%(answer)s»") % {"answer": _word(source, one)} for one in accepted)
    return _("پاسخ پرسش %(number)s %(answers)s است") % {"number": values.digits(number), "answers": words}


def _word(source, value):
    if isinstance(value, bool):
        return _("بله") if value else _("نه")
    return next((said(one["label"]) for one in source.options if one["value"] == value), str(value))
