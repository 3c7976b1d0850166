"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web.counsel import cases, keys, licence, notes, recovery, slots
from koushaneh.web.ui.homes import home_page

CARDS = [
    licence.card,
    keys.card,
    slots.unsettled_card,
    notes.card,
    recovery.card,
    slots.next_card,
    slots.open_card,
    cases.card,
]

home = home_page("counsel", CARDS, may=Permission.COUNSEL_HOME)

urls = [path("", home, name="home")]
