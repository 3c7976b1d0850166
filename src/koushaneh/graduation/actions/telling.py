"""Telling her; texts go covered where she chose covered ones."""

from koushaneh.notify.actions import send
from koushaneh.places.offices import office_of


def tell(graduation, template, **facts):
    """Send her one text that leads to her page; part of an action."""
    plan = graduation.plan
    send(plan.person, template, facts, link="/my/graduation/", office=office_of(plan.place))
