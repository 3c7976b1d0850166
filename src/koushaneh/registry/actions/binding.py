"""Binding a woman to her file (پیوند با پرونده): by a code to the phone on file, or by an officer's check."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.registry.models import File


def may_bind(person, *, account):
    """Say whether her live file is bound, or would be by `bind_by_phone`. It writes nothing."""
    file = File.objects.live().filter(person=person).first()
    if file is None:
        return False
    return bool(file.bound_at) or (person.account_id == account.pk and _proved(person, account))


@transaction.atomic
def bind_by_phone(person, *, account):
    """Bind her live file when the account has proved, by a code, a usable phone that stands on it.

    Returns the bound file or None. Safe to repeat.
    """
    file = File.objects.live().select_for_update(of=("self",)).filter(person=person).first()
    if file is None or file.bound_at:
        return file
    if person.account_id != account.pk or not _proved(person, account):
        return None
    return _bind(file, by=account, how="phone")


def _proved(person, account):
    if not account.phone_index or account.phone_verified_at is None:
        return False
    contacts = person.contacts.filter(phone_index=account.phone_index)
    return contacts.exclude(usable_from__gt=timezone.now()).exists()


@transaction.atomic
def bind_by_check(file, *, by, why):
    """Bind a file because an officer has seen who she is. Safe to repeat."""
    file = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    return file if file.bound_at else _bind(file, by=by, how="office", why=why)


def _bind(file, *, by, how, why=""):
    file.bound_at = timezone.now()
    file.save(update_fields=["bound_at"])
    record("file.bound", about=file, by=by, place=file.place, why=why, how=how)
    return file
