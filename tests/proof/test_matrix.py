"""Every address × every role, at its own place and elsewhere × GET and POST (promise 1 of design/trust.md)."""

import pytest
from django.db.models import Q
from django.http import HttpResponse

from koushaneh.access import rules
from koushaneh.access.models import Role
from koushaneh.access.roles import Permission
from koushaneh.calls import rules as call_rules
from koushaneh.registry import rules as registry_rules
from koushaneh.screening import rules as screening_rules
from koushaneh.screening import rules_results
from koushaneh.web.pages import PERSON, PUBLIC, SIGNED_IN
from tests.proof.addresses import addresses
from tests.proof.asking import ask, seen
from tests.proof.viewers import WATCHERS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ADDRESSES = addresses()
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
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
SEEN_BY_ALL_OFFICES = {
    "district:paper",
    "hq:period",
}  # and how long data are kept, for the whole installation
# Addresses that answer 404 to their own people in this world, each for its reason.
ABSENT_FOR_OWN = {
    "account_demo": "this is no demo database",
    "account_demo_enter": "this is no demo database",
    "demo:clock": "this is no demo database",
    "demo:clock_moves": "this is no demo database",
    "demo:clock_stopping": "this is no demo database",
    "demo:way": "this is no demo database",
    "demo:hands": "this is no demo database",
    "demo:phones": "this is no demo database",
    "public:style": "the page of components is for those who build and for the demo",
    "hq:form_beginning": "the form must name what to begin from",
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


def test_every_role_and_everybody_without_one_looks(proof):
    assert sorted((viewer.name, viewer.reach) for viewer in proof.viewers) == sorted(WATCHERS)
    assert {viewer.role for viewer in proof.viewers} == {"", *Role}


@pytest.mark.parametrize(("name", "reach"), WATCHERS)
def test_everybody_is_let_in_where_the_table_says_and_finds_nothing_elsewhere(proof, name, reach):
    assert list(wrong(proof, proof.viewer(name, reach))) == []


def misheard(proof, viewer):
    """Return what this viewer was answered to a method that no page knows, at every fourth address, in turn.

    Each address meets each of these methods so, from all kinds of viewers.
    """
    client, turn = viewer.client(), WATCHERS.index((viewer.name, viewer.reach))
    for place, address in list(enumerate(ADDRESSES))[turn % 4 :: 4]:
        path, method = address.path(**proof.samples[address.name]), OTHERS[(place + turn) % len(OTHERS)]
        answer = ask(client, method, path)
        if complaint := misjudged(viewer, address, method, answer, client):
            yield f"{viewer.name} ({viewer.reach}): {method} {address.route}: {complaint}"


def misjudged(viewer, address, method, answer, client):
    if is_open(viewer, address):
        allowed = {one.strip() for one in answer.headers.get("Allow", "").split(",")}
        is_told = answer.status_code == 405 and allowed == set(address.methods)
        return "" if is_told else f"status {answer.status_code}, allowed {sorted(allowed)}"
    if viewer.account is None:
        return "" if answer.headers.get("Location", "").startswith("/account/login/") else "no sign-in asked"
    return _unlike(answer, seen(ask(client, method, address.absent)))


@pytest.mark.parametrize(("name", "reach"), WATCHERS)
def test_no_other_method_does_or_tells_anything(proof, name, reach):
    assert list(misheard(proof, proof.viewer(name, reach))) == []


def test_every_address_meets_every_other_method():
    met = {
        (place, (place + turn) % len(OTHERS))
        for turn in range(len(WATCHERS))
        for place in range(turn % 4, len(ADDRESSES), 4)
    }

    assert len(met) == len(ADDRESSES) * len(OTHERS)


def test_where_a_method_is_not_refused_the_matrix_goes_red(proof, monkeypatch):
    monkeypatch.setattr("koushaneh.web.pages.HttpResponseNotAllowed", lambda _allowed: HttpResponse("done"))

    found = list(misheard(proof, proof.viewer("district_officer", "own")))

    assert len(found) > 10


def test_what_is_not_posted_to_is_not_read_by_a_post_either(proof):
    client, found = proof.viewer("woman").client(), []
    for address in ADDRESSES:
        for method in {"GET", "POST"} - address.methods:
            if is_open(proof.viewer("woman"), address):
                path = address.path(**proof.samples[address.name])
                found.append(ask(client, method, path).status_code)

    assert set(found) == {405}


@pytest.mark.parametrize(
    ("name", "reach"), [watcher for watcher in WATCHERS if watcher[1] in ("own", "none")]
)
def test_a_head_is_answered_as_the_page_is_without_its_body(proof, name, reach):
    viewer, found = proof.viewer(name, reach), []
    client, turn = viewer.client(), WATCHERS.index((name, reach))
    for address in [one for one in ADDRESSES if "GET" in one.methods][turn % 4 :: 4]:
        path = address.path(**proof.samples[address.name])
        head, whole = ask(client, "HEAD", path), ask(client, "GET", path)
        if head.status_code != whole.status_code or head.body:
            found.append(f"{address.route}: {head.status_code} beside {whole.status_code}")

    assert found == []


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
