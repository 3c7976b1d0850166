"""Another phone (شمارهٔ تازه): the ones before it are told, in the same act."""

from django.db import transaction
from django.utils import timezone

from koushaneh.core.time import today
from koushaneh.notify.actions import send
from koushaneh.people.actions import NEW_PHONE_WAITS, add_contact


@transaction.atomic
def change_phone(person, phone, *, by, at_the_office=False, office=None, **more):
    """Add a phone and tell the one before it. Brought to the office it holds today, else it waits 48 hours.

    `more` as in `add_contact`.
    """
    usable_from = today() if at_the_office else timezone.now() + NEW_PHONE_WAITS
    send(
        person, "phone_changed", {"usable_from": usable_from}, office=office
    )  # first: it goes to the old one
    return add_contact(person, phone, by=by, usable_at_once=at_the_office, **more)
