"""Every page without arguments asks the database as often with thirty more rows as with one, at most twelve times."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koushaneh.people.models import AccessBlock
from koushaneh.registry.actions.calling import open_call_task
from koushaneh.registry.actions.merging import propose_pair
from koushaneh.registry.models import CallTask, Import
from tests.factories import results, screening
from tests.factories.access import make_account, make_person, make_post
from tests.factories.calls_applications import make_open_call, make_woman
from tests.factories.graduation import make_draft as make_review
from tests.factories.places import district
from tests.factories.workshops import make_open
from tests.proof.addresses import addresses
from tests.proof.asking import ask

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
BUDGET = 12
# The export of all her data is no list: it is made once for one woman and reads each table of the house once.
EXPORT, TABLES = "my/privacy/export/", 125
FRAME = re.compile(r"^(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)")
ROLES_OF = {
    "district": ("district_officer",),
    "hq": ("hq_officer",),
    "review": ("reviewer", "text_editor", "interviewer", "appeal_panel"),
    "counsel": ("counsellor", "custodian"),
    "oversight": ("auditor",),
    "train": ("trainer",),
    "mine": ("woman",),
    "public": ("anonymous",),
}


def pages():
    """Return [(role, address)] of all pages that need no argument: every list is one of them."""
    return [
        (role, address)
        for address in addresses()
        if "GET" in address.methods and not address.arguments
        for role in ROLES_OF.get(address.name.rpartition(":")[0], ())
    ]


def counted(clients):
    """Return {(role, route): queries} of the pages that answer; what frames the test is left out."""
    found = {}
    for role, address in pages():
        ask(clients[role], "GET", address.path())  # the session and the process warm up
        with CaptureQueriesContext(connection) as asked:
            answer = ask(clients[role], "GET", address.path())
        if answer.status_code == 200:
            own = [one for one in asked.captured_queries if not FRAME.match(one["sql"])]
            found[role, address.route] = len(own)
    return found


def more_rows(world, count):
    """More of what lists show, in Zahra's district and city."""
    for _number in range(count):
        woman = make_woman(7)
        open_call_task(woman, place=district(7), reason=CallTask.Reason.CALL_ME, by=None)
        propose_pair(woman, make_woman(7), by=None)
        screening.make_application(world.checked_call, 7, person=woman, state="checking")
        AccessBlock.objects.create(
            subject=woman, blocked=make_person(), reason="نزدیک", set_by=make_account()
        )
        Import.objects.create(place=district(7), file_name="x.csv", by=world.officer)
        make_post(number=7)
        make_open_call()
        make_open(7, trainer=world.workshop.trainer)
        make_review(template="founding")
        results.make_scored(world.run.call, 7, 3)


def _budget(page):
    return TABLES if page[1] == EXPORT else BUDGET


def test_pages_ask_no_more_with_thirty_rows_and_at_most_twelve_times(proof):
    roles = {role for role, _address in pages()}
    reach = {role: "none" if role == "anonymous" else "own" for role in roles}
    clients = {role: proof.viewer(role, reach[role]).client() for role in roles}
    more_rows(proof.world, 1)
    few = counted(clients)

    more_rows(proof.world, 30)
    many = counted(clients)

    assert len(few) > 40
    assert {page: (few[page], many[page]) for page in few if many[page] > few[page]} == {}
    assert {page: count for page, count in many.items() if count > _budget(page)} == {}
