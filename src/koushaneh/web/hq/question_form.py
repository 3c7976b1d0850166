"""The form with which headquarters writes one question. It reads and checks; actions write."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.faults import MAY_OPEN
from koushaneh.calls.form_order import parts
from koushaneh.calls.questions import CHOSEN, OFFICE, PLANNING, REVIEW, WRITTEN, questions_of
from koushaneh.web.conditions import said
from koushaneh.web.fields import CleanCharField, FoldedIntegerField
from koushaneh.web.ui import values

KINDS = {
    "choice": _("گزینه‌ها، یکی"),
    "several": _("گزینه‌ها، چندتا"),
    "yes_no": _("بله یا نه"),
    "number": _("عدد با یکا"),
    "months": _("چند ماه"),
    "money": _("پول، به تومان"),
    "day": _("روز، ماه و سال"),
    "line": _("متن کوتاه"),
    "text": _("متن بلند"),
    "place": _("منطقه"),
    "picture": _("عکس"),
    "document": _("مدرک"),
    "voice": _("صدا"),
}
PRIVACY = [
    ("", _("به شیوهٔ همیشگی: داوران فقط پاسخ‌های بی‌نشان و متن ویرایش‌شده را می‌بینند")),
    (REVIEW, _("داوران می‌بینند؛ متن آزاد پس از ویرایش")),
    (OFFICE, _("فقط اداره می‌بیند")),
    (PLANNING, _("فقط برای برنامه‌ریزی؛ هیچ امتیازی ندارد")),
]
SPARE_ROWS = 3
BOUNDED = {"number", "months", "money", "several", *WRITTEN}
RIALS = 10


def _text(label, *, rows=0, required=False, most=400):
    widget = forms.Textarea({"rows": rows}) if rows else None
    more = {"widget": widget} if widget else {}
    return CleanCharField(label=label, required=required, max_length=most, **more)


class QuestionForm(forms.Form):
    """One question of a kind: words in both languages, options, bounds, part, condition, who sees it."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text_fa = _text(_("پرسش"), rows=2, required=True)
    text_en = _text(_("پرسش به انگلیسی"), rows=2)
    help_fa = _text(_("راهنما، زیر پرسش"), rows=2, most=600)
    help_en = _text(_("راهنما به انگلیسی"), rows=2, most=600)
    required = forms.BooleanField(label=_("پاسخ لازم است"), required=False)
    voice = forms.BooleanField(label=_("با صدا هم می‌شود پاسخ داد"), required=False)
    minimum = FoldedIntegerField(label=_("کمترین"), required=False, min_value=0)
    maximum = FoldedIntegerField(label=_("بیشترین"), required=False, min_value=1)
    unit_fa = _text(_("یکا"), most=40)
    unit_en = _text(_("یکا به انگلیسی"), most=40)
    section_fa = _text(_("بخش فرم"), most=60)
    section_en = _text(_("بخش فرم به انگلیسی"), most=60)
    privacy = forms.ChoiceField(
        label=_("چه کسی پاسخ را می‌بیند؟"), choices=PRIVACY, required=False, widget=forms.RadioSelect
    )
    when = forms.MultipleChoiceField(
        label=_("فقط وقتی پرسیده شود که"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, call, kind, question=None, readers=(), **options):
        self.call, self.kind, self.question = call, kind, question or {}
        self.points = next((reader.points for reader in readers if reader.points is not None), None)
        super().__init__(*args, initial={"seen": call.form_id, **self._kept()}, **options)
        self._leave_out()
        self.fields["when"].choices = self._conditions()
        if not self.fields["when"].choices:
            del self.fields["when"]
        self._add_options()

    def _kept(self):
        one = self.question
        words = {
            f"{name}_{language}": one.get(name, {}).get(language, "")
            for name in ("text", "help", "unit", "section")
            for language in ("fa", "en")
        }
        bounds = {name: self._shown(one.get(name)) for name in ("minimum", "maximum")}
        plain = {name: one.get(name) for name in ("required", "voice", "privacy")}
        when = [f"{key}={value}" for key, accepted in one.get("when", {}).items() for value in accepted]
        return {**words, **bounds, **plain, "when": when}

    def _shown(self, bound):
        return bound // RIALS if bound and self.kind == "money" else bound

    def _leave_out(self):
        unused = set()
        if self.kind not in BOUNDED:
            unused |= {"minimum", "maximum"}
        if self.kind in (*WRITTEN, "several"):
            unused.add("minimum")
        if self.kind != "number":
            unused |= {"unit_fa", "unit_en"}
        if self.kind != "text":
            unused.add("voice")
        for name in unused:
            del self.fields[name]

    def _conditions(self):
        """Return the answers of earlier questions, grouped by question, that this one may wait for."""
        found = []
        for number, one in enumerate(questions_of(self.call.form), 1):
            if one.key == self.question.get("key"):
                break
            if one.kind in MAY_OPEN:
                found.append((f"{values.digits(number)}. {said(one.text)}", _answers(one)))
        return found

    def _add_options(self):
        self.option_rows = []
        if self.kind not in CHOSEN:
            return
        options = [*self.question.get("options", ()), *({} for _ in range(SPARE_ROWS))]
        for number, option in enumerate(options):
            self.option_rows.append(self._option_row(number, option))

    def _option_row(self, number, option):
        label, value = option.get("label", {}), str(option.get("value", ""))
        shown = values.digits(number + 1)
        names = {
            f"option_{number}_fa": _text(_t("گزینهٔ {number}").format(number=shown), most=120),
            f"option_{number}_en": _text(_t("گزینهٔ {number} به انگلیسی").format(number=shown), most=120),
        }
        self.initial |= {f"option_{number}_fa": label.get("fa"), f"option_{number}_en": label.get("en")}
        if self.points is not None:
            title = _t("امتیاز گزینهٔ {number}").format(number=shown)
            percent = FoldedIntegerField(
                label=title, required=False, min_value=0, max_value=100, unit_label=_("از ۱۰۰")
            )
            names[f"option_{number}_points"] = percent
            if value in self.points:
                self.initial[f"option_{number}_points"] = self.points[value] // 10_000
        self.fields.update(names)
        return number, option, list(names)

    @property
    def main_fields(self):
        own = {name for _number, _option, names in self.option_rows for name in names}
        return [self[name] for name in self.fields if name not in own and name != "seen"]

    @property
    def option_fields(self):
        return [[self[name] for name in names] for _number, _option, names in self.option_rows]

    def as_question(self):
        """Return the question as a form keeps it: what is empty is left out, what is not shown here stays."""
        kept = {name: self.question[name] for name in ("key", "variants", "gate") if self.question.get(name)}
        found = {**kept, "kind": self.kind}
        for name in ("text", "help", "unit", "section"):
            words = {language: self.cleaned_data.get(f"{name}_{language}", "") for language in ("fa", "en")}
            if words["fa"]:
                found[name] = words
        plain = {name: self.cleaned_data.get(name) for name in ("required", "voice", "privacy")}
        found |= {name: value for name, value in {**plain, **self._bounds()}.items() if value}
        if self.option_rows:
            found["options"] = [option for option, _points in self._options()]
        if when := self._when():
            found["when"] = when
        return found

    def _bounds(self):
        factor = RIALS if self.kind == "money" else 1
        bounds = {name: self.cleaned_data.get(name) for name in ("minimum", "maximum")}
        return {name: value * factor for name, value in bounds.items() if value}

    def _options(self):
        """Yield (option, points) of the rows that have words; a new one gets a value of its own."""
        taken = {str(option.get("value", "")) for _number, option, _names in self.option_rows}
        for number, option, _names in self.option_rows:
            fa = self.cleaned_data.get(f"option_{number}_fa")
            if not fa:
                continue
            value = option.get("value", _free(taken))
            taken.add(str(value))
            label = {"fa": fa, "en": self.cleaned_data.get(f"option_{number}_en") or ""}
            yield {**option, "value": value, "label": label}, self.cleaned_data.get(f"option_{number}_points")

    def points_given(self):
        """Return {value: percent} of the options for which points were written."""
        return {str(option["value"]): points for option, points in self._options() if points is not None}

    def _when(self):
        known = {one.key: one for one in questions_of(self.call.form)}
        found = {}
        for pair in self.cleaned_data.get("when", ()):
            key, _sign, raw = pair.partition("=")
            found.setdefault(key, []).append(_value_of(known[key], raw))
        return found

    def section_names(self):
        """Return the parts that the form has, to be written again."""
        return [said(section) for section, _questions in parts(self.call.form.questions) if section]


def _answers(question):
    if question.kind == "yes_no":
        return [(f"{question.key}=True", _t("بله")), (f"{question.key}=False", _t("نه"))]
    return [(f"{question.key}={one['value']}", said(one["label"])) for one in question.options]


def _value_of(question, raw):
    if question.kind == "yes_no":
        return raw == "True"
    return next(one["value"] for one in question.options if str(one["value"]) == raw)


def _free(taken):
    number = 1
    while f"o{number}" in taken:
        number += 1
    return f"o{number}"
