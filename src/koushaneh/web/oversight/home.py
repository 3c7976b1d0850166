"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web import calls
from koushaneh.web.oversight import log, system
from koushaneh.web.ui.homes import home_page

CARDS = [calls.approval_card, system.failing_card, log.log_card]

home = home_page("oversight", CARDS, may=Permission.OVERSIGHT_HOME)

urls = [path("", home, name="home")]
