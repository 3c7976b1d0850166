"""Forms of a counsellor. They read and check; the pages act."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import offices_for
from koushaneh.core.time import TEHRAN, today
from koushaneh.counselling.actions.keys import SHORTEST
from koushaneh.counselling.rules import colleagues_for
from koushaneh.web.fields import CleanCharField, FoldedIntegerField, HourField, JalaliDateField


class LicenceForm(forms.Form):
    number = CleanCharField(label=_("شمارهٔ پروانه"), max_length=40)
    issuer = CleanCharField(
        label=_("چه نهادی داده است؟"),
        help_text=_("مانند «سازمان نظام روان‌شناسی و مشاوره»."),
        max_length=80,
    )
    valid_until = JalaliDateField(label=_("تا چه روزی اعتبار دارد؟"), earliest=today)


class SlotsForm(forms.Form):
    office = forms.ModelChoiceField(label=_("در کدام اداره؟"), queryset=None)
    day = JalaliDateField(label=_("روز"))
    hour = HourField(label=_("از ساعت"), max_length=5)
    minutes = FoldedIntegerField(
        label=_("هر وقت"), min_value=10, max_value=240, unit_label=_("دقیقه"), initial=45
    )
    count = FoldedIntegerField(label=_("چند وقت پشت هم؟"), min_value=1, max_value=20, initial=1)
    seats = FoldedIntegerField(
        label=_("برای چند نفر؟"),
        help_text=_("یک نفر یعنی مشاورهٔ فردی؛ بیشتر یعنی گروه."),
        min_value=1,
        max_value=20,
        initial=1,
    )
    topic = CleanCharField(label=_("موضوع گروه"), max_length=120, required=False)

    def __init__(self, account, data=None):
        super().__init__(data)
        self.fields["office"].queryset = offices_for(account, Permission.COUNSEL)

    def clean(self):
        given = super().clean()
        if given.get("seats", 1) > 1 and not given.get("topic"):
            self.add_error("topic", _("بنویسید گروه دربارهٔ چیست تا زنان بتوانند برگزینند."))
        return given

    def read(self):
        """Return what `open_slots` takes."""
        given = dict(self.cleaned_data)
        given["starts_at"] = datetime.combine(given.pop("day"), given.pop("hour"), TEHRAN)
        return given


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label=_("رمز کلید"), strip=False, max_length=200, widget=forms.PasswordInput({"autocomplete": "off"})
    )


class NewKeyForm(forms.Form):
    passphrase = forms.CharField(
        label=_("رمز تازه"),
        help_text=_("دست‌کم دوازده نشانه؛ چهار واژهٔ بی‌ربط خوب است. آن را هیچ‌جا نگه نمی‌داریم."),
        strip=False,
        min_length=SHORTEST,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("همان رمز، یک بار دیگر"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self):
        given = super().clean()
        if {"passphrase", "again"} <= given.keys() and given["passphrase"] != given["again"]:
            self.add_error("again", _("این دو یکی نیستند. دوباره بنویسید."))
        return given


class NoteForm(forms.Form):
    """A note; the passphrase only where the key has closed meanwhile, so that no word is lost."""

    text = forms.CharField(label=_("یادداشت"), max_length=20_000, widget=forms.Textarea({"rows": 8}))
    passphrase = forms.CharField(
        label=_("رمز کلید"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )

    def __init__(self, data=None, *, is_open, **options):
        super().__init__(data, **options)
        if is_open:
            del self.fields["passphrase"]


class HandForm(forms.Form):
    target = forms.ModelChoiceField(label=_("به کدام همکار؟"), queryset=None)

    def __init__(self, account, place, data=None):
        super().__init__(data)
        self.fields["target"].queryset = colleagues_for(account, place)


class MinutesForm(forms.Form):
    minutes = FoldedIntegerField(label=_("چند دقیقه؟"), min_value=1, max_value=480, unit_label=_("دقیقه"))


class CallForm(MinutesForm):
    on = JalaliDateField(label=_("چه روزی؟"), latest=today)
