"""Files of the register, opened by the action."""

from itertools import count

from koushaneh.people.actions import add_person, set_identity
from koushaneh.registry.actions.facts import add_fact
from koushaneh.registry.actions.files import open_file
from koushaneh.registry.models import Category
from koushaneh.registry.shipped import ship_categories
from tests.factories.places import district

numbers = count(1)


def national_id(number):
    """A valid national ID made from a running number."""
    nine = f"{100_000_000 + number:09}"
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return nine + str(rest if rest < 2 else 11 - rest)


def make_category(code="widow"):
    return Category.objects.filter(code=code).first() or ship_categories()[code]


def make_file(
    number=7, first_name="زهرا", last_name="نمونه", phone="", place=None, category="widow", facts=(), **more
):
    """A live file in district `number` with identity and phone; `facts` are (kind, value) pairs."""
    running = next(numbers)
    person = add_person(first_name, last_name, by=None, phone=phone or f"+98935{running:07}")
    set_identity(person, by=None, number=national_id(running), birth_date="1985-04-02")
    values = {"number": f"{running:06}", "category": make_category(category), **more}
    file = open_file(person, by=None, place=place or district(number), **values)
    for kind, value in dict(facts).items():
        add_fact(file, kind, value, by=None, source="office")
    return file
