"""Asking (پرسیدن): a question of a call as a form field, and its answer in words.

The pages of the woman, the office and headquarters put the same questions, so it stands beside them.
"""

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.questions import COUNTED, FILED, TRACK, parse
from koushaneh.places.models import Office, Place
from koushaneh.web.fields import CleanCharField, DocumentField, FoldedIntegerField, PictureField, TomanField
from koushaneh.web.sound import SoundField
from koushaneh.web.ui import values
from koushaneh.web.ui.icons import icon_svg

YES_NO = ((True, "yes", _("بله"), "check"), (False, "no", _("نه"), "x"))
MONTHS = _("ماه")


def said(text):
    """Return {"fa", "en"} in the language of the page, Persian where there is no other."""
    return text.get(get_language() or "fa") or text.get("fa", "")


def _tile(label, icon):
    return format_html("{}<span>{}</span>", icon_svg(icon, 24), label) if icon else label


def _choices(question):
    return [(str(one["value"]), _tile(said(one["label"]), one.get("icon", ""))) for one in question.options]


def _radio(choices, **options):
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


def _choice(question, _places, **options):
    return _radio(_choices(question), **options)


def _yes_no(question, _places, **options):
    return _radio([(raw, _tile(label, icon)) for _value, raw, label, icon in YES_NO], **options)


def _text(question, _places, **options):
    options["max_length"] = question.maximum or 3000
    return CleanCharField(widget=forms.Textarea({"rows": 6}), strip=True, **options)


def _number(question, _places, **options):
    unit = MONTHS if question.kind == "months" else said(question.unit)
    return FoldedIntegerField(
        min_value=question.minimum, max_value=question.maximum, unit_label=unit, **options
    )


def _money(question, _places, **options):
    return TomanField(min_value=question.minimum, max_value=question.maximum, **options)


def _place(question, places, **options):
    return forms.ChoiceField(choices=[("", "—"), *((one.code, str(one)) for one in places)], **options)


FIELDS = {
    "choice": _choice,
    "yes_no": _yes_no,
    "text": _text,
    "number": _number,
    "months": _number,
    "money": _money,
    "place": _place,
}
FILE_FIELDS = {"picture": PictureField, "document": DocumentField, "voice": SoundField}


def field_for(question, *, places=(), required=None):
    """Return the form field of a question; files have forms of their own."""
    required = question.required and not question.voice if required is None else required
    options = {"label": said(question.text), "help_text": said(question.help), "required": required}
    return FIELDS[question.kind](question, places, **options)


def shown_value(value):
    """Return a kept answer as its field takes it."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class AnswerForm(forms.Form):
    """One question. `revision` is the answer she saw, so that two tabs do not overwrite each other."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, question, *args, places=(), **options):
        super().__init__(*args, **options)
        self.fields["answer"] = field_for(question, places=places)


class FileForm(forms.Form):
    """One file for one question."""

    def __init__(self, kind, *args, label="", **options):
        super().__init__(*args, **options)
        self.fields["file"] = FILE_FIELDS[kind](label=label)


class SheetForm(forms.Form):
    """All questions of a call on one sheet, as an officer or the entry of a paper form needs them."""

    def __init__(self, questions, *args, places=(), **options):
        super().__init__(*args, **options)
        for question in questions:
            if question.kind not in FILED:
                self.fields[question.key] = field_for(question, places=places, required=False)

    @property
    def answers(self):
        """Return {key: value} of what was written down."""
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "")}


def places_of(call):
    """Return the districts of a call, for questions about a place."""
    inside = Place.objects.filter(path__startswith=call.place.path)
    districts = list(inside.filter(kind=Place.Kind.DISTRICT))
    return districts or list(inside)


def districts():
    """Return every district of a city that has an office of its own, for "which office is yours?"."""
    own = Office.objects.filter(kind=Office.Kind.DISTRICT_OFFICE, closed_on=None).values("place")
    return Place.objects.filter(pk__in=own)


def in_words(question, value, *, files=0):
    """Return an answer as a person reads it, "" for none."""
    if files:
        return _("%(count)s پرونده") % {"count": values.grouped(files)}
    if value in (None, "", []):
        return ""
    if question.kind == "choice":
        return next((said(one["label"]) for one in question.options if one["value"] == value), str(value))
    if question.kind == "yes_no":
        return next(label for known, _raw, label, _icon in YES_NO if known == value)
    if question.kind == "money":
        return values.in_toman(value)
    if question.kind in COUNTED:
        unit = MONTHS if question.kind == "months" else said(question.unit)
        return f"{values.grouped(value)} {unit}".strip()
    return _place_name(value) if question.kind == "place" else str(value)


def _place_name(code):
    return str(Place.objects.filter(code=code).first() or "")


def given_rows(filled):
    """Return every question that is asked with what was given, for an officer to read."""
    earlier = _earlier(filled)
    for question in filled.questions:
        value = filled.answers.get(question.key)
        yield {
            "key": question.key,
            "text": said(question.text),
            "answer": in_words(question, None if isinstance(value, list) else value),
            "files": filled.files.get(question.key, []),
            "is_missing": question.required and not filled.is_answered(question),
            "earlier": [_former(question, row) for row in earlier.get(question.key, [])],
        }


def _earlier(filled):
    """Return the answers that were replaced, oldest first, by question."""
    found = {}
    for row in filled.application.answers.filter(is_current=False).select_related("by").order_by("revision"):
        found.setdefault(row.key, []).append(row)
    return found


def _former(question, row):
    answer = in_words(question, None if isinstance(row.value, list) else row.value) or _("بی‌پاسخ")
    return {"answer": answer, "at": row.at, "by": row.by}


def sheet_of(filled):
    """Return all questions of a form in the words of her track, and what is answered so far."""
    track = filled.answers.get(TRACK, "")
    questions = track_words(parse(filled.application.call.form.questions), track)
    return questions, {key: shown_value(value) for key, value in filled.answers.items()}


def track_words(questions, track=""):
    """Return questions in the words of a track, those for files left out."""
    return [one.for_track(track) for one in questions if one.kind not in FILED]


def on_paper(call):
    """Return the questions of a call as a printed form puts them: text, help, boxes or lines."""
    for number, question in enumerate(track_words(parse(call.form.questions)), 1):
        yield {
            "number": number,
            "text": said(question.text),
            "help": said(question.help),
            "boxes": [said(one["label"]) for one in question.options]
            or ([label for _value, _raw, label, _icon in YES_NO] if question.kind == "yes_no" else []),
            "lines": 5 if question.kind == "text" else 1,
            "unit": _unit(question),
        }


def _unit(question):
    if question.kind == "money":
        return _("تومان")
    return MONTHS if question.kind == "months" else said(question.unit)
