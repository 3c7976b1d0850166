"""Doors: home of an account, the language, and the quick way out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme

from koushaneh.people.actions import set_language
from koushaneh.web.menu import homes_of
from koushaneh.web.pages import PUBLIC, SIGNED_IN, go, page

NEUTRAL_SITE = "https://fa.wikipedia.org/"
COOKIE = {
    "max_age": 60 * 60 * 24 * 365,
    "httponly": True,
    "samesite": "Lax",
    "secure": settings.SESSION_COOKIE_SECURE,
}


@page(may=SIGNED_IN)
def home(request):
    homes = homes_of(request)
    if len(homes) == 1:
        return go(request, homes[0].root)
    return render(request, "public/homes.html", {"homes": homes})


@page(may=PUBLIC, methods="POST")
def language(request):
    """Speak another language from now on; who is signed in gets her messages in it, too."""
    asked = request.POST.get("language", "")
    response = go(request, _safe(request, request.POST.get("next", "")))
    if asked in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, **COOKIE)
        if request.person:
            set_language(request.person, asked, by=request.user)
    return response


def _safe(request, address):
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else "/"


@page(may=PUBLIC, methods="GET POST")
def leave(request):
    """Works as a plain link: she has no time for a form. It ends the session and leaves nothing behind."""
    logout(request)
    response = HttpResponseRedirect(getattr(settings, "EXIT_URL", NEUTRAL_SITE))
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Referrer-Policy"] = "no-referrer"
    return response


urls = [
    path("home/", home, name="home"),
    path("language/", language, name="language"),
    path("exit/", leave, name="exit"),
]
