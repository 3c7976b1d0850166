"""Inviting to a call (دعوت): a batch that is counted, leaves after ten minutes and can be undone until then."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import record
from koushaneh.calls.models import Application, Call, Invitation, InvitationBatch
from koushaneh.core.refusal import Refusal
from koushaneh.notify.actions import send, take_back
from koushaneh.notify.models import Notice
from koushaneh.places.offices import office_of
from koushaneh.registry.actions.calling import open_call_task
from koushaneh.registry.models import CallTask, File

UNDO_WINDOW = timedelta(minutes=10)
ANSWER_WINDOW = timedelta(days=3)  # after that the office telephones
TEMPLATE = "call_invitation"
BY_VOICE = {Invitation.Channel.PHONE, Invitation.Channel.OFFICE}
INVITABLE = {Call.State.ANNOUNCED, Call.State.OPEN}


class NotInvitable(Refusal):
    code = "calls.not_invitable"


class NobodyToInvite(Refusal):
    code = "calls.nobody_to_invite"


class HasLeft(Refusal):
    code = "calls.invitations_have_left"


def facts_of_invitation(call, office):
    """Return what the text names: the call, its last hour, where to read on, the landline."""
    return {
        "call": call.title_in_both,
        "closes": call.closes_at,
        "address": f"{settings.ORIGIN}/calls/{call.code}/",
        "office_phone": {"phone": getattr(office, "phone", "") or ""},
    }


@transaction.atomic
def invite(call, place, files, *, by, now=None):
    """Invite the women of these files; who was invited before is left out, so it may be repeated.

    Messages wait ten minutes, and until a call that is only announced opens. Refuses when nobody is left.
    """
    call, now = Call.objects.select_for_update().get(pk=call.pk), now or timezone.now()
    if call.state not in INVITABLE or now >= call.closes_at:
        raise NotInvitable(state=call.get_state_display())
    chosen = _not_yet_invited(call, place, files)
    if not chosen:
        raise NobodyToInvite()
    leaves_at = max(now + UNDO_WINDOW, call.opens_at)
    batch = InvitationBatch.objects.create(call=call, place=place, by=by, leaves_at=leaves_at)
    Invitation.objects.bulk_create(
        Invitation(call=call, file=file, batch=batch, channel=Invitation.Channel.SMS) for file in chosen
    )
    _send(batch, chosen)
    record("call.invited", about=call, by=by, place=place, batch=batch.pk, count=len(chosen))
    return batch


def _not_yet_invited(call, place, files):
    invited = call.invitations.values("file")
    wanted = File.objects.filter(pk__in=[file.pk for file in files], place__path__startswith=place.path)
    rows = wanted.exclude(pk__in=invited).select_related("person").prefetch_related("person__contacts")
    return list(rows.order_by("pk"))


def _send(batch, files):
    office = office_of(batch.place)
    facts = facts_of_invitation(batch.call, office)
    for file in files:
        send(
            file.person,
            TEMPLATE,
            facts,
            about=f"call:{batch.call_id}",
            batch=batch.messages,
            not_before=batch.leaves_at,
            link=f"/calls/{batch.call.code}/",
            office=office,
        )


@transaction.atomic
def undo_batch(batch, *, by, now=None):
    """Take a batch back before it leaves: no message goes out, the women can be invited again.

    Safe to repeat. The log keeps that it was made and undone.
    """
    batch = InvitationBatch.objects.select_for_update().select_related("call", "place").get(pk=batch.pk)
    if batch.undone_at:
        return batch
    now = now or timezone.now()
    if now >= batch.leaves_at:
        raise HasLeft()
    take_back(batch.messages, by=by)
    persons = batch.invitations.values("file__person")
    link = f"/calls/{batch.call.code}/"
    Notice.objects.filter(person__in=persons, template=TEMPLATE, link=link, made_at__gte=batch.at).delete()
    batch.invitations.all().delete()
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    record("call.invitations_undone", about=batch.call, by=by, place=batch.place, batch=batch.pk)
    return batch


@transaction.atomic
def note_invited(call, file, *, by, channel):
    """Write down that a woman was invited by telephone or at the office. Safe to repeat.

    Refuses another way, a call that takes nobody, and a file from elsewhere.
    """
    if channel not in BY_VOICE or not file.place.path.startswith(call.place.path):
        raise NobodyToInvite()
    if call.state not in INVITABLE or timezone.now() >= call.closes_at:
        raise NotInvitable(state=call.get_state_display())
    invitation, is_new = Invitation.objects.get_or_create(
        call=call, file=file, defaults={"channel": channel, "read_at": timezone.now()}
    )
    if is_new:
        record("call.invited", about=call, by=by, place=file.place, channel=str(channel), count=1)
    return invitation


@transaction.atomic
def note_read(call, person, *, now=None):
    """Note that an invited woman has opened the call; returns how many invitations that settles (0 or 1)."""
    unread = Invitation.objects.filter(call=call, file__person=person, read_at=None)
    settled = unread.update(read_at=now or timezone.now())
    if settled:
        record("invitation.read", about=call, by=person.account, place=call.place)
    return settled


def list_unanswered(now):
    """Put invited women who have not begun after three days on their office's call list. Safe to repeat.

    Called by the worker; returns how many were looked at.
    """
    begun = Application.objects.exclude(state=Application.State.WITHDRAWN).values("call", "person")
    waiting = Invitation.objects.filter(
        call__state=Call.State.OPEN, batch__leaves_at__lte=now - ANSWER_WINDOW, batch__undone_at=None
    ).select_related("file__person", "file__place", "call")
    has_begun = {(row["call"], row["person"]) for row in begun.filter(call__state=Call.State.OPEN)}
    unanswered = [one for one in waiting if (one.call_id, one.file.person_id) not in has_begun]
    for invitation in unanswered:
        open_call_task(
            invitation.file.person,
            place=invitation.file.place,
            reason=CallTask.Reason.UNANSWERED,
            about=f"call:{invitation.call_id}",
            by=None,
        )
    return len(unanswered)
