"""Accounts and posts. A post here is what headquarters gave long ago."""

from itertools import count

from koushaneh.access.models import Post, Role
from koushaneh.people.models import Account, Person
from tests.factories.places import district, district_office, headquarters, long_ago, oversight

numbers = count(1)
HOME_OF = {
    Role.DISTRICT_OFFICER: lambda number: district_office(number),
    Role.INTAKE: lambda number: district_office(number),
    Role.FOLLOW_UP: lambda number: district_office(number),
    Role.TRAINER: lambda number: district_office(number),
    Role.COUNSELLOR: lambda number: district_office(number),
    Role.AUDITOR: lambda number: oversight(),
}


def make_account(name="", phone=""):
    number = next(numbers)
    return Account.objects.create_user(phone=phone or f"+98912{number:07}", name=name or f"کاربر {number}")


def make_person(first_name="زهرا", last_name="نمونه", account=None, **more):
    person = Person(account=account, **more)
    person.set_name(first_name, last_name)
    person.save()
    return person


def make_post(role=Role.DISTRICT_OFFICER, number=7, office=None, account=None, **more):
    """A live post: of district `number` for district roles, of headquarters (or oversight) for the others."""
    office = office or HOME_OF.get(role, lambda _number: headquarters())(number)
    account = account or make_account(name=f"{Role(role).value} {number}")
    values = {"starts_on": long_ago(), "state": Post.State.ACTIVE, **more}
    return Post.objects.create(account=account, role=role, office=office, **values)


__all__ = ["district", "make_account", "make_person", "make_post"]
