"""A list of the city neither keeps the row of a woman who was erased nor brings her back."""

import pytest
from django.utils import timezone

from koushaneh.people.actions import add_person, set_identity
from koushaneh.people.erasing import marks_of
from koushaneh.people.models import ErasedMark, Person
from koushaneh.registry.models import File, ImportRow
from koushaneh.registry.shipped import ship_categories
from koushaneh.rights.actions.executing import erase_person
from koushaneh.rights.models.erasing import code_index
from tests.factories.access import make_post
from tests.factories.registry import national_id
from tests.registry.test_importing import as_csv, import_all, line

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    ship_categories()
    return make_post(number=7).account


def erase(person):
    return erase_person(person, by=None, code_index=code_index("abcdefghjkmn"), asked_at=timezone.now())


def test_next_months_list_does_not_bring_her_back(officer):
    content = as_csv([line(1), line(2)])
    import_all(content, officer)

    erase(Person.objects.get(last_name="نمونه1"))
    second = import_all(content, officer)

    assert second.counts == {"new": 0, "changed": 0, "same": 1, "duplicate": 0, "refused": 1}
    assert second.rows.get(outcome=ImportRow.Outcome.REFUSED).problems[0]["code"] == "row.erased"
    assert not Person.objects.filter(last_name="نمونه1").exists()


def test_a_woman_without_an_id_is_known_by_the_number_of_her_file(officer):
    content = as_csv([line(1, **{"کد ملی": ""}), line(2)])
    import_all(content, officer)

    erase(Person.objects.get(last_name="نمونه1"))

    assert import_all(content, officer).counts["refused"] == 1


def test_her_sealed_rows_of_earlier_lists_go_and_those_of_others_stay(officer):
    source = import_all(as_csv([line(1), line(2)]), officer)

    receipt = erase(Person.objects.get(last_name="نمونه1"))

    assert receipt.erased["imports"] == 1
    assert [row.number for row in source.rows.all()] == [3]


def test_when_she_comes_again_herself_nothing_stands_in_her_way(officer):
    content = as_csv([line(1)])
    import_all(content, officer)
    erase(File.objects.get().person)

    again = add_person("زهرا", "نمونه", by=officer)
    set_identity(again, by=officer, number=national_id(50_001))

    assert not ErasedMark.objects.filter(index__in=marks_of([national_id(50_001)])).exists()
