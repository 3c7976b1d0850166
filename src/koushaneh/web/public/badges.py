"""What anybody may check of a certificate: its number, or the badge that a woman has handed over."""

from django import forms
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from koushaneh.graduation.rules import graduation_numbered
from koushaneh.web.fields import CleanCharField
from koushaneh.web.limits import LETTERS_AN_HOUR, spend
from koushaneh.web.pages import PUBLIC, go, page, reply
from koushaneh.workshops.badges import LONGEST, achievement, issuer_profile, key_set, opened
from koushaneh.workshops.rules import certificate_numbered, finished_workshops


class CheckForm(forms.Form):
    number = CleanCharField(
        label=_("شمارهٔ گواهی"), max_length=20, required=False, help_text=_("پایین گواهی، کنار نقش چهارخانه.")
    )
    token = forms.CharField(
        label=_("یا متن نشان"),
        max_length=LONGEST,
        required=False,
        help_text=_("پروندهٔ نشان را باز کنید و همهٔ متنش را اینجا بگذارید."),
        widget=forms.Textarea({"rows": 4, "dir": "ltr", "spellcheck": "false"}),
    )

    def clean(self):
        given = super().clean()
        if not self.errors and not given.get("number") and not given.get("token"):
            self.add_error("number", _("شماره یا متن نشان را بنویسید."))
        return given


@page(may=PUBLIC, methods="GET POST")
def checking(request):
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["token"]:
            return _of_badge(request, opened(form.cleaned_data["token"]))
        return go(request, reverse("public:certificate", args=[_number(form.cleaned_data["number"])]))
    context = {"form": form}
    return reply(request, "public/certificates.html", "", context, status=422 if form.errors else 200)


def _number(text):
    return "".join(sign for sign in text.lower() if sign.isascii() and sign.isalnum()) or "-"


def _of_badge(request, payload):
    """Say what a badge says; whoever has it has been given it."""
    spend(request, "letters", most=LETTERS_AN_HOUR)
    if payload is None:
        return reply(request, "public/badge.html", "", {"badge": None}, status=422)
    number = payload["id"].rstrip("/").rpartition("/")[2]
    context = {
        "badge": payload,
        "name": payload["credentialSubject"]["identifier"][0]["identityHash"],
        "title": payload["credentialSubject"]["achievement"]["name"],
        "issued_at": parse_datetime(payload["validFrom"]),
        "stands": certificate_numbered(number) is not None,
    }
    return reply(request, "public/badge.html", "", context)


@page(may=PUBLIC)
def certificate(request, number):
    """Say that a certificate is genuine, of what and when; never whose.

    So many an hour for one address, so that nobody finds numbers by trying.
    """
    spend(request, "letters", most=LETTERS_AN_HOUR)
    left = graduation_numbered(number)
    context = {"certificate": certificate_numbered(number), "left": left, "number": number}
    return reply(request, "public/certificate.html", "", context)


@page(may=PUBLIC)
def issuer(request):
    return _json(issuer_profile())


@page(may=PUBLIC)
def keys(request):
    return _json(key_set())


@page(may=PUBLIC)
def achieved(request, workshop_code):
    return _json(achievement(get_object_or_404(finished_workshops(), code=workshop_code)))


def _json(value):
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False, "indent": 1})


urls = [
    path("certificates/", checking, name="certificates"),
    path("certificates/<slug:number>/", certificate, name="certificate"),
    path("badges/issuer.json", issuer, name="badge_issuer"),
    path("badges/keys.json", keys, name="badge_keys"),
    path("badges/achievements/<slug:workshop_code>.json", achieved, name="badge_achievement"),
]
