"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web.train import attendance, workshops
from koushaneh.web.ui.homes import home_page

CARDS = [attendance.card, workshops.card]

home = home_page("train", CARDS, may=Permission.TRAINER_HOME)

urls = [path("", home, name="home")]
