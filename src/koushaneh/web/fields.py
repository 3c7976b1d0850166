"""Form fields (خانه‌های فرم): digits of any script, Jalali days, toman, phones, identity numbers, uploads."""

from datetime import time

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import get_default_renderer
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from koushaneh.engine import persian
from koushaneh.engine.errors import EngineError
from koushaneh.web import uploads
from koushaneh.web.ui import values

SIGNS_IN_NUMBERS = {ord(sign): None for sign in "٬,،\u200c\u200e\u200f"} | {ord("−"): "-"}


def _typed(**attributes):
    return forms.TextInput({"autocomplete": "off", "dir": "ltr", **attributes})


class CleanCharField(forms.CharField):
    """Text as it is stored: Persian ی and ک, tidy blanks, no unseen marks."""

    def to_python(self, value):
        return persian.clean(super().to_python(value))


class DigitsField(forms.CharField):
    """A code of digits, typed in any script; blanks and dashes do not count."""

    default_error_messages = {
        "digits": _("اینجا فقط رقم بنویسید."),
        "length": _("این شماره باید %(length)s رقم باشد."),
    }

    def __init__(self, *, length=None, **options):
        self.length = length
        options.setdefault("widget", _typed(inputmode="numeric"))
        super().__init__(**options)

    def to_python(self, value):
        digits = persian.to_ascii(super().to_python(value))
        digits = "".join(sign for sign in digits if sign not in " -\u200c\u200e\u200f")
        if digits and not digits.isdecimal():
            raise ValidationError(self.error_messages["digits"], "digits")
        if digits and self.length and len(digits) != self.length:
            facts = {"length": values.digits(self.length)}
            raise ValidationError(self.error_messages["length"], "length", facts)
        return digits


class FoldedIntegerField(forms.IntegerField):
    """A whole number, typed in any script, with or without «٬»."""

    default_error_messages = {
        "invalid": _("یک عدد درست بنویسید، مانند ۱۲."),
        "min_value": _("کمتر از %(limit_value)s نمی‌شود."),
        "max_value": _("بیشتر از %(limit_value)s نمی‌شود."),
    }

    greatest = 2**31 - 1  # a column of whole numbers holds no more on PostgreSQL

    def __init__(self, *, unit_label="", min_value=None, max_value=None, **options):
        self.unit_label = unit_label
        options.setdefault("widget", _typed(inputmode="numeric"))
        super().__init__(**options)
        self.min_value = min_value
        self.max_value = self.greatest if max_value is None else max_value

    def to_python(self, value):
        if isinstance(value, str):
            value = persian.to_ascii(value).translate(SIGNS_IN_NUMBERS).strip()
        return super().to_python(value)

    def validate(self, value):
        super().validate(value)
        if value is not None and self.min_value is not None and value < self.min_value:
            self._refuse("min_value", self.min_value)
        if value is not None and value > self.max_value:
            self._refuse("max_value", self.max_value)

    def _refuse(self, code, limit):
        raise ValidationError(self.error_messages[code], code, {"limit_value": self.said(limit)})

    def said(self, limit):
        return values.grouped(limit)

    def prepare_value(self, value):
        return values.grouped(value) if isinstance(value, int) else value


class TomanField(FoldedIntegerField):
    """An amount in toman on the screen, in rials inside."""

    unit = "toman"
    greatest = 10**13

    def __init__(self, *, min_value=0, **options):
        super().__init__(unit_label=_("تومان"), min_value=min_value, **options)

    def said(self, limit):
        return values.in_toman(limit)

    def to_python(self, value):
        toman = super().to_python(value)
        return None if toman is None else toman * 10

    def prepare_value(self, value):
        return super().prepare_value(value // 10 if isinstance(value, int) else value)


class _EngineField(DigitsField):
    """A number that the engine knows how to check."""

    def to_python(self, value):
        text = forms.CharField.to_python(self, value)
        if not text:
            return text
        try:
            return self.checked(text)
        except EngineError as refusal:
            raise ValidationError(self.error_messages["number"], "number") from refusal


class PhoneField(_EngineField):
    """A mobile phone in any spelling, kept as +98…"""

    default_error_messages = {
        "number": _("این شماره درست نیست. شمارهٔ همراه یازده رقم است و با ۰۹ آغاز می‌شود.")
    }

    def __init__(self, **options):
        widget = forms.TextInput(
            {"type": "tel", "inputmode": "tel", "dir": "ltr", "autocomplete": "tel-national"}
        )
        super().__init__(widget=options.pop("widget", widget), **options)

    def checked(self, text):
        return persian.mobile(text)


class NationalIdField(_EngineField):
    """A national ID of ten digits, its check digit right."""

    default_error_messages = {
        "number": _("این کد ملی درست نیست. ده رقم پشت کارت ملی را یک بار دیگر نگاه کنید.")
    }

    def checked(self, text):
        return persian.national_id(text)


class PostalCodeField(_EngineField):
    default_error_messages = {"number": _("این کد پستی درست نیست. کد پستی ده رقم است.")}

    def checked(self, text):
        return persian.postal_code(text)


class JalaliWidget(forms.MultiWidget):
    """Day, month, year: three labelled inputs, because ready-made pickers shut people out."""

    template_name = "ui/widgets/jalali.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        numeric = {"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}
        day = forms.TextInput({**numeric, "maxlength": 2, "size": 2})
        year = forms.TextInput({**numeric, "maxlength": 4, "size": 4})
        super().__init__({"day": day, "month": forms.Select(), "year": year}, attrs)

    def get_context(self, name, value, attrs):
        names = persian.month_names if values.is_persian() else values.ENGLISH_MONTHS
        choices = enumerate(names, 1)
        self.widgets[1].choices = [("", "—"), *((str(number), month) for number, month in choices)]
        return super().get_context(name, value, attrs)

    def decompress(self, value):
        if not value:
            return ["", "", ""]
        year, month, day = persian.to_jalali(value)
        return [values.digits(day), str(month), values.digits(year)]

    def _render(self, template_name, context, renderer=None):
        """Put Django's own inputs into our frame, in which each has its label."""
        draw = renderer or get_default_renderer()
        for part in context["widget"]["subwidgets"]:
            drawn = draw.render(part["template_name"], {"widget": part})
            part["drawn"] = mark_safe(drawn)  # noqa: S308  Django's template has escaped it
        return get_template(template_name).render(context)


