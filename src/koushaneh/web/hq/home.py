"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web import calls
from koushaneh.web.hq import appeals, erasures, founding, overrides, posts, way
from koushaneh.web.ui.homes import home_page

CARDS = [
    calls.approval_card,
    posts.waiting_card,
    way.cards,
    overrides.card,
    appeals.card,
    founding.card,
    erasures.card,
]

home = home_page("hq", CARDS, may=Permission.HQ_HOME)

urls = [path("", home, name="home")]
