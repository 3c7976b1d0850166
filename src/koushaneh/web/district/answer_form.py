"""How the office heard her answer to an offered seat, besides the code that goes to her phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.models import Application
from koushaneh.web.fields import CleanCharField

HEARD = [
    (Application.Confirmation.SPOKEN, _("خودش گفت، تلفنی یا حضوری")),
    (Application.Confirmation.FINGERPRINT, _("روی کاغذ، با اثر انگشت و گواه")),
]


class AnswerForm(forms.Form):
    confirmation = forms.ChoiceField(
        label=_("چگونه از خودش شنیدید؟"), choices=HEARD, widget=forms.RadioSelect
    )
    note = CleanCharField(label=_("یادداشت یا نام گواه"), max_length=200)
