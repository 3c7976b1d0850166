"""The receipt of an erasure, by its number alone: it names nobody, and a number that is none gets one answer."""

from django import forms
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.engine.persian import to_ascii
from koushaneh.rights.lines import counted
from koushaneh.rights.queries import receipt_of
from koushaneh.rights.staying import in_words
from koushaneh.web.fields import CleanCharField
from koushaneh.web.limits import LETTERS_AN_HOUR, spend
from koushaneh.web.pages import PUBLIC, go, page, reply


class CodeForm(forms.Form):
    code = CleanCharField(
        label=_("شمارهٔ رسید"), max_length=24, help_text=_("دوازده حرف و رقم که هنگام درخواست گرفتید.")
    )

    def clean_code(self):
        """Spaces and hyphens of the written form do not count; digits may be of any script."""
        typed = to_ascii(self.cleaned_data["code"]).lower()
        code = "".join(sign for sign in typed if sign.isalnum())
        if not code.isascii() or not code:
            raise forms.ValidationError(_("این شماره درست نیست. دوازده حرف و رقم روی رسید را بنویسید."))
        return code


@page(may=PUBLIC)
def receipts(request):
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return go(request, reverse("public:receipt", args=[form.cleaned_data["code"]]))
    return reply(request, "public/receipts.html", "", {"form": form})


@page(may=PUBLIC)
def receipt(request, code):
    """Show what was erased and what stays. A wish that still waits gets the answer of a number that is none."""
    spend(request, "receipts", most=LETTERS_AN_HOUR)
    found = receipt_of(code)
    context = {"receipt": found, "code": code}
    if found:
        context |= {"erased": counted(found), "stays": in_words(found.stays)}
    return reply(request, "public/receipt.html", "", context)


urls = [
    path("receipts/", receipts, name="receipts"),
    path("receipts/<slug:code>/", receipt, name="receipt"),
]
