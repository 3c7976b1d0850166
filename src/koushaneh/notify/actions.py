"""Messages: written into the outbox with the act that causes them, sent by the worker.

A message row is the record of itself: who, which text, when, what the provider said. The log
therefore takes one record for a batch that somebody sends or takes back, none for each message.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language, override

from koushaneh.audit.actions import change_state, record
from koushaneh.notify.channels import Undeliverable, channel
from koushaneh.notify.hours import awake
from koushaneh.notify.models import Message, Notice
from koushaneh.notify.texts import TEXTS, kept, text_of
from koushaneh.people.models import Contact

TRIES = 5
LEASE = timedelta(minutes=5)


def send(person, template, facts=None, *, about="", batch="", not_before=None, link="", office=None):
    """Tell a person something: a notice in her pages, and a text to her phone in the form she chose.

    Neither is there before `not_before`; the text waits for the morning besides.

    `office` gives `{office_phone}`, the landline that covered texts name. Returns the
    message, or None where she has no phone that may be used.
    """
    facts = kept({"office_phone": {"phone": getattr(office, "phone", "") or ""}, **(facts or {})})
    if TEXTS[template]["notice"]:
        Notice.objects.create(person=person, template=template, facts=facts, link=link, not_before=not_before)
    contact = reachable(person)
    if contact is None or not TEXTS[template][person.messages]:
        return None
    return Message.objects.create(
        person=person,
        template=template,
        to=contact.phone,
        text=_text(person, template, facts),
        about=about,
        batch=batch,
        not_before=awake(max(not_before or timezone.now(), contact.usable_from or timezone.now())),
    )


def _text(person, template, facts):
    with override(person.language):
        return text_of(template, person.messages, facts)


def reachable(person):
    """Return the contact that texts go to, or None: no phone, or she opted out."""
    contacts = [one for one in person.contacts.all() if one.state != Contact.State.OPTED_OUT]
    return min(contacts, key=lambda one: (not one.is_primary, one.pk), default=None)


@transaction.atomic
def send_code(phone, code, *, person=None, template="code"):
    """Put a code into the outbox; codes do not wait for the morning.

    In the person's language, and while nobody is known in that of the page which asks.
    """
    form = person.messages if person else "open"
    with override(person.language if person else get_language()):
        text = text_of(template, form, {"code": code})
    message = Message.objects.create(
        person=person,
        kind=Message.Kind.CODE,
        template=template,
        to=phone,
        text=text,
        not_before=timezone.now(),
    )
    transaction.on_commit(lambda: claim_and_deliver(message))
    return message


@transaction.atomic
def take_back(batch, *, by):
    """Cancel what has not left of a batch. Safe to repeat; returns how many were taken back."""
    waiting = Message.objects.filter(batch=batch, state=Message.State.WAITING)
    count = waiting.update(state=Message.State.CANCELLED)
    record("messages.taken_back", by=by, batch=batch, count=count)
    return count


def deliver(message):
    """Hand one message to its channel. A failure waits and is tried again, five times at most."""
    try:
        sent = channel().send(message.to, message.text, template=message.template, kind=message.kind)
    except Undeliverable as refusal:
        return _not_delivered(message, refusal)
    message.provider_id, message.sent_at, message.state = sent, timezone.now(), Message.State.SENT
    message.save(update_fields=["provider_id", "sent_at", "state"])
    return message


@transaction.atomic
def _not_delivered(message, refusal):
    message.error = refusal.code
    if refusal.is_final or message.attempts >= TRIES:
        message.state = Message.State.OPTED_OUT if refusal.code == "opted_out" else Message.State.FAILED
        _mark_contact(message)
    else:
        message.not_before = timezone.now() + timedelta(minutes=2**message.attempts)
    message.save(update_fields=["error", "state", "not_before"])
    return message


def _mark_contact(message):
    if message.person_id is None:
        return
    state = {
        Message.State.OPTED_OUT: Contact.State.OPTED_OUT,
        Message.State.FAILED: Contact.State.UNDELIVERED,
        Message.State.DELIVERED: Contact.State.REACHABLE,
    }[message.state]
    for contact in message.person.contacts.filter(is_primary=True):
        contact.state = state
        contact.save(update_fields=["state"])


@transaction.atomic
def note_delivery(message, state, *, by=None):
    """Write down what the provider says later: delivered, failed, or that she opted out."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state == state:
        return message
    change_state(message, state, by=by)
    _mark_contact(message)
    return message


def due_messages(now, limit=200):
    """Return messages that may leave now, codes first."""
    waiting = Message.objects.filter(state=Message.State.WAITING, not_before__lte=now)
    return list(waiting.order_by("kind", "not_before")[:limit])


def claim_and_deliver(message):
    """Deliver a message that nobody else is delivering. A claim lapses after `LEASE`, should its worker die."""
    still = Message.objects.filter(pk=message.pk, state=Message.State.WAITING, attempts=message.attempts)
    if not still.update(attempts=F("attempts") + 1, not_before=timezone.now() + LEASE):
        return False
    message.refresh_from_db()
    deliver(message)
    return True


def drain(now):
    """Send what is due; called by the worker every few seconds. Returns how many were handed over."""
    return sum(claim_and_deliver(message) for message in due_messages(now))
