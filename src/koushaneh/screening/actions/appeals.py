"""Appeals (اعتراض): filed, admitted, heard by two who had no part in it, answered, remedied."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.calls.models import Application, Call
from koushaneh.core.refusal import Refusal
from koushaneh.core.values import local_day
from koushaneh.engine.persian import clean
from koushaneh.notify.actions import send
from koushaneh.places.days import working_deadline
from koushaneh.screening.actions.deciding import decide
from koushaneh.screening.actions.letters import write_letter
from koushaneh.screening.actions.reviewing import InConflict
from koushaneh.screening.actions.waiting import free_seats, join, locked_call, make_offer
from koushaneh.screening.models import Appeal, AppealHearing, Letter
from koushaneh.screening.panels import fit_members, must_not_judge

S = Appeal.State
A = Application.State
ANSWER_DAYS = 15
PANEL = 2
VOTES = (S.UPHELD, S.PARTLY, S.REJECTED)  # in the order from her side: the middle one settles a tie


class CannotAppeal(Refusal):
    code = "appeal.not_possible"


class NeedsText(Refusal):
    code = "appeal.needs_text"


class NeedsReasons(Refusal):
    code = "appeal.needs_reasons"


class PanelImpossible(Refusal):
    """Fewer than two panel members are free of any part in it."""

    code = "appeal.panel_impossible"


class NotOnPanel(Refusal):
    code = "appeal.not_on_panel"


class VotesMissing(Refusal):
    code = "appeal.votes_missing"


def locked(appeal):
    rows = Appeal.objects.select_related(
        "decision__application__call__policy", "decision__application__place"
    )
    call_id = rows.get(pk=appeal.pk).decision.application.call_id
    Call.objects.select_for_update().get(pk=call_id)
    return rows.select_for_update(of=("self",)).get(pk=appeal.pk)


@transaction.atomic
def file_appeal(letter, *, by, text, channel=Appeal.Channel.SELF):
    """File her appeal against the decision of a letter. Safe to repeat: one appeal per decision.

    After the last day it is kept and answered as late; while nobody has reached her, no day has passed.
    """
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if found := Appeal.objects.filter(decision=letter.decision).first():
        return found
    if letter.appeal_until is None:
        raise CannotAppeal()
    if len(clean(text)) < 3:
        raise NeedsText()
    now, application = timezone.now(), letter.decision.application
    appeal = Appeal.objects.create(
        decision=letter.decision,
        channel=channel,
        text=clean(text),
        filed_at=now,
        filed_by=by,
        answer_due_at=working_deadline(now + timedelta(days=ANSWER_DAYS), application.place),
    )
    behalf = None if channel == Appeal.Channel.SELF else application.person
    record(
        "appeal.filed",
        about=appeal,
        by=by,
        on_behalf_of=behalf,
        place=application.place,
        channel=str(channel),
    )
    is_over = application.call.state in (Call.State.FINAL, Call.State.ARCHIVED)  # no seat is given any more
    is_late = now > letter.appeal_until and (letter.has_reached_her or channel == Appeal.Channel.SELF)
    if is_over or is_late:
        _turned_down(appeal, S.LATE, [{"code": "appeal.late", "facts": {}}], None)
    else:
        due = {"answer_due": local_day(appeal.answer_due_at)}
        send(application.person, "appeal_received", due, link=f"/my/letters/{letter.number}/")
    return appeal


@transaction.atomic
def withdraw_appeal(appeal, *, by):
    """Take an appeal back before it is answered. Safe to repeat."""
    appeal = locked(appeal)
    if appeal.state == S.WITHDRAWN:
        return appeal
    return change_state(appeal, S.WITHDRAWN, by=by, place=appeal.decision.application.place)


@transaction.atomic
def admit_appeal(appeal, *, by):
    """Admit an appeal and give it a panel of two who had no part in the decision."""
    appeal = locked(appeal)
    appeal.admitted_at, appeal.admitted_by = timezone.now(), by
    also = ["admitted_at", "admitted_by"]
    change_state(appeal, S.ADMISSIBLE, by=by, place=appeal.decision.application.place, also=also)
    _seat_panel(appeal, PANEL, by)
    return appeal


@transaction.atomic
def refuse_appeal(appeal, *, by, reason):
    """Say that an appeal is about something else, with the reason; she gets an answer."""
    appeal = locked(appeal)
    if not reason.strip():
        raise NeedsReasons()
    appeal.admitted_at, appeal.admitted_by = timezone.now(), by
    appeal.save(update_fields=["admitted_at", "admitted_by"])
    _turned_down(
        appeal, S.OUT_OF_SCOPE, [{"code": "appeal.out_of_scope", "facts": {"why": clean(reason)}}], by
    )
    return appeal


def _turned_down(appeal, state, reasons, by):
    appeal.reasons, appeal.answered_at, appeal.answered_by = reasons, timezone.now(), by
    also = ["reasons", "answered_at", "answered_by"]
    change_state(appeal, state, by=by, place=appeal.decision.application.place, also=also)
    _answer_letter(appeal, "appeal_not_heard", by)


def _seat_panel(appeal, count, by):
    """Add `count` members by the fewest open hearings. Refuses when too few had no part in it."""
    free = fit_members(appeal)
    if len(free) < count:
        raise PanelImpossible(found=len(free), needed=count)
    AppealHearing.objects.bulk_create(AppealHearing(appeal=appeal, member=member) for member in free[:count])
    record("appeal.panel", about=appeal, by=by, members=[member.pk for member in free[:count]])


@transaction.atomic
def replace_member(hearing, *, by, reason):
    """Let a member step down (she knows the woman, or is away) and seat another."""
    appeal = locked(hearing.appeal)
    hearing = appeal.hearings.filter(pk=hearing.pk, voted_at=None).first()
    if hearing is None or appeal.state != S.ADMISSIBLE:
        raise NotOnPanel()
    free = [one for one in fit_members(appeal) if one.pk != hearing.member_id]
    if not free:
        raise PanelImpossible(found=0, needed=1)
    left, hearing.member = hearing.member_id, free[0]
    hearing.save(update_fields=["member"])
    record("appeal.member_replaced", about=appeal, by=by, why=reason, left=left, came=free[0].pk)
    return hearing


@transaction.atomic
def vote(appeal, *, by, choice, note):
    """Give one's voice, once; a third member is asked when the two differ."""
    appeal = locked(appeal)
    hearing = appeal.hearings.filter(member=by).first()
    if hearing is None or appeal.state != S.ADMISSIBLE or hearing.voted_at:
        raise NotOnPanel()
    if must_not_judge(by, appeal.decision.application):
        raise InConflict()
    if choice not in VOTES or not note.strip():
        raise NeedsReasons()
    hearing.vote, hearing.note, hearing.voted_at = choice, clean(note), timezone.now()
    hearing.save(update_fields=["vote", "note", "voted_at"])
    record("appeal.voted", about=appeal, by=by)
    votes = list(appeal.hearings.values_list("vote", flat=True))
    if len(votes) == PANEL and all(votes) and len(set(votes)) > 1:
        _seat_panel(appeal, 1, by)
    return hearing


