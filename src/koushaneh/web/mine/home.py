"""The home page of this audience. Each area adds its card functions to CARDS."""

from django.urls import path

from koushaneh.web.mine import cards, erasure, graduations, interview, milestones, paths, results, workshops
from koushaneh.web.pages import PERSON
from koushaneh.web.ui.homes import home_page

CARDS = [
    erasure.card,
    cards.application,
    cards.invitation,
    cards.baseline,
    cards.news,
    cards.call_me,
    interview.card,
    results.card,
    milestones.card,
    graduations.card,
    paths.card,
    workshops.offered_card,
    workshops.booked_card,
    workshops.open_card,
]

home = home_page("mine", CARDS, may=PERSON)

urls = [path("", home, name="home")]
