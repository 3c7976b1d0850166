"""What a woman may know: who can see her, who looked, and why."""

from collections import defaultdict
from typing import NamedTuple

from koushaneh.access.models import Post
from koushaneh.access.roles import GRANTS, Permission
from koushaneh.audit.models import Reading
from koushaneh.core.time import today
from koushaneh.people.models import AccessBlock


class Seen(NamedTuple):
    """What of a woman stands where: these rights show it at these places, or to these accounts alone."""

    rights: frozenset[Permission]
    places: list
    accounts: frozenset[int] | None = None


def who_can_see(person, seen):
    """Return live posts with a right to see what is `seen` of her, and the rights of each.

    A post whose holder is blocked from her is left out. Sorted by office and role.
    """
    blocked = AccessBlock.objects.filter(subject=person, lifted_at=None).values("blocked__account")
    live = (
        Post.objects.live_on(today()).exclude(account__in=blocked).select_related("office__place", "account")
    )
    seeing = []
    for post in live.order_by("office__code", "role", "pk"):
        rights = frozenset().union(*(_rights_of(post, one) for one in seen))
        if rights:
            seeing.append((post, sorted(rights)))
    return seeing


def _rights_of(post, seen):
    is_there = any(place.path.startswith(post.office.place.path) for place in seen.places)
    is_meant = seen.accounts is None or post.account_id in seen.accounts
    return seen.rights & GRANTS[post.role] if is_there and is_meant else frozenset()


def who_looked(person, limit=200):
    """Return the newest readings of a person: when, which role in which office, opened or seen in a list.

    Her own readings are left out.
    """
    readings = (
        Reading.objects.filter(person_id=person.pk).select_related("record__actor").order_by("-record__at")
    )
    if person.account_id:
        readings = readings.exclude(record__actor=person.account_id)
    readings = list(readings[:limit])
    posts = _posts_of({reading.record.actor_id for reading in readings})
    return [(reading, posts[reading.record.actor_id]) for reading in readings]


def _posts_of(account_ids):
    found = defaultdict(list)
    for post in Post.objects.filter(account__in=account_ids).select_related("office").order_by("pk"):
        found[post.account_id].append(post)
    return found
