"""The door (در): every view stands behind `@page`, which says who may come in, by which methods.

A stranger gets the same 404 as for a page that never existed. Every POST is one
transaction; a form that carries a `once` key gets the same answer when it is posted again.
"""

import re
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from koushaneh.access import rules
from koushaneh.access.models import DoneOnce
from koushaneh.core.refusal import Refusal
from koushaneh.core.written import files_follow
from koushaneh.engine.errors import EngineError
from koushaneh.web.ui.pieces import reason

PUBLIC = "public"  # anybody
SIGNED_IN = "signed_in"  # any account
PERSON = "person"  # an account that has said which person she is
KEY = re.compile(r"[\w-]{1,64}", re.ASCII)  # as our forms and the phones that wait for a line write it
GREATEST_KEY = 2**63 - 1  # no row has a greater one, and SQLite cannot be asked for it


def page(*, may, methods="GET"):
    """Guard a view. `may` is PUBLIC, SIGNED_IN, PERSON, or a permission; `methods` as in "GET POST"."""
    allowed = frozenset(methods.split())

    def decorate(view):
        @wraps(view)
        def door(request, *args, **kwargs):
            if (elsewhere := _turned_away(request, may)) is not None:
                return elsewhere
            method = "GET" if request.method == "HEAD" else request.method
            if method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            return _answer(view, request, args, kwargs)

        door.may, door.methods = may, allowed
        return door

    return decorate


def _turned_away(request, may):
    if may == PUBLIC:
        return None
    if not request.user.is_authenticated:
        return go(request, _login_address(request))
    if may == SIGNED_IN:
        return None
    if may == PERSON:
        return None if request.person else _choose_person(request)
    if not rules.may(request.user, may):
        raise Http404
    return None


def _login_address(request):
    if request.method not in ("GET", "HEAD"):
        return settings.LOGIN_URL
    return f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"


def _choose_person(request):
    if not request.user.persons.filter(is_colleague=False).exists():
        raise Http404
    return go(request, f"/account/who/?{urlencode({'next': request.get_full_path()})}")


def _answer(view, request, args, kwargs):
    if any(isinstance(value, int) and value > GREATEST_KEY for value in kwargs.values()):
        raise Http404
    try:
        if request.method in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        with files_follow(), transaction.atomic():
            return _once(view, request, args, kwargs)
    except (Refusal, EngineError) as refusal:
        return refused(request, refusal)


def _once(view, request, args, kwargs):
    key = request.POST.get("once", "")
    if not KEY.fullmatch(key):
        return view(request, *args, **kwargs)
    account = request.user if request.user.is_authenticated else None
    done, is_first = DoneOnce.objects.get_or_create(key=key, defaults={"account": account})
    if not is_first and done.account == account and done.location:
        return go(request, done.location)
    response = view(request, *args, **kwargs)
    location = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    if location:
        DoneOnce.objects.filter(pk=done.pk).update(location=location[:400])
    else:  # the form came back with errors: she may post it again
        done.delete()
    return response


def refused(request, refusal):
    """Say what happened, what it means, what to do next; nothing has been written."""
    context = {"words": reason(code=refusal.code, facts=refusal.facts), "code": refusal.code}
    return whole(render(request, "refused.html", context, status=409))


def whole(response):
    """Let HTMX put this whole page in place of the page, wherever the fragment was meant to go."""
    response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML show:window:top"
    return response


def go(request, location):
    """Redirect, in the way that the asking side understands."""
    if getattr(request, "htmx", None):
        response = HttpResponseRedirect(location)
        response.status_code = 200
        response["HX-Redirect"] = location
        del response["Location"]
        return response
    return HttpResponseRedirect(location)


def reply(request, template, fragment="", context=None, *, then="", status=200):
    """Answer with a fragment for HTMX, a redirect after a plain write, the whole page otherwise."""
    if getattr(request, "htmx", None) and fragment and not request.htmx.boosted:
        return render(request, f"{template}#{fragment}", context, status=status)
    if then and request.method == "POST":
        return go(request, then)
    return render(request, template, context, status=status)
