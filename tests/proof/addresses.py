"""Every address of the house, read from the URL configuration itself."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse
from django.urls.converters import IntConverter

ABSENT = {True: 987_654_321, False: "zzzzzzzz"}


@dataclass(frozen=True)
class Address:
    """One pattern: its full name, what it asks for, and the arguments it takes (True: a number)."""

    name: str
    route: str
    may: object
    methods: frozenset
    arguments: tuple

    def path(self, **values):
        return reverse(self.name, kwargs=values)

    @property
    def absent(self):
        """The same address for a thing that never existed."""
        return self.path(**{name: ABSENT[is_number] for name, is_number in self.arguments})


def addresses(resolver=None, prefix="", namespace=""):
    """Return all addresses; one whose view carries no guard has `may` None."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append(_address(pattern, route, namespace))
        else:
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            found.extend(addresses(pattern, route, inner))
    return found


def _address(pattern, route, namespace):
    converters = pattern.pattern.converters
    arguments = tuple((name, isinstance(one, IntConverter)) for name, one in converters.items())
    methods = getattr(pattern.callback, "methods", frozenset())
    name = ":".join(filter(None, (namespace, pattern.name)))
    return Address(name, route, getattr(pattern.callback, "may", None), methods, arguments)
