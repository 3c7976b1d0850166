"""The ledger of consent: given with words, withdrawn as easily, over when its time is over."""

from datetime import timedelta

import pytest

from koushaneh.consent import actions
from koushaneh.consent.models import Consent, Purpose
from koushaneh.core.time import today
from tests.factories.access import make_person

pytestmark = pytest.mark.django_db


def give(person, **more):
    values = {"wording": "می‌پذیرم", "channel": Consent.Channel.SELF, "by": None, **more}
    return actions.give(person, Purpose.CONTACT, **values)


def test_what_was_given_holds_until_it_is_withdrawn():
    person = make_person()
    consent = give(person)
    assert actions.holds(person, Purpose.CONTACT)

    actions.withdraw(consent, by=None)

    assert not actions.holds(person, Purpose.CONTACT)
    assert not actions.holds(person, Purpose.FILE)


def test_giving_twice_is_giving_once():
    person = make_person()

    assert give(person) == give(person)
    assert person.consents.count() == 1


def test_a_consent_is_over_after_its_last_day():
    person = make_person()
    give(person, until=today())
    assert actions.holds(person, Purpose.CONTACT)

    person.consents.update(until=today() - timedelta(days=1))

    assert not actions.holds(person, Purpose.CONTACT)


def test_after_it_is_over_she_can_give_it_again_and_both_lines_stay():
    person = make_person()
    old = give(person, until=today())
    person.consents.update(until=today() - timedelta(days=1))

    new = give(person)

    assert actions.holds(person, Purpose.CONTACT)
    assert new != old
    assert person.consents.count() == 2


def test_withdrawing_twice_keeps_the_first_moment():
    consent = actions.withdraw(give(make_person()), by=None)

    assert actions.withdraw(consent, by=None).withdrawn_at == consent.withdrawn_at
