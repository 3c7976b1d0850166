"""Every address × every role, at its own place and elsewhere × GET and POST (promise 1 of design/trust.md)."""

import pytest
from django.db.models import Q

from koushaneh.access import rules
from koushaneh.access.roles import Permission
from koushaneh.calls import rules as call_rules
from koushaneh.registry import rules as registry_rules
from koushaneh.screening import rules as screening_rules
from koushaneh.screening import rules_results
from koushaneh.web.pages import PERSON, PUBLIC, SIGNED_IN
from tests.proof.addresses import addresses
from tests.proof.asking import ask, seen

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ADDRESSES = addresses()
# What the whole city may read: a call, once announced, is seen by each of its districts.
SEEN_BY_NEIGHBOURS = {
    "district:call",
    "hq:call",
    "district:call_poster",
    "district:invitees",
    "district:invitations",
    "district:invitation_preview",
}
# A blank form of a call that anybody may read about.
SEEN_BY_ALL_OFFICES = {"district:paper"}
# Addresses that answer 404 to their own people in this world, each for its reason.
ABSENT_FOR_OWN = {
    "account_demo": "this is no demo database",
    "account_demo_enter": "this is no demo database",
    "public:style": "the page of components is for those who build and for the demo",
    "hq:run_set_aside": "the form must name an application",
    "mfa_reauthenticate": "she has no second key to prove",
    "account_reauthenticate": "she has no second key to prove",
    "mfa_reauthenticate_webauthn": "she has no passkey",
    "mfa_deactivate_totp": "she has no code generator",
    "mfa_view_recovery_codes": "she has no recovery codes",
    "mfa_download_recovery_codes": "she has no recovery codes",
    "mfa_remove_webauthn": "the passkey is Zahra's",
    "mfa_edit_webauthn": "the passkey is Zahra's",
}


def methods_of(address):
    return sorted(address.methods & {"GET", "POST"})


def is_open(viewer, address):
    """Say whether the door should let this viewer in, read from the table of permissions alone."""
    if address.may == PUBLIC:
        return True
    if viewer.account is None:
        return False
    if address.may == SIGNED_IN:
        return True
    return viewer.person is not None if address.may == PERSON else address.may in viewer.permissions


def is_foreign(viewer, address):
    """Say whether the sample of this address lies out of the viewer's reach."""
    if not address.arguments or address.may in (PUBLIC, SIGNED_IN) or address.name in SEEN_BY_ALL_OFFICES:
        return False
    return viewer.reach == "far" or (viewer.reach == "next" and address.name not in SEEN_BY_NEIGHBOURS)


def wrong(proof, viewer, chosen=ADDRESSES):
    """Return what this viewer was answered against the table."""
    client = viewer.client()
    for address in chosen:
        for method in methods_of(address):
            answer = ask(client, method, address.path(**proof.samples[address.name]))
            if complaint := judge(viewer, address, method, answer, client):
                yield f"{viewer.name} ({viewer.reach}): {method} {address.route}: {complaint}"


def judge(viewer, address, method, answer, client):
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if viewer.account is None and address.may != PUBLIC:
        return "" if answer.headers.get("Location", "").startswith("/account/login/") else "no sign-in asked"
    if not is_open(viewer, address) or is_foreign(viewer, address):
        return _unlike(answer, seen(ask(client, method, address.absent)))
    is_missing = answer.status_code in (403, 404) and address.name not in ABSENT_FOR_OWN
    return f"her own gives {answer.status_code}" if is_missing else ""


def _unlike(answer, absent):
    status, _location, body = seen(answer)
    if absent[0] != 404:
        return f"what never existed gives {absent[0]}"
    if status != 404:
        return f"a stranger gets {status}"
    return "" if body == absent[2] else "the body tells that it exists"


def test_every_address_says_who_may_come_in():
    assert [one.route for one in ADDRESSES if one.may is None] == []
    assert len(ADDRESSES) > 250


def test_every_permission_asked_for_is_held_by_somebody(proof):
    held = {permission for viewer in proof.viewers for permission in viewer.permissions}

    assert {one.may for one in ADDRESSES if isinstance(one.may, Permission)} <= held


@pytest.mark.parametrize("number", range(28))
def test_everybody_is_let_in_where_the_table_says_and_finds_nothing_elsewhere(proof, number):
    assert len(proof.viewers) == 28

    assert list(wrong(proof, proof.viewers[number])) == []


def test_what_is_not_allowed_as_a_method_is_refused(proof):
    client, found = proof.viewer("woman").client(), []
    for address in ADDRESSES:
        for method in {"GET", "POST", "PUT", "DELETE"} - address.methods:
            if is_open(proof.viewer("woman"), address):
                path = address.path(**proof.samples[address.name])
                found.append(ask(client, method, path).status_code)

    assert set(found) == {405}


@pytest.mark.parametrize("role", ["district_officer", "hq_officer"])
def test_without_the_guard_of_places_the_matrix_goes_red(proof, monkeypatch, role):
    for module in (rules, call_rules, registry_rules, screening_rules, rules_results):
        monkeypatch.setattr(module, "within", lambda *_: Q())
    foreign = [one for one in ADDRESSES if one.arguments and one.may in proof.viewer(role).permissions]

    found = list(wrong(proof, proof.viewer(role, "far"), foreign))

    assert len(found) > len(foreign) / 2


def test_without_the_door_the_matrix_goes_red(proof, monkeypatch):
    monkeypatch.setattr("koushaneh.web.pages.rules.may", lambda *_: True)
    guarded = [one for one in ADDRESSES if isinstance(one.may, Permission) and not one.arguments]

    found = list(wrong(proof, proof.viewer("reviewer"), guarded))

    assert len(found) > len(guarded) / 2
