"""Writing the association: founding members of a call, founding acts, chapters."""

from django.db import transaction

from koushaneh.access.roles import Permission
from koushaneh.access.signing import SIGNATURES, sign
from koushaneh.association.models import Chapter, FoundingAct, FoundingEntry, Membership, OfficeTerm
from koushaneh.audit.actions import change_state, record
from koushaneh.consent.actions import give
from koushaneh.consent.models import Consent, Purpose
from koushaneh.core.fields import blind_index
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.engine.persian import clean, fold
from koushaneh.people.actions import add_person
from koushaneh.people.models import Person
from koushaneh.screening.actions.cohort import enrol
from koushaneh.screening.actions.offers import accept_offer as accept_seat

FOUNDING = "founding"
CONSENT_CHANNEL = {
    "self": Consent.Channel.SELF,
    "sms": Consent.Channel.SMS,
    "spoken": Consent.Channel.SPOKEN,
    "fingerprint": Consent.Channel.PAPER,
}


class NoChapter(Refusal):
    code = "association.no_chapter"


class ActClosed(Refusal):
    """The act was signed or refused; what it entered is changed by another act."""

    code = "association.act_closed"


class EmptyAct(Refusal):
    code = "association.empty_act"


class NameMissing(Refusal):
    code = "association.name_missing"


class BadDate(Refusal):
    code = "association.future_date"


@transaction.atomic
def accept_offer(offer, *, by, wording, confirmation="", note=""):
    """She takes her seat: enrolled in the cohort and, by a founding call, a founding member. Safe to repeat.

    `wording` is what she allowed with it: her name and work go from the System to the association.
    """
    offer = accept_seat(offer, by=by, confirmation=confirmation, note=note)
    application = offer.application
    enrolment = enrol(application, by=by)
    if offer.call.profile == FOUNDING:
        give(
            application.person,
            Purpose.ASSOCIATION,
            wording=wording,
            channel=CONSENT_CHANNEL[offer.confirmation],
            by=by,
            about=f"call:{offer.call_id}",
        )
        welcome_founder(application, by=by)
    return enrolment


@transaction.atomic
def welcome_founder(application, *, by):
    """Enter a woman of a founding call as a founding member from today. Safe to repeat."""
    chapter = chapter_for(application.place)
    membership, is_new = Membership.objects.get_or_create(
        chapter=chapter,
        person_id=application.person_id,
        ends_on=None,
        defaults={"origin": Membership.Origin.CALL, "starts_on": today()},
    )
    if is_new:
        record("membership.began", about=membership, by=by, place=chapter.place, origin="call")
    return membership


def chapter_for(place):
    """Return the chapter of a place or the nearest one above it. Refuses where there is none."""
    above = place.roots
    chapters = {chapter.place_id: chapter for chapter in Chapter.objects.filter(place__in=above)}
    found = next((chapters[pk] for pk in reversed(above) if pk in chapters), None)
    if found is None:
        raise NoChapter(place=place.name)
    return found


@transaction.atomic
def found_chapter(place, name, *, by, founded_on, name_en="", parent=None):
    """Write down that the association has a chapter at a place. Safe to repeat."""
    if founded_on > today():
        raise BadDate()
    chapter, is_new = Chapter.objects.get_or_create(
        place=place,
        defaults={"name": clean(name), "name_en": name_en, "founded_on": founded_on, "parent": parent},
    )
    if is_new:
        record("chapter.founded", about=chapter, by=by, place=place)
    return chapter


@transaction.atomic
def draft_act(chapter, title, *, by):
    """Begin a founding act: who belonged to the association before this software."""
    if not clean(title):
        raise NameMissing()
    act = FoundingAct.objects.create(chapter=chapter, title=clean(title), author=by)
    record("founding.drafted", about=act, by=by, place=chapter.place)
    return act


def _draft(act):
    act = FoundingAct.objects.select_for_update(of=("self",)).select_related("chapter__place").get(pk=act.pk)
    if act.state != FoundingAct.State.DRAFT:
        raise ActClosed()
    return act


