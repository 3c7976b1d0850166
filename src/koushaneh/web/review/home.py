"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web.review import appeals, interviews, reviewing, texts
from koushaneh.web.ui.homes import home_page

CARDS = [reviewing.card, interviews.card, texts.card, appeals.card]

home = home_page("review", CARDS, may=Permission.REVIEW_HOME)

urls = [path("", home, name="home")]
