"""Pages speak one language at a time, and Persian is written as Persian is written."""

import gettext
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

import koushaneh
from koushaneh.access.models import Role
from koushaneh.calls.models import Call
from koushaneh.engine.persian import to_ascii
from koushaneh.people.models import Account, Person
from koushaneh.places.models import Office
from koushaneh.web.words import SENTENCES
from tests.factories.access import make_account, make_post
from tests.factories.calls_applications import make_open_call, make_submitted, make_woman
from tests.factories.places import city

TEMPLATES = Path(koushaneh.__path__[0]) / "web/templates"
PERSIAN = re.compile("[\u0621-\u06d3]")
LATIN = re.compile(r"[A-Za-z]{2,}")
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect", "line", "source", "wbr"}
SILENT = {"code", "bdi", "kbd", "script", "style", "textarea"}
SPOKEN = {"title", "alt", "aria-label", "placeholder", "data-confirm", "data-title"}
# names of formats, keys and machines that Persian has no other word for
BORROWED = {
    "CSV",
    "XLSX",
    "PDF",
    "SHA",
    "Shift",
    "Ctrl",
    "Enter",
    "JPEG",
    "PNG",
    "WebP",
    "koushaneh",
    "worker",
}
BORROWED |= {"run", "signed", "desk"}  # examples of codes, in the help of two fields
# ways out; her consents in the very words she read; news, which keep a title as it was
ELSEWHERE = ("/exit/", "/account/logout/", "/my/privacy/consents/", "/my/news/")
LANGUAGES = {"English", "فارسی"}  # the switch names each language in itself


class Speech(HTMLParser):
    """What a page says: its text and its spoken attributes, without code and without other languages."""

    def __init__(self, language):
        super().__init__()
        self.language, self.open, self.said = language, [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag not in VOID:
            elsewhere = named.get("lang", self.language) != self.language
            self.open.append((tag, tag in SILENT or elsewhere))
        self.said += [named[one] for one in SPOKEN & named.keys() if named[one]]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not any(is_silent for _, is_silent in self.open):
            self.said.append(" ".join(data.split()))


def addresses(resolver=None, prefix="/"):
    """Every address that takes no argument, or only the code of a call."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern, route)
        elif "GET" in getattr(pattern.callback, "methods", ()) and "sign" not in route:
            yield route


@pytest.fixture
def world(client, db):
    """A house with an open call and one application, seen by somebody who holds every role."""
    city()
    call = make_open_call()
    call.title_en, call.summary_en = "Founding core", "For women who make or teach."
    call.save(update_fields=["title_en", "summary_en"])
    woman = make_woman(7)
    make_submitted(call, woman)
    account = make_account(name="همه‌کاره")
    woman.account = account
    woman.save(update_fields=["account"])
    for role in Role:
        make_post(role=role, account=account)
    client.force_login(account)
    session = client.session
    session["has_second_key"], session["person"] = True, woman.public_id
    session.save()
    return call


def pages(client, call, language):
    """Return what each page that opens says, by its address."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    found = {}
    for route in sorted(addresses(), key=lambda route: route.startswith("/account/")):  # some sign out: last
        address = re.sub(r"<slug:(call_)?code>", call.code, route)
        if "<" in address or address.startswith(ELSEWHERE):
            continue
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            speech = Speech(language)
            speech.feed(answer.content.decode())
            found[address] = speech.said
    return found


def data():
    """What people have written, longest first: names, and what has no English of its own."""
    found = {"همه‌کاره", *LANGUAGES}
    for name, first, last in Person.objects.values_list("account__name", "first_name", "last_name"):
        found |= {name or "", f"{first} {last}", first, last}
    found |= set(Account.objects.values_list("name", flat=True))
    found |= set(Office.objects.filter(name_en="").values_list("name", flat=True))
    found |= set(Call.objects.filter(title_en="").values_list("title", flat=True))
    found |= {to_ascii(name) for name in found if name}  # an English page writes their numbers in its digits
    return sorted(filter(None, found), key=len, reverse=True)


def without(said, names):
    for name in names:
        said = said.replace(name, "")
    return re.sub(r"https?://\S+", "", said)


@pytest.mark.slow
def test_an_english_page_says_nothing_in_persian_but_names(client, world):
    spoken, names = pages(client, world, "en"), data()
    found = [
        f"{address} {one}"
        for address, said in spoken.items()
        for one in said
        if PERSIAN.search(without(one, names))
    ]

    assert found == []
    assert len(spoken) > 50


@pytest.mark.slow
def test_a_persian_page_says_nothing_in_english_but_borrowed_words(client, world):
    spoken, names = pages(client, world, "fa"), data()
    found = [
        f"{address} {one}"
        for address, said in spoken.items()
        for one in said
        if set(LATIN.findall(without(one, names))) - BORROWED
    ]

    assert found == []
    assert len(spoken) > 50


def sentences():
    """Every Persian sentence of the code, without placeholders and marks: what the catalogue was made from."""
    with (Path(koushaneh.__path__[0]) / "locale/en/LC_MESSAGES/django.mo").open("rb") as compiled:
        keys = gettext.GNUTranslations(compiled)._catalog.keys()
    said = {key if isinstance(key, str) else key[0] for key in keys}
    return sorted(re.sub(r"%\(\w+\)s|{.*?}|<[^>]*>", " ", one) for one in said if PERSIAN.search(one))


def broken(pattern, said):
    return [one for one in said if re.search(pattern, one)]


PREFIXED = r"(?<![\u0600-\u06ff\u200c])(می|نمی) (?=[\u0621-\u06d3]{2,})"
JOINED = (
    r"(?<![\u0600-\u06ff\u200c])ن?می(?=(شو|ده|کن|گوی|توان|خواه|خوان|بین|رس|آی|رو|مان|گیر)[\u0621-\u06d3]*)"
)
PLURAL = r"[\u0621-\u06d3] ها(ی|یی)?(?![\u0600-\u06ff])"


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("[\u064a\u0643]", "\u064a\u0643 روز"),
        ("[\u0660-\u0669]", "\u0664 روز"),
        ("(?<![{}A-Za-z0-9_.-])[0-9]+(?![}A-Za-z0-9_])", "تا 4 روز"),
        ("\u06c0|\u06c2|ه\u200cی ", "خانه\u200cی او"),
        (PREFIXED, "او می رود"),
        (JOINED, "او میرود"),
        (PLURAL, "روز های خوب"),
        ("!", "خوش آمدید!"),
    ],
)
def test_persian_is_written_with_care(pattern, wrong):
    assert broken(pattern, [wrong]) == [wrong]
    assert broken(pattern, sentences()) == []


def test_her_own_pages_say_nothing_that_belittles_her():
    hers = [
        path.read_text()
        for area in ("mine", "letters", "public")
        for path in (TEMPLATES / area).rglob("*.html")
    ]

    assert broken("ذخیره|مددجو|بی\u200c?سرپرست|بدسرپرست", hers) == []
    assert broken("مددجو|بی\u200c?سرپرست|بدسرپرست", [*sentences(), *map(str, SENTENCES.values())]) == []
    assert len(hers) > 40


def test_no_button_only_confirms():
    buttons = re.compile(r'(?:button|postform)[^%]*label=_\("تأیید"\)|<button[^>]*>\s*{% trans "تأیید" %}')

    assert [path.name for path in TEMPLATES.rglob("*.html") if buttons.search(path.read_text())] == []
