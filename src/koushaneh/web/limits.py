"""How often one internet address may ask for something within an hour. An office shares one address.

The address itself is not kept: the cache holds a keyed fingerprint of it, for an hour.
"""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache

from koushaneh.core.fields import blind_index
from koushaneh.core.refusal import Refusal

HOUR = 60 * 60
CODES_AN_HOUR = 60
LETTERS_AN_HOUR = 60


class TooOften(Refusal):
    """This internet address has asked too often within the hour."""

    code = "web.too_often"


def address_of(request):
    """Return where a request comes from; behind our own proxy, what the proxy wrote last."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    return _household(address)


def _household(address):
    """One line has a whole /64 of version 6, so that is what is counted."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{known}/64", strict=False)) if known.version == 6 else str(known)


def spend(request, what, *, most):
    """Count one more of `what` for the address of this request; refuse beyond `most` in the hour of the clock.

    Read and written apart, because a cache in the database forgets the term of a number that it raises.
    """
    hour = int(time.time()) // HOUR
    key = f"spent:{what}:{hour}:{blind_index(address_of(request), 'web.address')}"
    count = cache.get(key, 0) + 1
    if count > most:
        raise TooOften()
    cache.set(key, count, HOUR)
