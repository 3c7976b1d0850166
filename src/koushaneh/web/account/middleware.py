"""Staff need a second key; a session on a shared phone, or on staff pages, ends when nobody is there."""

import time

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.urls import reverse

from koushaneh.access.rules import posts_of

OPEN_PATHS = ("/account/", "/static/", "/exit/", "/language/")


class SecondKeyMiddleware:
    """Lead an account that holds a post to its second key (TOTP or passkey) before anything else.

    A demo entry is exempt: it exists only in a demo database, and the cast has no phones.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._is_missing(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def _is_missing(self, request):
        if not request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return False
        if request.session.get("is_demo_entry") or request.session.get("has_second_key"):
            return False
        if not posts_of(request.user):
            return False
        keys = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
        request.session["has_second_key"] = keys.exists()
        return not request.session["has_second_key"]


class IdleMiddleware:
    """End a session that nobody has used for a quarter of an hour, on a shared phone or in an office."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and self._is_watched(request):
            now = int(time.time())
            if now - request.session.get("seen", now) > settings.IDLE_MINUTES * 60:
                logout(request)
                return HttpResponseRedirect(f"{reverse('account_login')}?idle=1")
            if now - request.session.get("seen", 0) > 30:  # one write in half a minute is enough
                request.session["seen"] = now
        return self.get_response(request)

    def _is_watched(self, request):
        return request.session.get("is_shared_phone") or (
            posts_of(request.user) and not request.session.get("is_demo_entry")
        )
