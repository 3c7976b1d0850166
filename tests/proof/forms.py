"""The forms of the house, read from its own pages: where each posts to, with which fields and values."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.proof.addresses import addresses
from tests.proof.asking import ask

FIELDS = ("input", "select", "textarea", "button")


class Forms(HTMLParser):
    """Collects {address: {field: value}} of the forms of one page."""

    def __init__(self, path):
        super().__init__()
        self.path, self.found, self.now = path, {}, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            is_post = given.get("method", "").lower() == "post"
            self.now = self.found.setdefault(given.get("action") or self.path, {}) if is_post else None
        elif tag in FIELDS and self.now is not None and given.get("name"):
            self.now.setdefault(given["name"], given.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None


def owner_of(proof, address):
    """Return who is let in there, at her own place; a guest where anybody is."""
    from tests.proof.test_matrix import is_open

    own = [viewer for viewer in proof.viewers if viewer.reach == "own" and is_open(viewer, address)]
    return own[0] if own else proof.viewer("anonymous", "none")


def known_forms(proof):
    """Return {name of an address: {field: value}}, found on every page as its owner sees it."""
    found = {}
    for address in addresses():
        if "GET" in address.methods:
            path = address.path(**proof.samples[address.name])
            answer = ask(owner_of(proof, address).client(), "GET", path)
            reader = Forms(path)
            reader.feed(answer.body.decode(errors="replace"))
            for action, fields in reader.found.items():
                if name := _name_of(urlsplit(action).path):
                    found.setdefault(name, {}).update(fields)
    return found


def _name_of(path):
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
