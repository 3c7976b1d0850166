"""Women with files, an open call with the shipped form, and applications through the actions."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from koushaneh.calls.actions.answers import save_answers
from koushaneh.calls.actions.applications import start_application
from koushaneh.calls.actions.submitting import submit_application
from koushaneh.calls.models import Call, FormVersion, IndicatorSet, SelectionPolicy
from koushaneh.calls.questions import shipped
from koushaneh.core.time import today
from koushaneh.people.models import Contact, Identity
from koushaneh.registry.models import File
from tests.factories.access import make_account, make_person
from tests.factories.places import city, district

numbers = count(1)
WORDING = "اجازه می‌دهم درخواست من بررسی شود."
GATES = [{"code": "head_verified"}, {"code": "registry_status", "states": ["active"]}, {"code": "own_wish"}]
ANSWERS = {
    "track": "producer",
    "own_wish": "yes",
    "lives_or_works": "lives",
    "work_stage": "regular",
    "activity_months": "۱۸",
    "income_rials": "۳٬۰۰۰٬۰۰۰",
    "household_need_rials": "9000000",
    "channels": "2",
    "skill": "self_taught",
    "women_helped": "3",
    "hours_offered": "۶",
    "can_share": "some",
    "plan": "می‌خواهم کارگاه کوچکی با سه نفر راه بیندازم.",
    "dependants": "2",
    "earners": "1",
}


def make_open_call(*, gates=None, **more):
    """An open call of Tehran with the shipped form; opened yesterday, closes in ten days."""
    profile = IndicatorSet.Profile.FOUNDING
    values = {
        "title": "فراخوان هستهٔ اولیه",
        "place": city(),
        "profile": profile,
        "tracks": ["producer", "trainer"],
        "indicators": IndicatorSet.objects.create(profile=profile, gates=GATES if gates is None else gates),
        "form": FormVersion.objects.create(name="founding", questions=shipped()["questions"]),
        "policy": SelectionPolicy.objects.create(),
        "opens_at": timezone.now() - timedelta(days=1),
        "closes_at": timezone.now() + timedelta(days=10),
        "state": Call.State.OPEN,
        "author": make_account(),
    }
    return Call.objects.create(**{**values, **more})


def make_woman(number=7, *, phone="", bound=True, with_file=True, with_account=True):
    """A woman of district `number` with an account, a verified phone and a file that is bound to her."""
    serial = next(numbers)
    phone = phone or f"+98935{serial:07}"
    account = make_account(name="", phone=phone) if with_account else None
    if account:
        account.phone_verified_at = timezone.now()
        account.save(update_fields=["phone_verified_at"])
    person = make_person("زهرا", f"نمونه {serial}", account=account)
    contact = Contact(person=person)
    contact.set_phone(phone)
    contact.save()
    Identity.objects.create(person=person, birth_date="1985-04-01", birth_year=1985)
    if with_file:
        make_her_file(person, number, bound=bound)
    return person


def make_her_file(person, number=7, *, bound=True):
    return File.objects.create(
        person=person,
        number=f"F-{person.pk}",
        place=district(number),
        state=File.State.ACTIVE,
        head_verified_on=today() - timedelta(days=30),
        bound_at=timezone.now() if bound else None,
        opened_on=today() - timedelta(days=400),
    )


def make_draft(call=None, person=None, *, answers=None, **more):
    """A draft begun by herself, with `answers` kept (all that are required, where None)."""
    call, person = call or make_open_call(), person or make_woman()
    values = {"by": person.account, "wording": WORDING, **more}
    application = start_application(call, person, **values)
    if answers is None or answers:
        save_answers(application, ANSWERS if answers is None else answers, by=person.account)
    application.refresh_from_db()
    return application


def make_submitted(call=None, person=None, **more):
    application = make_draft(call, person, **more)
    return submit_application(application, by=application.person.account)
