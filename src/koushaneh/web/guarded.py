"""No address without a rule (هیچ نشانی بی‌اجازه نیست): a server that has one does not start."""

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, get_resolver


def unguarded(resolver=None, prefix="/"):
    """Return the routes whose view does not stand behind `@page`."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            found.extend(unguarded(pattern, route))
        elif getattr(pattern.callback, "may", None) is None:
            found.append(route)
    return found


def refuse_unguarded():
    """Raise ImproperlyConfigured if any address would let everybody in."""
    if routes := unguarded():
        raise ImproperlyConfigured(f"these addresses have no rule, give each view `@page`: {routes}")