def verdict(appeal):
    """Return what the panel decided, or "" while a voice is missing. Three voices: the middle one."""
    votes = list(appeal.hearings.values_list("vote", flat=True))
    if len(votes) < PANEL or not all(votes) or (len(votes) == PANEL and len(set(votes)) > 1):
        return ""
    return sorted(votes, key=[str(one) for one in VOTES].index)[len(votes) // 2]


@transaction.atomic
def answer_appeal(appeal, *, by, answer):
    """Answer her with the panel's reasons, and put right what was wrong."""
    appeal = locked(appeal)
    if not appeal.hearings.filter(member=by).exclude(voted_at=None).exists():
        raise NotOnPanel()
    if must_not_judge(by, appeal.decision.application):
        raise InConflict()
    decided = verdict(appeal)
    if not decided:
        raise VotesMissing()
    if len(clean(answer)) < 10:
        raise NeedsReasons()
    appeal.answer, appeal.answered_at, appeal.answered_by = clean(answer), timezone.now(), by
    appeal.reasons = [{"code": f"appeal.{decided}", "facts": {}}]
    place = appeal.decision.application.place
    change_state(
        appeal, decided, by=by, place=place, also=["answer", "answered_at", "answered_by", "reasons"]
    )
    if decided == S.REJECTED:
        _answer_letter(appeal, "appeal_rejected", by)
    else:
        _remedy(appeal, by)
    return appeal


def _remedy(appeal, by):
    """Put it right: a free seat, else the next one; in part: a place in the list; excluded: checked again."""
    application = appeal.decision.application
    call = locked_call(application.call)
    is_whole = appeal.state == S.UPHELD
    if application.state == A.INELIGIBLE:
        change_state(application, A.ELIGIBLE, by=by, place=application.place, why="appeal")
        appeal.remedy = "check_again"
    elif application.state not in (A.NOT_SELECTED, A.WAITLISTED):
        appeal.remedy = "answer"
    elif is_whole and free_seats(call) > 0:
        _leave_list(application, by)
        make_offer(application, by=by, is_remedy=True)
        appeal.remedy = "offer"
    else:
        _join_list(application, is_whole, by)
        appeal.remedy = "next_seat" if is_whole else "waiting_list"
    appeal.remedied_at = timezone.now()
    change_state(appeal, S.REMEDIED, by=by, place=application.place, also=["remedy", "remedied_at"])
    _answer_letter(appeal, "appeal_upheld", by)


def _leave_list(application, by):
    entry = getattr(application, "waiting", None)
    if entry and entry.left_at is None:
        entry.left_at, entry.left_because = timezone.now(), "promoted"
        entry.save(update_fields=["left_at", "left_because"])
        record("waiting.left", about=entry, by=by, why="appeal", rank=entry.rank)


def _join_list(application, is_whole, by):
    entry = getattr(application, "waiting", None)
    if entry is None:
        join(application, by=by, is_remedy=is_whole)
    elif is_whole and not entry.is_remedy:
        entry.is_remedy, entry.joined_at = True, timezone.now()
        entry.save(update_fields=["is_remedy", "joined_at"])
        record("waiting.goes_first", about=entry, by=by, why="appeal", rank=entry.rank)


def _answer_letter(appeal, code, by):
    application = appeal.decision.application
    decision = decide(application, str(appeal.state), appeal.reasons, by=by)
    facts = {"answer": appeal.answer, "remedy": appeal.remedy, "outcome": str(appeal.state)}
    if appeal.remedy == "offer":
        facts["expires_at"] = application.offer.expires_at.isoformat()
    write_letter(decision, code, facts)
