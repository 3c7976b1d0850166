"""Who looks: each role at its own place, the same role far away, women, an account alone, a guest."""

from dataclasses import dataclass

from django.test import Client

from koushaneh.access.models import Role
from koushaneh.access.roles import GRANTS
from koushaneh.places.actions import open_office
from koushaneh.places.models import Office, Place
from tests.factories.access import make_account, make_post
from tests.factories.places import directorate, district_office, headquarters, long_ago, oversight

CITY_OFFICE = {
    Role.DIRECTORATE_MANAGER: directorate,
    Role.SIGNER: directorate,
    Role.HQ_OFFICER: headquarters,
    Role.AUDITOR: oversight,
    Role.SYSTEM_ADMIN: headquarters,
}
OFFICE_ROLES = (Role.DISTRICT_OFFICER, Role.INTAKE)


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
    kinds = {Role.DIRECTORATE_MANAGER: "directorate", Role.SIGNER: "directorate", Role.AUDITOR: "oversight"}
    kind = Office.Kind(kinds.get(role, "headquarters"))
    place = Place.objects.get(code="ir-10")
    return open_office(f"isfahan-{kind}", kind, place, "ادارهٔ اصفهان", by=None, on=long_ago())


def own_account(world, role):
    given = {
        Role.REVIEWER: world.assignment.reviewer,
        Role.TEXT_EDITOR: world.editor,
        Role.INTERVIEWER: world.rater,
        Role.APPEAL_PANEL: world.hearing.member,
    }
    if role in given:
        return given[role]
    office = district_office(7) if role in OFFICE_ROLES else CITY_OFFICE[role]()
    return make_post(role, office=office).account


def viewers(world):
    found = [
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
