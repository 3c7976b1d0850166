"""What counts as a milestone at a place: written by headquarters, retired, never deleted."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import record
from koushaneh.engine.persian import clean
from koushaneh.path.actions.milestones import BadClaim, NotYours
from koushaneh.path.models import Milestone

WORDS = ("title", "title_en", "about", "about_en", "evidence", "evidence_en")


def _check_place(by, place):
    if not may_at(by, Permission.MILESTONE_DEFINE, place):
        raise NotYours()


@transaction.atomic
def put_milestone(place, *, by, title, evidence, verifier, milestone=None, **words):
    """Write a milestone of a place, or change the words and the verifier of one."""
    _check_place(by, place)
    values = {name: clean(text) for name, text in {"title": title, "evidence": evidence, **words}.items()}
    if not values["title"] or not values["evidence"]:
        raise BadClaim(part="story")
    code = milestone.code if milestone else f"own-{get_random_string(10).lower()}"
    found, is_new = Milestone.objects.update_or_create(
        place=place,
        code=code,
        defaults={**values, "verifier": verifier},
        create_defaults={**values, "verifier": verifier, "code": code, "author": by},
    )
    record("milestone.defined", about=found, by=by, place=place, code=code, is_new=is_new)
    return found


@transaction.atomic
def retire_milestone(milestone, *, by):
    """Offer it to nobody any more; what was verified stays. Safe to repeat."""
    found = Milestone.objects.select_for_update(of=("self",)).select_related("place").get(pk=milestone.pk)
    _check_place(by, found.place)
    if found.retired_at is None:
        found.retired_at, found.retired_by = timezone.now(), by
        found.save(update_fields=["retired_at", "retired_by"])
        record("milestone.retired", about=found, by=by, place=found.place, code=found.code)
    return found


@transaction.atomic
def restore_milestone(milestone, *, by):
    """Offer a retired milestone again. Safe to repeat."""
    found = Milestone.objects.select_for_update(of=("self",)).select_related("place").get(pk=milestone.pk)
    _check_place(by, found.place)
    if found.retired_at is not None:
        found.retired_at = found.retired_by = None
        found.save(update_fields=["retired_at", "retired_by"])
        record("milestone.restored", about=found, by=by, place=found.place, code=found.code)
    return found
