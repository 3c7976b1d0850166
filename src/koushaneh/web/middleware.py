"""What happens around every request: its id, which person is here, and that nobody keeps a private page."""

import secrets
from contextlib import suppress

import structlog
from django.conf import settings
from django.http import Http404, UnreadablePostError
from django.utils import timezone, translation

from koushaneh.people.models import Person

PUBLIC_CACHE = ("/static/",)


class ZeroMiddleware:
    """Let the sign zero in nowhere: no sentence holds it, PostgreSQL refuses it, and SQLite would keep it."""

    ZERO = "\0"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if self.ZERO not in value}
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if self.ZERO in request.path:
            raise Http404
        request.GET = self._without(request.GET)
        with suppress(UnreadablePostError):  # who hung up is turned away by the guard against forgery
            request.POST = self._without(request.POST)

    def _without(self, fields):
        if not any(self.ZERO in value for values in fields.lists() for value in [values[0], *values[1]]):
            return fields
        clean = fields.copy()
        clean.clear()
        for name, values in fields.lists():
            clean.setlist(name.replace(self.ZERO, ""), [value.replace(self.ZERO, "") for value in values])
        return clean


class LanguageMiddleware:
    """Speak the language she chose; Persian to everybody else, whatever her telephone is set to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        request.LANGUAGE_CODE = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


class RequestMiddleware:
    """Give the request its id and its person; log it without anything about her."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.log = structlog.get_logger("koushaneh.request")

    def __call__(self, request):
        request.id = secrets.token_hex(6)
        request.person = person_of(request)
        began = timezone.now()
        response = self.get_response(request)
        match = request.resolver_match
        self.log.info(
            "request",
            id=request.id,
            route=match.route if match else "",
            method=request.method,
            status=response.status_code,
            milliseconds=int((timezone.now() - began).total_seconds() * 1000),
        )
        response["X-Request-Id"] = request.id
        return response


def person_of(request):
    """Return the person that this session speaks for, if she is still on this account."""
    public_id = request.session.get("person")
    if not public_id or not request.user.is_authenticated:
        return None
    return Person.objects.filter(public_id=public_id, account=request.user, is_colleague=False).first()


class PrivacyMiddleware:
    """Private pages are never stored, by the browser or on the way (`no-store`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(PUBLIC_CACHE) and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response
