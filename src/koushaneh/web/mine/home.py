"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.web.pages import PERSON
from koushaneh.web.ui.homes import home_page

CARDS = []

home = home_page("mine", CARDS, may=PERSON)

urls = [path("", home, name="home")]