class JalaliDateField(forms.MultiValueField):
    """A day of the Iranian calendar in, a Gregorian date out."""

    default_error_messages = {
        "incomplete": _("روز، ماه و سال را کامل بنویسید."),
        "day": _("این ماه چنین روزی ندارد؛ روز را از ۱ تا %(last)s بنویسید."),
        "date": _("این تاریخ درست نیست. سال را چهار رقمی بنویسید، مانند ۱۴۰۵."),
        "early": _("تاریخ باید %(limit)s یا پس از آن باشد."),
        "late": _("تاریخ باید %(limit)s یا پیش از آن باشد."),
    }

    def __init__(self, *, earliest=None, latest=None, **options):
        self.earliest, self.latest = earliest, latest
        parts = [forms.CharField(max_length=4), forms.CharField(max_length=2), forms.CharField(max_length=4)]
        super().__init__(fields=parts, require_all_fields=False, widget=JalaliWidget(), **options)

    def compress(self, parts):
        day, month, year = [persian.to_ascii(str(part or "")).strip() for part in parts] or ["", "", ""]
        if not (day or month or year):
            return None
        if not (day and month and year):
            raise ValidationError(self.error_messages["incomplete"], "incomplete")
        return self._within(self._read(day, month, year))

    def _read(self, day, month, year):
        try:
            return persian.parse(f"{year}/{month}/{day}")
        except persian.InvalidDate as refusal:
            if refusal.facts.get("reason") == "day":
                facts = {"last": values.digits(refusal.facts["last"])}
                raise ValidationError(self.error_messages["day"], "day", facts) from refusal
            raise ValidationError(self.error_messages["date"], "date") from refusal

    def _within(self, day):
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and day < earliest:
            raise ValidationError(self.error_messages["early"], "early", {"limit": values.long_day(earliest)})
        if latest and day > latest:
            raise ValidationError(self.error_messages["late"], "late", {"limit": values.long_day(latest)})
        return day


class HourField(CleanCharField):
    """An hour as 10 or 10:30, in any digits."""

    def clean(self, value):
        text = persian.to_ascii(super().clean(value)).replace("٫", ":").replace(".", ":")
        try:
            hour, _colon, minute = text.partition(":")
            return time(int(hour), int(minute or 0))
        except ValueError as wrong:
            raise ValidationError(_("ساعت را مانند ۱۰ یا ۱۰:۳۰ بنویسید.")) from wrong


class PictureField(forms.FileField):
    """A picture from the camera or the phone; what comes out has been drawn anew, without metadata."""

    accept = ",".join(uploads.PICTURE_TYPES)
    default_error_messages = uploads.MESSAGES

    def __init__(self, *, side=uploads.LONGEST_SIDE, **options):
        self.side = side
        options.setdefault("widget", forms.FileInput({"accept": self.accept}))
        super().__init__(**options)

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            return self.safe(upload)
        except uploads.UnfitUpload as unfit:
            raise ValidationError(self.error_messages[unfit.reason], unfit.reason, unfit.facts) from unfit

    def safe(self, upload):
        return uploads.reencode(upload, side=self.side)


class DocumentField(PictureField):
    """A document: a picture of it, or a PDF, which is passed on as it is and only ever downloaded."""

    accept = ",".join([*uploads.PICTURE_TYPES, "application/pdf"])

    def safe(self, upload):
        return uploads.document(upload, side=self.side)
