"""Forms of signing in. They read and check; they never write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.web.fields import PhoneField


class PhoneForm(forms.Form):
    phone = PhoneField(label=_("شمارهٔ تلفن همراه شما"), help_text=_("مانند ۰۹۱۲۱۲۳۴۵۶۷"))
    is_shared = forms.BooleanField(
        label=_("این گوشی یا رایانه مال من تنها نیست"),
        help_text=_("پس از پانزده دقیقه یا با بستن مرورگر خودکار بیرون می‌روید."),
        required=False,
    )


class PinForm(forms.Form):
    pin = forms.CharField(
        label=_("رمز کوتاه شما"),
        max_length=12,
        required=False,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )


class NewPinForm(PinForm):
    pin = forms.CharField(
        label=_("رمز کوتاه تازه"),
        help_text=_("چهار تا هشت رقم؛ همه یک رقم نباشد. فقط خودتان بدانید."),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )
