"""Who looks: each role at its own place, the same role far away, women, an account alone, a guest."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from koushaneh.access.models import Post, Role
from koushaneh.access.roles import GRANTS
from koushaneh.core.time import today
from koushaneh.places.actions import open_office
from koushaneh.places.models import Office, Place
from tests.factories.access import make_account, make_post
from tests.factories.places import directorate, district_office, headquarters, long_ago, oversight

CITY_OFFICE = {
    Role.DIRECTORATE_MANAGER: directorate,
    Role.SIGNER: directorate,
    Role.HQ_OFFICER: headquarters,
    Role.AUDITOR: oversight,
    Role.CUSTODIAN: oversight,
    Role.SYSTEM_ADMIN: headquarters,
}
OFFICE_ROLES = (Role.DISTRICT_OFFICER, Role.INTAKE, Role.FOLLOW_UP, Role.COUNSELLOR)


@dataclass
class Viewer:
    """One who asks for pages: `reach` is own, next (the neighbouring district), far, or none."""

    name: str
    reach: str
    account: object = None
    person: object = None
    role: str = ""

    @property
    def permissions(self):
        return GRANTS.get(self.role, set())

    def client(self):
        client = Client(raise_request_exception=False)
        if self.account:
            client.force_login(self.account)
            session = client.session
            session["has_second_key"] = True
            if self.person:
                session["person"] = self.person.public_id
            session.save()
        return client


def isfahan_office(role):
    kinds = {
        Role.DIRECTORATE_MANAGER: "directorate",
        Role.SIGNER: "directorate",
        Role.AUDITOR: "oversight",
        Role.CUSTODIAN: "oversight",
    }
    kind = Office.Kind(kinds.get(role, "headquarters"))
    place = Place.objects.get(code="ir-10")
    return open_office(f"isfahan-{kind}", kind, place, "ادارهٔ اصفهان", by=None, on=long_ago())


def own_account(world, role):
    given = {
        Role.REVIEWER: world.assignment.reviewer,
        Role.TEXT_EDITOR: world.editor,
        Role.INTERVIEWER: world.rater,
        Role.APPEAL_PANEL: world.hearing.member,
        Role.TRAINER: world.workshop.trainer,
        Role.COUNSELLOR: world.counsellor,
    }
    if role in given:
        return given[role]
    office = district_office(7) if role in OFFICE_ROLES else CITY_OFFICE[role]()
    return make_post(role, office=office).account


WATCHERS = [
    *[("anonymous", "none"), ("signed in", "none"), ("out of office", "none")],
    *[("woman", "own"), ("woman", "far"), ("substitute", "own")],
    *[(role.value, reach) for role in Role for reach in ("own", "far")],
    *[(role.value, "next") for role in OFFICE_ROLES],
]


def out_of_office():
    """An account with three posts of an officer in her district: one is over, one not begun, one not agreed to."""
    account, day = make_account(), timedelta(days=1)
    for more in (
        {"ends_on": today() - day, "starts_on": today() - 9 * day},
        {"starts_on": today() + day},
        {"state": Post.State.PROPOSED},
    ):
        post = make_post(Role.DISTRICT_OFFICER, 7, account=account)
        Post.objects.filter(pk=post.pk).update(**more)
    return account


def substitute():
    """One who holds another officer's post while that one is away."""
    post = make_post(Role.DISTRICT_OFFICER, 7)
    stands_in = make_post(Role.DISTRICT_OFFICER, 7)
    Post.objects.filter(pk=stands_in.pk).update(substitute_for=post, ends_on=today() + timedelta(days=7))
    return stands_in.account


def viewers(world):
    found = [
        Viewer("out of office", "none", out_of_office()),
        Viewer("substitute", "own", substitute(), role=Role.DISTRICT_OFFICER),
        Viewer("anonymous", "none"),
        Viewer("signed in", "none", make_account()),
        Viewer("woman", "own", world.zahra.account, world.zahra),
        Viewer("woman", "far", world.stranger.account, world.stranger),
    ]
    for role in Role:
        found.append(Viewer(role.value, "own", own_account(world, role), role=role))
        far = make_post(role, office=isfahan_office(role)).account
        found.append(Viewer(role.value, "far", far, role=role))
    for role in OFFICE_ROLES:
        found.append(Viewer(role.value, "next", make_post(role, 8).account, role=role))
    return found
