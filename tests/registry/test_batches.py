"""An import writes in bulk what the actions write one by one: the two must stay equal."""

import pytest

from koushaneh.people.actions import add_person, set_identity
from koushaneh.registry.actions.facts import add_fact
from koushaneh.registry.actions.files import open_file
from koushaneh.registry.batches import create_files
from koushaneh.registry.models import Evidence
from koushaneh.registry.shipped import ship_categories
from tests.factories.places import district
from tests.factories.registry import national_id

LEFT_OUT = {"id", "person_id", "file_id", "public_id", "made_at", "at", "number_index", "phone_index"}


def plain(row):
    fields = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in fields if name not in LEFT_OUT}


@pytest.mark.django_db
def test_the_batch_and_the_actions_make_the_same_file():
    category, place = ship_categories()["widow"], district(7)
    from datetime import date

    row = {
        "number": "000001",
        "first_name": "زهرا",
        "last_name": "نمونه",
        "national_id": national_id(1),
        "birth_date": date(1985, 4, 2),
        "phone": "+989121234567",
        "place": place.code,
        "category": "widow",
        "dependants": 2,
    }
    (bulk,) = create_files([row], by=None, source="s")

    person = add_person("زهرا", "نمونه", by=None, phone="+989121234568")
    set_identity(person, by=None, number=national_id(2), birth_date="1985-04-02")
    single = open_file(person, by=None, place=place, number="000001", category=category, source="s")
    add_fact(single, "dependants", 2, by=None, source="s", evidence=Evidence.DOCUMENT)

    assert plain(bulk) == plain(single)
    assert plain(bulk.person) == plain(single.person)
    assert {**plain(bulk.person.identity), "number": ""} == {**plain(single.person.identity), "number": ""}
    assert {**plain(bulk.person.contacts.get()), "phone": ""} == {**plain(person.contacts.get()), "phone": ""}
    assert plain(bulk.facts.get()) == plain(single.facts.get())
    assert plain(bulk.events.get()) == plain(single.events.get())
