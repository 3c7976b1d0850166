"""What leaving looks like in words, and its forms: what lacks, what was computed, what is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.core.time import today
from koushaneh.graduation.models import CheckIn, Graduation, Item
from koushaneh.graduation.queries import items_of, standing_of
from koushaneh.web.fields import CleanCharField, JalaliDateField
from koushaneh.web.ui import values

HEARD = [one for one in Graduation.Confirmation.choices if one[0] != Graduation.Confirmation.SELF]
LACKS = {
    "no_file": _("پرونده‌ای ندارد که از روی آن حساب شود."),
    "no_need": _("نیاز خانوار او معلوم نیست: شمار افراد تحت تکفل در پرونده نیست یا ستاد عددش را ننوشته است."),
    "no_income": _("برای همهٔ این ماه‌ها درآمدی با مدرک در پرونده نیست."),
    "only_said": _("آنچه در پرونده است فقط گفتهٔ خود اوست و مدرکی ندارد."),
    "no_index": _("ستاد شاخص قیمت همهٔ این ماه‌ها را هنوز وارد نکرده است."),
    "no_fact": _("در پرونده چیزی دربارهٔ آن نیست."),
    "no_milestone": _("دستاورد تأییدشده‌ای که آن را نشان دهد نیست."),
}
NEEDS = {"file": _("نیاز خانوار خودش، با مدرک"), "table": _("نیاز خانوارهای هم‌اندازه، از جدول ستاد")}
VERDICTS = [one for one in Item.Verdict.choices if one[0] != Item.Verdict.OPEN]


def look_at(graduation):
    """Return the items with what is read beside them, and how the review stands."""
    items = items_of(graduation)
    standing = standing_of(graduation, today(), items)
    for item in items:
        item.why_not = LACKS.get(item.lack, "")
        item.need_by = NEEDS.get(item.found.get("by"), "")
        item.months = [{**month, "name": _month(month["first"])} for month in item.found.get("months", ())]
    return items, standing


def _month(first):
    return values.long_day(forms.DateField().to_python(first))


class ItemForm(forms.Form):
    """One criterion: is it so, since when, what shows it."""

    verdict = forms.ChoiceField(label=_("این معیار"), choices=VERDICTS, widget=forms.RadioSelect)
    since = JalaliDateField(label=_("از چه روزی؟"), latest=today, required=False)
    evidence = CleanCharField(
        label=_("چه چیزی آن را نشان داد؟"), help_text=_("مانند دفتر فروش یا دفترچهٔ پس‌انداز."), max_length=300
    )

    def __init__(self, item, data=None):
        known = {name: getattr(item, name) for name in ("verdict", "since", "evidence")}
        if known["verdict"] == Item.Verdict.OPEN:
            del known["verdict"]
        super().__init__(data, initial=known, auto_id=f"item_{item.pk}_%s")
        self.item = item
        self.fields["evidence"].required = False

    def clean(self):
        said = super().clean()
        if said.get("verdict") != Item.Verdict.MET or self.errors:
            return said
        if self.item.criterion.is_lasting and not said.get("since"):
            self.add_error("since", _("بنویسید از چه روزی چنین است."))
        if self.item.criterion.method != "ask" and not said.get("evidence"):
            self.add_error("evidence", _("بنویسید چه مدرکی دیدید."))
        return said

    @property
    def answer(self):
        said = self.cleaned_data
        return {
            "is_met": said["verdict"] == Item.Verdict.MET,
            "since": said["since"],
            "evidence": said["evidence"],
        }


class StatementForm(forms.Form):
    text = CleanCharField(
        label=_("با زبان خودتان بنویسید"),
        help_text=_("آیا می‌توانید بی‌حمایت ادامه بدهید؟ اگر نگرانی‌ای دارید همان را بنویسید."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    can_go_on = forms.TypedChoiceField(
        label=_("نظر شما"),
        choices=[("yes", _("می‌توانم بی‌حمایت ادامه بدهم")), ("no", _("هنوز به حمایت نیاز دارم"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class HeardStatementForm(StatementForm):
    """The same, as an officer writes it down for her."""

    confirmation = forms.ChoiceField(label=_("چگونه گفت؟"), choices=HEARD, widget=forms.RadioSelect)

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["text"].label = _("با زبان خودش بنویسید و برایش بخوانید")
        self.fields["text"].help_text = _("آیا می‌تواند بی‌حمایت ادامه بدهد؟ نگرانی‌اش را هم بنویسید.")
        self.fields["can_go_on"].label = _("نظر او")


class WordsForm(forms.Form):
    """A few words that somebody reads, in a field that bears the name of what an action takes."""

    def __init__(self, data=None, *, label, help_text="", required=True, name="words", mark=""):
        super().__init__(data, auto_id=f"{mark or name}_%s")
        widget = forms.Textarea({"rows": 3})
        self.fields[name] = CleanCharField(
            label=label, help_text=help_text, required=required, max_length=300, widget=widget
        )


class AnswerForm(forms.Form):
    """What she answered at the office or by telephone."""

    answer = forms.ChoiceField(
        label=_("چه گفت؟"),
        choices=[
            (Graduation.State.AGREED, _("موافق است")),
            (Graduation.State.NOT_YET, _("هنوز نه؛ حمایت ادامه می‌یابد")),
            (Graduation.State.OBJECTED, _("اعتراض دارد")),
        ],
        widget=forms.RadioSelect,
    )
    confirmation = forms.ChoiceField(label=_("چگونه گفت؟"), choices=HEARD, widget=forms.RadioSelect)
    words = CleanCharField(
        label=_("سخن او"), help_text=_("برای اعتراض لازم است."), max_length=300, required=False
    )

    def __init__(self, data=None):
        super().__init__(data, auto_id="answer_%s")

    def clean(self):
        said = super().clean()
        if said.get("answer") == Graduation.State.OBJECTED and not said.get("words"):
            self.add_error("words", _("بنویسید به چه چیزی اعتراض دارد."))
        return said


class DayForm(forms.Form):
    effective_on = JalaliDateField(
        label=_("از چه روزی مستقل است؟"), help_text=_("روزی پس از امروز. تا آن روز می‌تواند بگوید هنوز نه.")
    )

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day and day <= today():
            raise forms.ValidationError(_("این روز گذشته است. روزی پس از امروز بنویسید."))
        return day


class CheckInForm(forms.Form):
    wish = forms.ChoiceField(
        label=_("حالش چطور است؟"), choices=CheckIn.Wish.choices, widget=forms.RadioSelect
    )
    note = CleanCharField(label=_("چه قرار شد؟"), max_length=300, required=False)

    def __init__(self, check, data=None):
        super().__init__(data, auto_id=f"check_{check.pk}_%s")
        self.check = check
