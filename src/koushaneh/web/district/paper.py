"""The paper form: printed for a call, and entered with its day of receipt, fingerprint and witness."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.calls import rules as call_rules
from koushaneh.calls.actions.submitting import enter_paper
from koushaneh.core.time import today
from koushaneh.web.asking import SheetForm, places_of, sheet_questions
from koushaneh.web.district.applications import address
from koushaneh.web.district.assisting import file_of
from koushaneh.web.fields import CleanCharField, JalaliDateField
from koushaneh.web.on_paper import on_paper
from koushaneh.web.pages import page, reply
from koushaneh.web.pledges import APPLICATION

ASSIST = Permission.APPLICATION_ASSIST


class ReceiptForm(forms.Form):
    received_on = JalaliDateField(
        label=_("برگه چه روزی به دست شما رسید؟"), help_text=_("درخواست از همین روز حساب می‌شود."), latest=today
    )
    witness = CleanCharField(label=_("نام گواه اثر انگشت"), max_length=120)
    has_fingerprint = forms.BooleanField(label=_("اثر انگشت یا امضای خودش پای برگه است."))


@page(may=ASSIST)
def paper(request, call_code):
    call = get_object_or_404(call_rules.public_calls(), code=call_code)
    context = {"call": call, "questions": on_paper(call), "pledge": APPLICATION}
    return reply(request, "district/paper.html", "", context)


@page(may=ASSIST, methods="GET POST")
def entry(request, file_id, call_code):
    file = file_of(request, file_id)
    call = get_object_or_404(call_rules.public_calls(), code=call_code)
    receipt = ReceiptForm(request.POST or None)
    form = SheetForm(sheet_questions(call.form), request.POST or None, places=places_of(call))
    if request.method == "POST" and receipt.is_valid() and form.is_valid():
        entered = enter_paper(
            call,
            file.person,
            by=request.user,
            answers=form.answers,
            received_on=receipt.cleaned_data["received_on"],
            witness=receipt.cleaned_data["witness"],
            wording=str(APPLICATION),
        )
        messages.success(request, _t("برگه وارد شد. کد پیگیری: %s") % entered.tracking_code)
        return HttpResponseRedirect(address(entered))
    context = {"file": file, "call": call, "receipt": receipt, "form": form}
    return reply(request, "district/paper_entry.html", "", context)


urls = [
    path("calls/<slug:call_code>/paper/", paper, name="paper"),
    path("files/<int:file_id>/paper/<slug:call_code>/", entry, name="paper_entry"),
]
