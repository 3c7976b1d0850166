"""Asking (پرسیدن): a question of a call as a form field, and its answer in words.

The pages of the woman, the office and headquarters put the same questions, so it stands beside them.
"""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.questions import (
    COUNTED,
    FILED,
    LONGEST_LINE,
    LONGEST_TEXT,
    OFFICE,
    PLANNING,
    REVIEW,
    TRACK,
    questions_of,
)
from koushaneh.calls.reading import HIGHEST_NUMBER
from koushaneh.places.models import Office, Place
from koushaneh.web.conditions import condition_of, numbered, said
from koushaneh.web.fields import (
    CleanCharField,
    DocumentField,
    FoldedIntegerField,
    JalaliDateField,
    PictureField,
    TomanField,
)
from koushaneh.web.sound import SoundField
from koushaneh.web.ui import values
from koushaneh.web.ui.icons import icon_svg

YES_NO = ((True, "yes", _("بله"), "check"), (False, "no", _("نه"), "x"))
MONTHS = _("ماه")
WHO_SEES = {
    REVIEW: _("این پاسخ را داوران می‌بینند، بی‌آنکه نام شما را بدانند."),
    OFFICE: _("این پاسخ را فقط کارشناسان اداره می‌بینند، داوران نه."),
    PLANNING: _("این پاسخ هیچ امتیازی ندارد و فقط برای برنامه‌ریزی است."),
}


def _tile(label, icon):
    return format_html("{}<span>{}</span>", icon_svg(icon, 24), label) if icon else label


def _choices(question):
    return [(str(one["value"]), _tile(said(one["label"]), one.get("icon", ""))) for one in question.options]


def _radio(choices, **options):
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **options)


def _choice(question, _places, **options):
    return _radio(_choices(question), **options)


class SeveralField(forms.MultipleChoiceField):
    """Tiles of which she may press several, `most` at most."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, most=None, **options):
        self.most = most
        super().__init__(**options)

    def validate(self, value):
        super().validate(value)
        if self.most and len(value) > self.most:
            words = _("بیشتر از %(most)s گزینه نمی‌شود؛ یکی را بردارید.")
            raise ValidationError(words, "many", {"most": values.digits(self.most)})


def _several(question, _places, **options):
    return SeveralField(choices=_choices(question), most=question.maximum, **options)


def _yes_no(question, _places, **options):
    return _radio([(raw, _tile(label, icon)) for _value, raw, label, icon in YES_NO], **options)


def _text(question, _places, **options):
    options["max_length"] = question.maximum or LONGEST_TEXT
    return CleanCharField(widget=forms.Textarea({"rows": 6}), strip=True, **options)


def _line(question, _places, **options):
    return CleanCharField(max_length=question.maximum or LONGEST_LINE, **options)


def _day(question, _places, **options):
    return JalaliDateField(**options)


def _number(question, _places, **options):
    unit = MONTHS if question.kind == "months" else said(question.unit)
    highest = question.maximum or HIGHEST_NUMBER
    return FoldedIntegerField(min_value=question.minimum, max_value=highest, unit_label=unit, **options)


def _money(question, _places, **options):
    return TomanField(min_value=question.minimum, max_value=question.maximum or HIGHEST_NUMBER, **options)


def _place(question, places, **options):
    return forms.ChoiceField(choices=[("", "—"), *((one.code, str(one)) for one in places)], **options)


FIELDS = {
    "choice": _choice,
    "several": _several,
    "yes_no": _yes_no,
    "line": _line,
    "text": _text,
    "day": _day,
    "number": _number,
    "months": _number,
    "money": _money,
    "place": _place,
}
FILE_FIELDS = {"picture": PictureField, "document": DocumentField, "voice": SoundField}


def field_for(question, *, places=(), required=None, note=""):
    """Return the form field of a question, `note` beneath its help; files have forms of their own."""
    required = question.required and not question.voice if required is None else required
    help_text = " ".join(filter(None, [note, said(question.help)]))
    options = {"label": said(question.text), "help_text": help_text, "required": required}
    return FIELDS[question.kind](question, places, **options)


def who_sees(question):
    """Return who sees the answer, where the form says so."""
    return WHO_SEES.get(question.privacy, "")


def shown_value(question, value):
    """Return a kept answer as its field takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return date.fromisoformat(value) if question.kind == "day" and value else value


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
        known = numbered(questions)
        for question in questions:
            note = condition_of(question, known)
            self.fields[question.key] = field_for(question, places=places, required=False, note=note)

    @property
    def answers(self):
        """Return {key: value} of what was written down."""
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "", [])}


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
    if value in (None, "", []) or question.kind in FILED:
        return ""
    if question.kind in COUNTED:
        return _counted(question, value)
    return SPOKEN.get(question.kind, lambda _question, value: str(value))(question, value)


def _chosen(question, value):
    return next((said(one["label"]) for one in question.options if one["value"] == value), str(value))


def _counted(question, value):
    return values.in_toman(value) if question.kind == "money" else _with_unit(question, value)


def _with_unit(question, value):
    unit = MONTHS if question.kind == "months" else said(question.unit)
    return f"{values.grouped(value)} {unit}".strip()


SPOKEN = {
    "choice": _chosen,
    "several": lambda question, value: values.listed(_chosen(question, one) for one in value),
    "yes_no": lambda question, value: next(label for known, _raw, label, _icon in YES_NO if known == value),
    "day": lambda question, value: values.long_day(date.fromisoformat(value)),
    "place": lambda question, value: _place_name(value),
}


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
            "answer": in_words(question, value),
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
    answer = in_words(question, row.value) or _("بی‌پاسخ")
    return {"answer": answer, "at": row.at, "by": row.by}


def sheet_of(filled):
    """Return all questions of a form in the words of her track, and what is answered so far."""
    questions = sheet_questions(filled.application.call.form, filled.answers.get(TRACK, ""))
    initial = {one.key: shown_value(one, filled.answers.get(one.key)) for one in questions}
    return questions, {key: value for key, value in initial.items() if value is not None}


def sheet_questions(form, track=""):
    """Return the questions of a form in the words of a track, those for files left out."""
    return [one.for_track(track) for one in questions_of(form) if one.kind not in FILED]
