"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web.district import applications, calling, calls, checking, interviewing, merging, results
from koushaneh.web.ui.homes import home_page

CARDS = [
    calling.calling_card,
    checking.card,
    interviewing.card,
    applications.card,
    merging.merges_card,
    results.card,
    calls.open_card,
]

home = home_page("district", CARDS, may=Permission.DISTRICT_HOME)

urls = [path("", home, name="home")]
