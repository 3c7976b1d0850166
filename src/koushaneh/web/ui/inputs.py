"""Fields and forms: label above, help beneath, error beside the field and in a summary on top."""

from django.core.exceptions import ValidationError
from django.forms import (
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    HiddenInput,
    ModelChoiceField,
    RadioSelect,
)
from django.utils.translation import gettext as _

from koushaneh.engine import persian
from koushaneh.web.ui.boxes import draw
from koushaneh.web.ui.pieces import checked
from koushaneh.web.ui.values import is_persian

DASHES = ModelChoiceField(None).empty_label  # what Django writes where nothing is chosen yet
LOOKS = {"", "scale", "wide"}


def field(context, *, of, look=""):
    """{% field of=form.name %}; choices may look like a `scale` in one row, or be `wide` on desks."""
    checked(look, LOOKS, "look of a field")
    if isinstance(of.field.widget, HiddenInput):
        return of.as_widget()
    if getattr(of.field, "empty_label", None) == DASHES:
        of.field.empty_label = _("انتخاب کنید")
    if isinstance(of.field.widget, FileInput):
        of.field.widget.attrs |= chooser()
    if of.name.endswith("_en"):
        of.field.widget.attrs |= {"dir": "ltr", "lang": "en"}
    known = {"field": of, "kind": _kind(of), "spelt": _spelt(of), "errors": _said(of.errors), "look": look}
    return draw(context, "field", known)


def chooser():
    """Words for a file input, in the language of the page: browsers speak their own."""
    return {"data-choose": _("انتخاب کنید"), "data-none": _("هنوز چیزی برگزیده نشده است")}


def fields(context, *, of):
    """{% fields of=form %}: every field, in the order of the form."""
    return draw(context, "fields", {"form": of})


def errors(context, *, of):
    """{% errors of=form %}: what is missing or wrong, with a link to each field."""
    if not of.errors:
        return ""
    wrong = [(bound, error) for bound in of for error in _said(bound.errors)]
    return draw(context, "errors", {"wrong": wrong, "general": _said(of.non_field_errors())})


def _said(errors):
    """Return the messages, with our own words for a field that was left empty."""
    said = []
    for error in errors.as_data():
        said += [_("این بخش هنوز خالی است.")] if error.code == "required" else error.messages
    return said


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
