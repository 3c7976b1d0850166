"""Files (پرونده): opening, moving along their states, proving headship, services and referrals."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import today
from koushaneh.core.written import files_follow
from koushaneh.engine.persian import clean
from koushaneh.registry.models import File, FileEvent, Proof, ReferralOut, Service


class AlreadyOpen(Refusal):
    code = "registry.already_open"


class NoSuchProof(Refusal):
    code = "registry.no_such_proof"


class NoCategory(Refusal):
    code = "registry.no_category"


@transaction.atomic
def open_file(
    person, *, by, place, number, category=None, state=File.State.ACTIVE, opened_on=None, source="office"
):
    """Open her file. Refuses a second live one; a closed or exited file is brought back by `return_file`."""
    refuse_second(person)
    file = File.objects.create(
        person=person,
        place=place,
        number=number,
        category=category,
        state=state,
        opened_on=opened_on or today(),
    )
    write_event(file, "opened", by=by, detail={"source": source})
    record("file.opened", about=file, by=by, place=place, source=source)
    return file


def refuse_second(person, *, but=None):
    """Refuse where she has a live file already, `but` left out."""
    ended = [File.State.CLOSED, File.State.EXITED]
    if File.objects.filter(person=person).exclude(state__in=ended).exclude(pk=but).exists():
        raise AlreadyOpen()


def write_event(file, change, *, by, reason="", document="", detail=None):
    """Append to the history of a file; part of an action, never alone."""
    return FileEvent.objects.create(
        file=file,
        at=timezone.now(),
        change=change,
        reason=reason,
        by=by,
        document=document,
        detail=detail or {},
    )


def locked(file):
    return File.objects.select_for_update(of=("self",)).select_related("place").get(pk=file.pk)


@transaction.atomic
def move_file(file, to, *, by, reason, document=""):
    """Move a file along its states, with the reason in its history. None comes back beside a live one."""
    file = locked(file)
    before = file.state
    if before == File.State.EXITED:
        refuse_second(file.person, but=file.pk)
    change_state(file, to, by=by, why=reason, place=file.place)
    write_event(file, to, by=by, reason=reason, document=document, detail={"before": str(before)})
    return file


@transaction.atomic
def return_file(file, *, by, reason=""):
    """Bring a woman back: her history stays, and nobody calls it a failure."""
    return move_file(file, File.State.ACTIVE, by=by, reason=reason)


@transaction.atomic
def move_place(file, place, *, by, reason):
    """Hand a file to another district. Safe to repeat."""
    file = locked(file)
    if file.place_id == place.pk:
        return file
    before, file.place = file.place, place
    file.save(update_fields=["place"])
    write_event(
        file, "moved_place", by=by, reason=reason, detail={"before": before.code, "after": place.code}
    )
    record(
        "file.moved_place", about=file, by=by, place=place, why=reason, before=before.code, after=place.code
    )
    return file


@transaction.atomic
def set_category(file, category, *, by, reason=""):
    """Say how she heads her household; a former verification ends, because its papers showed something else."""
    file = locked(file)
    if file.category_id == category.pk:
        return file
    file.category, file.head_verified_on, file.head_until = category, None, None
    file.save(update_fields=["category", "head_verified_on", "head_until"])
    write_event(file, "category", by=by, reason=reason, detail={"category": category.code})
    record("file.category_set", about=file, by=by, place=file.place, category=category.code)
    return file


@transaction.atomic
def see_original(file, kind, *, by, note="", expires_on=None):
    """Write down that the original was seen; no copy is kept, on purpose."""
    return _keep_proof(file, kind, Proof.State.ORIGINAL_SEEN, by=by, note=note, expires_on=expires_on)


@files_follow()
@transaction.atomic
def keep_copy(file, kind, copy, *, by, note="", expires_on=None):
    return _keep_proof(file, kind, Proof.State.COPY_KEPT, by=by, note=note, expires_on=expires_on, copy=copy)


@transaction.atomic
def refuse_proof(file, kind, *, by, note):
    return _keep_proof(file, kind, Proof.State.REFUSED, by=by, note=note)


def _keep_proof(file, kind, state, *, by, note, expires_on=None, copy=""):
    accepted = {proof["code"] for proof in file.category.proofs} if file.category else set()
    if kind not in accepted:
        raise NoSuchProof(kind=kind)
    proof = Proof.objects.create(
        file=file,
        kind=kind,
        state=state,
        copy=copy,
        seen_at=timezone.now(),
        seen_by=by,
        expires_on=expires_on,
        note=clean(note),
    )
    record("proof.kept", about=file, by=by, place=file.place, kind=kind, state=str(state), proof=proof.pk)
    return proof


@transaction.atomic
def verify_head(file, *, by, on=None):
    """Verify that she heads her household, on the ground of a paper that her category accepts.

    It holds as long as the category says. Refuses without a category or an accepted paper.
    """
    file = locked(file)
    if file.category is None:
        raise NoCategory()
    kinds = [proof["code"] for proof in file.category.proofs]
    good = [Proof.State.ORIGINAL_SEEN, Proof.State.COPY_KEPT]
    if not file.proofs.filter(kind__in=kinds, state__in=good).exists():
        raise NoSuchProof(kind=", ".join(kinds))
    return write_head(file, by=by, on=on or today())


def write_head(file, *, by, on, until=None):
    """Write the verification itself; an import writes what the city's system has verified."""
    file.head_verified_on = on
    file.head_until = until or expiry(file.category, on)
    file.save(update_fields=["head_verified_on", "head_until"])
    write_event(file, "head_verified", by=by, detail={"until": str(file.head_until or "")})
    record("file.head_verified", about=file, by=by, place=file.place)
    return file


def expiry(category, on):
    """Return the last day on which a proof of this category holds, None for one that stays."""
    if category is None or category.valid_months is None:
        return None
    months = on.month - 1 + category.valid_months
    return on.replace(year=on.year + months // 12, month=months % 12 + 1, day=min(on.day, 28))


@transaction.atomic
def give_service(file, kind, *, by, office, given_on=None, amount_rials=None, note=""):
    """Write down a service that the office gave."""
    service = Service.objects.create(
        file=file,
        kind=kind,
        office=office,
        given_on=given_on or today(),
        amount_rials=amount_rials,
        note=clean(note),
        by=by,
    )
    record("service.given", about=file, by=by, place=file.place, kind=str(kind), service=service.pk)
    return service


@transaction.atomic
def refer_out(file, body, *, by, reason, referred_on=None):
    """Write down that she was sent to another body."""
    referral = ReferralOut.objects.create(
        file=file, body=clean(body), reason=clean(reason), referred_on=referred_on or today(), by=by
    )
    record("referral.made", about=file, by=by, place=file.place, referral=referral.pk)
    return referral


@transaction.atomic
def note_referral(referral, outcome, *, by, on=None):
    """Write down what came of a referral. Safe to repeat."""
    referral.outcome, referral.outcome_on = outcome, on or today()
    referral.save(update_fields=["outcome", "outcome_on"])
    record("referral.noted", about=referral.file, by=by, place=referral.file.place, outcome=str(outcome))
    return referral


@transaction.atomic
def set_cover(file, bodies, *, by):
    """Say which other bodies cover her."""
    file = locked(file)
    file.covered_by = sorted(set(bodies))
    file.save(update_fields=["covered_by"])
    record("file.cover_set", about=file, by=by, place=file.place, bodies=file.covered_by)
    return file
