"""The style page shows every component; style sheets and templates keep the rules of the house."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from koushaneh import web
from koushaneh.access.models import Role
from koushaneh.web.templatetags import ui, words
from koushaneh.web.ui.icons import icon_svg
from koushaneh.web.ui.sheets import ALONE, SHEETS
from tests.factories.access import make_post
from tests.factories.places import city

WEB = Path(web.__file__).parent
CSS = {path.stem: path.read_text() for path in (WEB / "static" / "css").glob("*.css")}
TEMPLATES = {str(path.relative_to(WEB)): path.read_text() for path in WEB.glob("templates/**/*.html")}
STYLE = "".join(text for name, text in TEMPLATES.items() if name.startswith("templates/style/"))
OF_THE_FRAME = {"heading", "kept", "stylesheets"}
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right)\b|(?<![\w-])(left|right)\s*:|text-align:\s*(left|right)"
)
ONE_PAGE = 50_000


@pytest.fixture
def shown(client, db, monkeypatch):
    monkeypatch.setattr("koushaneh.web.public.style.is_demo_home", lambda: True)
    city()
    return client.get("/style/").content.decode()


def test_every_component_is_on_the_style_page():
    missing = {name for name in ui.register.tags if not re.search(r"{% " + name + r"\b", STYLE)}

    assert missing == OF_THE_FRAME


def test_every_filter_of_values_is_on_the_style_page():
    assert [name for name in words.register.filters if f"|{name}" not in STYLE] == []


def test_the_style_page_is_drawn_with_its_list_its_states_and_its_errors(shown):
    assert shown.count('class="chip') > 20
    assert 'id="list-places"' in shown
    assert "این شماره درست نیست" in shown


def test_the_style_page_is_for_those_who_may_see_it(client, db):
    enter = make_post(Role.DISTRICT_OFFICER).account
    assert client.get("/style/").status_code == 404

    client.force_login(enter)
    session = client.session
    session["has_second_key"] = True
    session.save()
    assert client.get("/style/").status_code == 404


def test_headquarters_may_see_the_style_page(client, db):
    client.force_login(make_post(Role.HQ_OFFICER).account)
    session = client.session
    session["has_second_key"] = True
    session.save()

    assert client.get("/style/").status_code == 200


def test_every_sheet_is_listed_and_every_listed_sheet_is_there():
    assert sorted([*SHEETS, *ALONE]) == sorted(CSS)


@pytest.mark.parametrize("name", sorted(CSS))
def test_a_sheet_is_short_layered_and_knows_no_left_or_right(name):
    text = CSS[name]

    assert len(text.splitlines()) <= 150
    assert "@layer" in text
    assert PHYSICAL.findall(re.sub(r"border-(left|right)-radius", "", text)) == []


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_is_short_and_has_no_style_or_script_of_its_own(name):
    text = TEMPLATES[name]

    assert len(text.splitlines()) <= 120
    assert (
        re.findall(r'<style|\sstyle="|<script(?![^>]*\s(?:src=|type="application/json"))|\son\w+="', text)
        == []
    )


def test_every_icon_that_a_template_or_the_menu_names_exists():
    sources = [*TEMPLATES.values(), *(path.read_text() for path in WEB.glob("**/*.py"))]
    named = {
        name for text in sources for name in re.findall(r'{% icon name="([\w-]+)"|\bicon="([\w-]+)"', text)
    }

    assert all(icon_svg(first or second) for first, second in named)
    assert len(named) > 10


def compressed(text):
    return len(gzip.compress(text if isinstance(text, bytes) else text.encode()))


def weight(address):
    """Return what a first visit costs, compressed, without the font: page, sheets, scripts, pictures."""
    page = Client().get(address).content.decode()
    names = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    files = [Path(finders.find(name)).read_bytes() for name in set(names) if not name.startswith("fonts/")]
    return compressed(page) + sum(compressed(content) for content in files)


def test_the_front_page_weighs_less_than_forty_thousand_bytes(db):
    assert 20_000 < weight("/") < 40_000


def test_the_heaviest_page_of_components_weighs_less_than_fifty_thousand_bytes(db, shown):
    scripts_and_sheets = weight("/help/") - compressed(Client().get("/help/").content)

    assert scripts_and_sheets + compressed(shown) < ONE_PAGE


def test_the_font_is_linked_only_where_it_has_been_fetched(client, db, monkeypatch):
    monkeypatch.setattr("koushaneh.web.frame.has_font", lambda: False)
    without = client.get("/").content.decode()
    monkeypatch.setattr("koushaneh.web.frame.has_font", lambda: True)

    assert "fonts/font.css" not in without
    assert "fonts/font.css" in client.get("/").content.decode()