@transaction.atomic
def add_entry(act, *, by, member_since, person=None, first_name="", last_name="", phone="", **more):
    """Put a woman on a draft: one we know, or one who is entered with her name and perhaps her phone.

    `more` are craft, business_name and title. The same woman again changes her entry.
    """
    act = _draft(act)
    if member_since > today():
        raise BadDate()
    if person is None:
        if not clean(first_name) or not clean(last_name):
            raise NameMissing()
        person = known_person(first_name, last_name, phone)
        person = person or add_person(clean(first_name), clean(last_name), by=by, phone=phone)
    values = {"member_since": member_since, **{name: clean(text) for name, text in more.items()}}
    entry, _is_new = FoundingEntry.objects.update_or_create(act=act, person=person, defaults=values)
    record("founding.entry", about=person, by=by, place=act.chapter.place, act=act.pk)
    return entry


def known_person(first_name, last_name, phone):
    """Return who has this phone and this name already, or None."""
    name, index = fold(f"{clean(first_name)} {clean(last_name)}"), blind_index(phone, "people.phone")
    rows = Person.objects.filter(search_text=name, merged_into=None, contacts__phone_index=index)
    return rows.order_by("pk").first() if phone else None


@transaction.atomic
def remove_entry(entry, *, by):
    act = _draft(entry.act)
    record("founding.entry_removed", about=entry.person, by=by, place=act.chapter.place, act=act.pk)
    entry.delete()
    return act


@transaction.atomic
def propose_act(act, *, by, letter_number="", letter_on=None):
    """Put an act before the signers, with number and date of its paper. Refuses an empty one."""
    act = _draft(act)
    if not act.entries.exists():
        raise EmptyAct()
    act.letter_number, act.letter_on = letter_number, letter_on
    also = ["letter_number", "letter_on"]
    return change_state(act, FoundingAct.State.PROPOSED, by=by, place=act.chapter.place, also=also)


def _proposed(act):
    act = FoundingAct.objects.select_for_update(of=("self",)).select_related("chapter__place").get(pk=act.pk)
    if act.state != FoundingAct.State.PROPOSED:
        raise ActClosed()
    return act


@transaction.atomic
def sign_act(act, *, by):
    """Put the next of two signatures; the second one makes the memberships and the terms of office."""
    act = _proposed(act)
    place = act.chapter.place
    if not sign(act, by=by, permission=Permission.FOUNDING_SIGN, place=place, authors=[act.author]):
        act.save(update_fields=SIGNATURES)
        record("founding.first_signature", about=act, by=by, place=place)
        return act
    change_state(act, FoundingAct.State.SIGNED, by=by, place=place, also=SIGNATURES)
    for entry in act.entries.order_by("pk"):
        _enter(act, entry, by)
    return act


def _enter(act, entry, by):
    membership, is_new = Membership.objects.get_or_create(
        chapter=act.chapter,
        person_id=entry.person_id,
        ends_on=None,
        defaults={
            "origin": Membership.Origin.FOUNDING_ACT,
            "craft": entry.craft,
            "business_name": entry.business_name,
            "starts_on": entry.member_since,
        },
    )
    if is_new:
        record("membership.began", about=membership, by=by, place=act.chapter.place, origin="founding_act")
    if entry.title:
        OfficeTerm.objects.get_or_create(
            membership=membership, title=entry.title, ends_on=None, defaults={"starts_on": entry.member_since}
        )


@transaction.atomic
def return_act(act, *, by, reason):
    """Send a proposed act back to its author; a first signature is void then."""
    act = _proposed(act)
    for column in SIGNATURES:
        setattr(act, column, None)
    return change_state(
        act, FoundingAct.State.DRAFT, by=by, place=act.chapter.place, why=reason, also=SIGNATURES
    )


@transaction.atomic
def void_act(act, *, by, reason):
    """Refuse an act for good. It stays on record."""
    act = FoundingAct.objects.select_for_update(of=("self",)).select_related("chapter__place").get(pk=act.pk)
    return change_state(act, FoundingAct.State.VOID, by=by, place=act.chapter.place, why=reason)


@transaction.atomic
def end_membership(membership, *, by, why):
    """End a membership today, her posts in the chapter with it. Safe to repeat."""
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("chapter__place")
        .get(pk=membership.pk)
    )
    if membership.ends_on is None:
        membership.ends_on = today()
        membership.save(update_fields=["ends_on"])
        membership.terms.filter(ends_on=None).update(ends_on=today())
        record("membership.ended", about=membership, by=by, place=membership.chapter.place, why=why)
    return membership
