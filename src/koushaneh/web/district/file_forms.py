"""Forms of a woman's record. They read and check; the pages act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_for
from koushaneh.core.time import today
from koushaneh.engine.errors import EngineError
from koushaneh.engine.persian import to_ascii
from koushaneh.registry.kinds import KINDS
from koushaneh.registry.models import Category, Evidence, File, Service
from koushaneh.web.district.evidence import proofs_of
from koushaneh.web.fields import CleanCharField, JalaliDateField, NationalIdField, PhoneField, TomanField

BY_HAND = {File.State.ACTIVE.value, File.State.SUSPENDED.value, File.State.EXITED.value}
CHANGES = {
    "opened": _("پرونده باز شد"),
    "head_verified": _("سرپرستی احراز شد"),
    "category": _("نوع سرپرستی تغییر کرد"),
    "moved_place": _("به منطقهٔ دیگری رفت"),
}
BODIES = [
    ("welfare", _("بهزیستی")),
    ("relief_committee", _("کمیتهٔ امداد")),
    ("martyrs", _("بنیاد شهید")),
    ("social_security", _("تأمین اجتماعی")),
    ("charity", _("خیریه")),
]
WRITTEN = [
    (code, kind.name) for code, kind in KINDS.items() if kind.form in ("number", "rials", "choice", "yes_no")
]


class NewFileForm(forms.Form):
    first_name = CleanCharField(label=_("نام"), max_length=60)
    last_name = CleanCharField(label=_("نام خانوادگی"), max_length=80)
    national_id = NationalIdField(label=_("کد ملی"))
    birth_date = JalaliDateField(label=_("تاریخ تولد"), required=False)
    phone = PhoneField(label=_("تلفن همراه"), required=False)
    number = CleanCharField(label=_("شمارهٔ پرونده"), max_length=40)
    category = forms.ModelChoiceField(label=_("نوع سرپرستی"), queryset=Category.objects.all())
    place = forms.ModelChoiceField(label=_("جا"), queryset=None)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = places_for(account, Permission.FILE_EDIT)


class RecordForm(forms.Form):
    """A form of one record: it knows the file and who writes."""

    def __init__(self, file, account, data=None):
        super().__init__(data, auto_id=f"{type(self).__name__}_%s")
        self.file, self.account = file, account
        self.prepare()

    def prepare(self):
        """Fill the choices that depend on the file."""


class FactForm(RecordForm):
    kind = forms.ChoiceField(label=_("چه چیزی؟"), choices=WRITTEN)
    value = CleanCharField(
        label=_("مقدار"), max_length=40, help_text=_("پول را به تومان بنویسید؛ بله یا نه؛ یا عدد.")
    )
    evidence = forms.ChoiceField(label=_("پشتوانه"), choices=Evidence.choices, initial=Evidence.DECLARED)
    starts_on = JalaliDateField(label=_("از چه روزی؟"), initial=today)

    def clean(self):
        found = super().clean()
        if "kind" in found and "value" in found:
            try:
                found["value"] = read_value(KINDS[found["kind"]], found["value"])
            except (ValueError, EngineError):
                self.add_error("value", _("این مقدار برای آنچه انتخاب کرده‌اید خوانده نشد."))
        return found


def read_value(kind, text):
    """Read what an officer typed for a kind of fact; ValueError where it does not fit."""
    if kind.form == "yes_no":
        return (
            {"بله": True, "دارد": True, "نه": False, "ندارد": False}.get(text)
            if text in ("بله", "دارد", "نه", "ندارد")
            else _no()
        )
    if kind.form == "choice":
        return next((code for code, name in kind.choices.items() if text in (code, str(name))), None) or _no()
    number = int(to_ascii(text).replace(",", "").replace("٬", ""))
    number = number * 10 if kind.form == "rials" else number
    if (kind.low is not None and number < kind.low) or (kind.high is not None and number > kind.high):
        _no()
    return number


def _no():
    raise ValueError


class ProofForm(RecordForm):
    kind = forms.ChoiceField(label=_("اصل کدام مدرک را دیدید؟"))
    expires_on = JalaliDateField(label=_("تا کی اعتبار دارد؟"), required=False)
    note = CleanCharField(label=_("یادداشت"), max_length=200, required=False)

    def prepare(self):
        self.fields["kind"].choices = proofs_of(self.file.category)


class StateForm(RecordForm):
    to = forms.ChoiceField(label=_("وضعیت تازه"))
    reason = CleanCharField(label=_("چرا؟"), max_length=200)

    def prepare(self):
        after = File.MACHINE.after(self.file.state) & BY_HAND
        self.fields["to"].choices = [(code, name) for code, name in File.State.choices if code in after]


class ServiceForm(RecordForm):
    kind = forms.ChoiceField(label=_("خدمت"), choices=Service.Kind.choices)
    given_on = JalaliDateField(label=_("روز"), initial=today)
    amount = TomanField(label=_("مبلغ، اگر دارد"), required=False)
    note = CleanCharField(label=_("یادداشت"), max_length=200, required=False)


class ReferralForm(RecordForm):
    body = CleanCharField(label=_("به کجا؟"), max_length=120)
    reason = CleanCharField(label=_("برای چه؟"), max_length=200)


class CoverForm(RecordForm):
    bodies = forms.MultipleChoiceField(
        label=_("چه کسان دیگری از او حمایت می‌کنند؟"),
        choices=BODIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self):
        self.initial["bodies"] = self.file.covered_by


class ContactForm(RecordForm):
    phone = PhoneField(
        label=_("شمارهٔ تازه"), help_text=_("خودش اینجاست و شناسایی شده است؛ شماره از همین حالا به کار می‌رود.")
    )
    is_shared = forms.BooleanField(label=_("گوشی مشترک است"), required=False)
    safe_hours = CleanCharField(label=_("چه ساعت‌هایی می‌شود زنگ زد؟"), max_length=80, required=False)


class CheckForm(RecordForm):
    why = CleanCharField(
        label=_("از کجا دانستید خود اوست؟"), max_length=200, help_text=_("مانند «کارت ملی را دیدم»")
    )


FORMS = {
    "contact_form": ContactForm,
    "check_form": CheckForm,
    "fact_form": FactForm,
    "proof_form": ProofForm,
    "state_form": StateForm,
    "service_form": ServiceForm,
    "referral_form": ReferralForm,
    "cover_form": CoverForm,
}


def all_for(file, account):
    return {name: form(file, account) for name, form in FORMS.items()}
