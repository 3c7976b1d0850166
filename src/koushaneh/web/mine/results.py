"""Her letters: reading one, answering an offer, appealing."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.association.actions import accept_offer
from koushaneh.places.queries import move_of
from koushaneh.screening.actions.appeals import file_appeal, withdraw_appeal
from koushaneh.screening.actions.letters import mark_read
from koushaneh.screening.actions.offers import decline_offer
from koushaneh.screening.models import Appeal, Offer
from koushaneh.screening.rules import letters_of
from koushaneh.web.letters import appeal_of, is_current, sheet_of
from koushaneh.web.mine.hers import released_letters_of
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.pledges import ASSOCIATION

RELATED = ("decision__application__person", "decision__application__call", "decision__application__place")


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("به چه چیزی اعتراض دارید؟"),
        help_text=_("با زبان خودتان بنویسید؛ یک یا دو جمله بس است."),
        widget=forms.Textarea({"rows": 6}),
        max_length=3000,
    )


def _letter(request, number):
    return get_object_or_404(letters_of(request.person).select_related(*RELATED), number=number)


@page(may=PERSON)
def letters(request):
    rows = letters_of(request.person).select_related(*RELATED).order_by("-released_at")
    return reply(request, "mine/letters.html", "", {"sheets": [(row, sheet_of(row)) for row in rows]})


@page(may=PERSON)
def letter(request, number):
    found = mark_read(_letter(request, number), by=request.user)
    found = _letter(request, number)
    sheet, appeal = sheet_of(found), appeal_of(found)
    is_waiting = sheet.offer and sheet.offer.state == Offer.State.OPEN and is_current(found)
    offer = sheet.offer if is_waiting else None
    context = {
        "letter": found,
        "sheet": sheet,
        "offer": offer,
        "appeal": appeal,
        "may_withdraw": appeal and appeal.state in (Appeal.State.FILED, Appeal.State.ADMISSIBLE),
        "is_late": sheet.appeal_until is not None and timezone.now() > sheet.appeal_until,
        "pledge": ASSOCIATION,
        "moves": _moves(found, offer, appeal),
    }
    return reply(request, "mine/letter.html", "", context)


def _moves(letter, offer, appeal):
    """Return how closed days moved what she has to do by a day, for what is still open."""
    return {
        "letter": move_of(letter, "appeal_until"),
        "offer": offer and move_of(offer, "expires_at"),
        "appeal": appeal and move_of(appeal, "answer_due_at"),
    }


def _offer(request, number):
    application = _letter(request, number).decision.application
    return get_object_or_404(
        Offer.objects.filter(application__person=request.person), application=application
    )


@page(may=PERSON, methods="POST")
def acceptance(request, number):
    accept_offer(_offer(request, number), by=request.user, wording=str(ASSOCIATION))
    messages.success(request, _t("پذیرفتید. خوش آمدید؛ روز آغاز را به شما خبر می‌دهیم."))
    return go(request, reverse("mine:letter", args=[number]))


@page(may=PERSON, methods="POST")
def declining(request, number):
    decline_offer(_offer(request, number), by=request.user)
    messages.success(
        request, _t("جا به نفر بعدی رسید. سپاس که خبر دادید؛ در فراخوان‌های بعدی هم جای شما هست.")
    )
    return go(request, reverse("mine:letter", args=[number]))


@page(may=PERSON, methods="GET POST")
def appeal(request, number):
    found, form = _letter(request, number), AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file_appeal(found, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, _t("اعتراض شما رسید. پاسخ را با دلیل همین‌جا می‌خوانید."))
        return go(request, reverse("mine:letter", args=[number]))
    return reply(request, "mine/appeal.html", "", {"letter": found, "form": form, "sheet": sheet_of(found)})


@page(may=PERSON, methods="POST")
def appeal_withdrawal(request, number):
    found = get_object_or_404(Appeal, decision__letter=_letter(request, number))
    withdraw_appeal(found, by=request.user)
    messages.success(request, _t("اعتراض خود را پس گرفتید."))
    return go(request, reverse("mine:letter", args=[number]))


def card(request):
    """An offer that waits for her answer, or a letter that she has not read."""
    letters = released_letters_of(request)
    for letter in letters:
        offer = getattr(letter.decision.application, "offer", None)
        if offer and offer.state == Offer.State.OPEN:
            return _offer_card(letter, offer)
    unread = next((letter for letter in letters if letter.read_at is None), None)
    return unread and {
        "title": _t("نامه‌ای برای شما رسیده است"),
        "text": _t("نتیجه و دلیل آن در نامه نوشته شده است."),
        "href": reverse("mine:letter", args=[unread.number]),
        "action": _t("نامه را بخوانید"),
        "order": 5,
        "icon": "mail",
    }


def _offer_card(letter, offer):
    return {
        "title": _t("یک جا به نام شماست"),
        "text": _t("نامه را بخوانید و بگویید که می‌پذیرید یا نه."),
        "href": reverse("mine:letter", args=[letter.number]),
        "action": _t("نامه را بخوانید و پاسخ دهید"),
        "due": offer.expires_at,
        "order": 1,
        "icon": "mail-open",
    }


urls = [
    path("letters/", letters, name="letters"),
    path("letters/<slug:number>/", letter, name="letter"),
    path("letters/<slug:number>/acceptance/", acceptance, name="acceptance"),
    path("letters/<slug:number>/declining/", declining, name="declining"),
    path("letters/<slug:number>/appeal/", appeal, name="appeal"),
    path("letters/<slug:number>/appeal/withdrawal/", appeal_withdrawal, name="appeal_withdrawal"),
]
