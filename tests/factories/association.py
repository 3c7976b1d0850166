"""Chapters and founding acts."""

from koushaneh.association.actions import add_entry, draft_act, found_chapter, propose_act
from tests.factories.access import make_person
from tests.factories.places import city, long_ago
from tests.factories.results import officer


def make_chapter(place=None):
    return found_chapter(place or city(), "کانون کوشانهٔ تهران", by=officer(), founded_on=long_ago())


def make_act(*, by=None, people=2, **more):
    by = by or officer()
    act = draft_act(make_chapter(), "مصوبهٔ تأسیس", by=by)
    for number in range(people):
        add_entry(
            act,
            by=by,
            person=make_person("مهری", f"نمونه {number}"),
            member_since=long_ago(),
            craft="چرم",
            **more,
        )
    return act


def make_proposed_act(**more):
    act = make_act(**more)
    return propose_act(act, by=act.author, letter_number="۱۲/۳۴", letter_on=long_ago())
