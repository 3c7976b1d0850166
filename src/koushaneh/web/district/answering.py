"""Answering an offered seat at the office: with her word, her fingerprint, or the code on her phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.association.actions import accept_offer
from koushaneh.calls.models import Application
from koushaneh.notify.queries import code_of
from koushaneh.screening.actions.offers import ask_word, decline_offer, is_her_word
from koushaneh.screening.rules_results import offers_for
from koushaneh.web.codes import CodeForm
from koushaneh.web.district.answer_form import AnswerForm
from koushaneh.web.district.results import context_of, letter_or_404
from koushaneh.web.pages import go, page, reply
from koushaneh.web.pledges import ASSOCIATION

TELL = Permission.RESULT_TELL


def _back(request, number):
    return go(request, reverse("district:result", args=[number]) + "#answer")


def _offer(request, letter):
    return get_object_or_404(offers_for(request.user), application=letter.decision.application)


def _key(offer):
    return f"asked:offer:{offer.pk}"


def _wrong(request, letter, **forms):
    return reply(request, "district/result.html", "", context_of(request, letter, **forms), status=422)


def _write(request, offer, accepts, **word):
    if accepts:
        accept_offer(offer, by=request.user, wording=str(ASSOCIATION), **word)
    else:
        decline_offer(offer, by=request.user, **word)
    messages.success(request, _t("پاسخ او ثبت شد و نشان می‌دهد که شما از زبان او نوشتید."))


@page(may=TELL, methods="POST")
def acceptance(request, number):
    return _answer(request, number, accepts=True)


@page(may=TELL, methods="POST")
def declining(request, number):
    return _answer(request, number, accepts=False)


def _answer(request, number, *, accepts):
    letter, form = letter_or_404(request, number), AnswerForm(request.POST)
    if not form.is_valid():
        return _wrong(request, letter, answer_form=form)
    _write(request, _offer(request, letter), accepts, **form.cleaned_data)
    return _back(request, number)


@page(may=TELL, methods="POST")
def code_sending(request, number):
    offer = _offer(request, letter_or_404(request, number))
    request.session[_key(offer)] = ask_word(offer, by=request.user).pk
    messages.success(request, _t("کد فرستاده شد. از او بخواهید کد را برایتان بخواند."))
    return _back(request, number)


@page(may=TELL, methods="POST")
def code_acceptance(request, number):
    return _answer_by_code(request, number, accepts=True)


@page(may=TELL, methods="POST")
def code_declining(request, number):
    return _answer_by_code(request, number, accepts=False)


def _answer_by_code(request, number, *, accepts):
    letter, form = letter_or_404(request, number), CodeForm(request.POST)
    offer = _offer(request, letter)
    asked = code_of(request.session.get(_key(offer)))
    if asked is None or not form.is_valid():
        return _wrong(request, letter, code_form=form)
    if not is_her_word(offer, asked, form.cleaned_data["code"]):
        form.add_error("code", _t("این کد درست نبود. دوباره بپرسید یا کد تازه بفرستید."))
        return _wrong(request, letter, code_form=form)
    _write(request, offer, accepts, confirmation=Application.Confirmation.SMS, note="")
    del request.session[_key(offer)]
    return _back(request, number)


urls = [
    path("results/<slug:number>/acceptance/", acceptance, name="acceptance"),
    path("results/<slug:number>/declining/", declining, name="declining"),
    path("results/<slug:number>/code/", code_sending, name="answer_code"),
    path("results/<slug:number>/code/acceptance/", code_acceptance, name="code_acceptance"),
    path("results/<slug:number>/code/declining/", code_declining, name="code_declining"),
]
