"""Accounts, persons and their phones. Rules over them are in `access/rules.py` and `registry/rules.py`."""

from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.core.fields import blind_index
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import clean, to_ascii
from koushaneh.people.erasing import marks_of
from koushaneh.people.models import Account, Contact, ErasedMark, Identity, Person

NEW_PHONE_WAITS = timedelta(hours=48)
PIN_TRIES = 5
PIN_LOCK_SECONDS = 15 * 60


class PinLocked(Refusal):
    code = "people.pin_locked"


class WeakPin(Refusal):
    code = "people.weak_pin"


class IdentityTaken(Refusal):
    code = "people.identity_taken"


@transaction.atomic
def account_for(phone):
    """Return the account of a phone that has just been proved by a code, and make it if there is none."""
    account = Account.objects.with_phone(phone)
    if account is None:
        account = Account.objects.create_user(phone=phone)
        record("account.made", about=account)
    if account.phone_verified_at is None:
        account.phone_verified_at = timezone.now()
        account.save(update_fields=["phone_verified_at"])
    return account


@transaction.atomic
def set_account_phone(account, phone, *, is_verified):
    """Write the phone with which an account signs in, as its owner asks. Safe to repeat."""
    is_other = account.phone != phone
    account.set_phone(phone)
    account.phone_verified_at = timezone.now() if is_verified else None
    account.save(update_fields=["phone", "phone_index", "phone_verified_at"])
    record("account.phone_set", about=account, by=account, is_other=is_other, is_verified=is_verified)
    return account


@transaction.atomic
def add_person(first_name, last_name, *, by, account=None, phone="", is_shared=False, **more):
    """Add a person, with a phone where she has one."""
    person = Person(account=account, **more)
    person.set_name(clean(first_name), clean(last_name))
    person.save()
    if phone:
        add_contact(person, phone, by=by, is_shared=is_shared, usable_at_once=True)
    record("person.added", about=person, by=by)
    return person


@transaction.atomic
def set_identity(person, *, by, number="", kind=Identity.Kind.NATIONAL, **fields):
    """Write what the state knows her by. Refuses a number that another person holds."""
    identity = Identity.objects.filter(person=person).first() or Identity(person=person)
    if number:
        identity.set_number(number, kind)
        if Identity.objects.filter(number_index=identity.number_index).exclude(person=person).exists():
            raise IdentityTaken()
        ErasedMark.objects.filter(index__in=marks_of([number])).delete()  # she has come again herself
    for field, value in fields.items():
        setattr(identity, field, value)
    identity.address_index = blind_index(identity.address, "people.address") if identity.address else ""
    identity.birth_year = int(identity.birth_date[:4]) if identity.birth_date else None
    identity.save()
    record("identity.set", about=person, by=by, fields=sorted(["number"] * bool(number) + list(fields)))
    return identity


@transaction.atomic
def add_contact(person, phone, *, by, is_shared=False, safe_hours="", usable_at_once=False):
    """Add a phone; a new one beside an old waits 48 hours, and the old one is told by the caller."""
    had_one = person.contacts.exists()
    person.contacts.update(is_primary=False)
    contact = Contact(person=person, is_shared=is_shared, safe_hours=safe_hours)
    contact.set_phone(phone)
    if had_one and not usable_at_once:
        contact.usable_from = timezone.now() + NEW_PHONE_WAITS
    contact.save()
    record("contact.added", about=person, by=by, waits=contact.usable_from is not None)
    return contact


@transaction.atomic
def claim_persons(account):
    """Bring to an account the persons whose own, usable phone it has proved. Safe to repeat.

    A shared phone claims nobody by itself where she has not set a PIN: the officer
    or a code to the phone on file binds her.
    """
    if not account.phone_index:
        return []
    mine = Contact.objects.filter(phone_index=account.phone_index, person__account=None).exclude(
        usable_from__gt=timezone.now()
    )
    found = [contact.person for contact in mine.select_related("person") if _may_claim(contact)]
    for person in found:
        person.account = account
        person.save(update_fields=["account"])
        record("person.claimed", about=person, by=account)
    return found


def _may_claim(contact):
    return bool(contact.person.pin) or not contact.is_shared


@transaction.atomic
def set_pin(person, pin, *, by):
    """Set the PIN by which she picks herself on a shared phone: four to eight digits, not all alike."""
    digits = to_ascii(pin)
    if not digits.isdigit() or not 4 <= len(digits) <= 8 or len(set(digits)) == 1:
        raise WeakPin()
    person.pin = make_password(digits)
    person.save(update_fields=["pin"])
    record("person.pin_set", about=person, by=by)
    return person


def check_pin(person, pin):
    """Say whether the PIN is hers. After five wrong ones it rests for a quarter of an hour."""
    key = f"pin:{person.pk}"
    cache.add(key, 0, PIN_LOCK_SECONDS)
    if cache.get(key, 0) >= PIN_TRIES:
        raise PinLocked()
    if check_password(to_ascii(pin), person.pin):
        cache.delete(key)
        return True
    cache.incr(key)
    return False


@transaction.atomic
def set_messages(person, form, *, by):
    """Let her choose open or covered messages."""
    person.messages = form
    person.save(update_fields=["messages"])
    record("person.messages_set", about=person, by=by, form=form)
    return person


@transaction.atomic
def set_language(person, language, *, by):
    """Let her choose the language in which messages come. Safe to repeat."""
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])
        record("person.language_set", about=person, by=by, language=language)
    return person


@transaction.atomic
def set_hidden(person, hidden, *, by):
    """Take her out of searches, lists of others and small counts, or bring her back. Safe to repeat."""
    if bool(person.hidden_at) != hidden:
        person.hidden_at = timezone.now() if hidden else None
        person.save(update_fields=["hidden_at"])
        record("person.hidden" if hidden else "person.shown", about=person, by=by)
    return person


@transaction.atomic
def staff_account(phone, name, *, by):
    """Return the account of a colleague's phone, made if there is none; her name as headquarters writes it."""
    account = Account.objects.with_phone(phone) or Account.objects.create_user(phone=phone)
    if account.name != name:
        account.name = name
        account.save(update_fields=["name"])
        record("account.named", about=account, by=by)
    return account
