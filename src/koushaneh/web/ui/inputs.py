"""Fields and forms: label above, help beneath, error beside the field and in a summary on top."""

from django.core.exceptions import ValidationError
from django.forms import CheckboxInput, CheckboxSelectMultiple, HiddenInput, RadioSelect

from koushaneh.engine import persian
from koushaneh.web.ui.boxes import draw
from koushaneh.web.ui.values import is_persian


def field(context, *, of):
    """{% field of=form.name %}"""
    if isinstance(of.field.widget, HiddenInput):
        return of.as_widget()
    return draw(context, "field", {"field": of, "kind": _kind(of), "spelt": _spelt(of)})


def fields(context, *, of):
    """{% fields of=form %}: every field, in the order of the form."""
    return draw(context, "fields", {"form": of})


def errors(context, *, of):
    """{% errors of=form %}: what is missing or wrong, with a link to each field."""
    return draw(context, "errors", {"form": of}) if of.errors else ""


def _kind(bound):
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if widget.use_fieldset else "line"


def _spelt(bound):
    """Return the amount in words, for money that has been entered."""
    if getattr(bound.field, "unit", "") != "toman" or not is_persian():
        return ""
    try:
        return persian.spell(bound.field.to_python(bound.value()) // 10)
    except (TypeError, ValueError, persian.NumberTooLarge, ValidationError):
        return ""
