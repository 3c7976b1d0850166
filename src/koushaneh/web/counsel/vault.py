"""The vault (گاوصندوق): an opened key between two requests of one session, and no longer.

The session in the database holds the key only sealed; what opens it is in a cookie of her browser. One
without the other is nothing. After a quarter of an hour without use, or at her wish, both are dropped.
"""

import base64
import secrets
import time

from django.conf import settings

from koushaneh.core.sealing import DoesNotOpen, decrypt, encrypt
from koushaneh.counselling.actions.keys import Opened, key_of

COOKIE, PATH = "vault", "/counsel/"
IDLE_SECONDS = 15 * 60


def _where(opened_pair):
    return f"vault:{opened_pair.account_id}:{opened_pair.pk}"


def put_in(request, response, opened):
    """Keep an opened key for the next requests of this session."""
    secret = secrets.token_bytes(32)
    sealed = encrypt(secret, opened.private, _where(opened.pair))
    request.session["vault"] = {"sealed": sealed, "seen": int(time.time())}
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(secret).decode(),
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def opened_by(request):
    """Return the key that this session has opened, or None; a key left alone is dropped."""
    kept = request.session.get("vault")
    if not kept:
        return None
    now = int(time.time())
    private = _private(request, kept) if now - kept["seen"] <= IDLE_SECONDS else None
    if private is None:
        del request.session["vault"]
        return None
    if now - kept["seen"] > 30:  # one write in half a minute is enough
        request.session["vault"] = {**kept, "seen": now}
    return private


def _private(request, kept):
    pair = key_of(request.user)
    try:
        secret = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        return Opened(pair, decrypt(secret, kept["sealed"], _where(pair))) if pair else None
    except (DoesNotOpen, ValueError):
        return None


def close(request, response):
    request.session.pop("vault", None)
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response
