"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.access.roles import Permission
from koushaneh.web.district import (
    applications,
    board,
    calling,
    calls,
    checking,
    corrections,
    graduations,
    interviewing,
    merging,
    milestones,
    results,
)
from koushaneh.web.ui.homes import home_page

CARDS = [
    calling.calling_card,
    checking.card,
    interviewing.card,
    applications.card,
    corrections.card,
    merging.merges_card,
    results.seat_card,
    results.unaware_card,
    calls.open_card,
    board.card,
    milestones.card,
    graduations.decide_card,
    graduations.due_card,
    graduations.back_card,
    graduations.proposed_card,
]

home = home_page("district", CARDS, may=Permission.DISTRICT_HOME)

urls = [path("", home, name="home")]
