"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web.hq import posts, reviewing
from koushaneh.web.ui.homes import home_page

CARDS = [posts.waiting_card, reviewing.card]

home = home_page("hq", CARDS, may=Permission.HQ_HOME)

urls = [path("", home, name="home")]
