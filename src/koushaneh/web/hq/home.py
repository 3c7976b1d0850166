"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web import calls
from koushaneh.web.hq import appeals, founding, overrides, posts, results, reviewing, running, runs
from koushaneh.web.ui.homes import home_page

CARDS = [
    calls.approval_card,
    posts.waiting_card,
    running.draft_card,
    running.open_card,
    reviewing.card,
    runs.card,
    overrides.card,
    results.card,
    appeals.card,
    founding.card,
]

home = home_page("hq", CARDS, may=Permission.HQ_HOME)

urls = [path("", home, name="home")]
