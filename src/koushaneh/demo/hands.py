"""Helping hands (دست‌های کمک): the cast does what waits for it, each by the action of her own page.

A newcomer judges one application herself and lets the others do the other ten. Some at a time, so that
no request takes long.
"""

from random import Random

from koushaneh.access.models import Role
from koushaneh.association.actions import accept_offer
from koushaneh.calls.actions.info import answer_info_request
from koushaneh.calls.actions.invitations import invite
from koushaneh.calls.models import Application, InfoRequest
from koushaneh.demo import applying
from koushaneh.demo.first_call import WORDING, settle_gates
from koushaneh.demo.house import officers_by_place
from koushaneh.demo.inventing import answers_to, bring_files
from koushaneh.people.models import Account
from koushaneh.registry.models import File
from koushaneh.screening.actions import appeals, interviews, rating
from koushaneh.screening.actions.redaction import release_texts
from koushaneh.screening.actions.reviewing import lock_review
from koushaneh.screening.models import (
    Appeal,
    AppealHearing,
    Assignment,
    Interview,
    InterviewRating,
    Offer,
    Redaction,
)
from koushaneh.screening.queries import interviewer_indicators, originals_of, reviewer_indicators
from koushaneh.screening.redacting import covered

MOST, INVITED, APPLY = 30, 5, 4
S, Talk = Application.State, Interview.State


def _invite(call):
    """Each district that has invited nobody invites a few."""
    officers, done = officers_by_place(), 0
    invited = set(call.invitations.values_list("file__place", flat=True))
    for seat in call.seats.filter(maximum__gt=0).exclude(place__in=invited).select_related("place"):
        files = File.objects.filter(place=seat.place, state=File.State.ACTIVE).order_by("-pk")[:INVITED]
        if files and seat.place_id in officers:
            done += invite(call, seat.place, list(files), by=officers[seat.place_id]).invitations.count()
    return done


def _apply(call):
    """A few women of the register whose papers are in order apply, the first with the help of her office."""
    officers = officers_by_place()
    places = call.seats.filter(maximum__gt=0).values("place")
    free = File.objects.filter(state=File.State.ACTIVE, place__in=places, person__applications=None)
    free = (
        free.exclude(head_verified_on=None)
        .exclude(person__contacts=None)
        .exclude(person__account__is_cast=True)
    )
    dice = Random(f"{call.code} {call.applications.count()}")
    files = list(free.select_related("person", "place").order_by("pk")[:400])
    for number, file in enumerate(dice.sample(files, min(APPLY, len(files)))):
        answers = answers_to(call, dice)
        if number:
            applying.apply_alone(call, file, answers, bring=bring_files)
        else:
            officer, channel = officers[file.place_id], Application.Channel.ASSISTED
            applying.apply_helped(call, file, answers, officer=officer, channel=channel, bring=bring_files)
    return min(APPLY, len(files))


def _answer_info(call):
    """Who has an account answers herself; for the others their officer does."""
    asked = InfoRequest.objects.filter(application__call=call, state=InfoRequest.State.OPEN)
    rows = list(asked.select_related("application__person__account").order_by("pk")[:MOST])
    officers = officers_by_place()
    for one in rows:
        by = one.application.person.account or officers[one.application.place_id]
        answer_info_request(one, text="اصل مدرک را به اداره نشان دادم.", by=by)
    return len(rows)


def _check(call):
    rows = list(call.applications.filter(state=S.CHECKING).order_by("pk")[:MOST])
    officers = officers_by_place()
    for application in rows:
        settle_gates(application, officers[application.place_id], has_proof=True)
    return len(rows)


def _edit_texts(call):
    editors = list(
        Account.objects.filter(posts__role=Role.TEXT_EDITOR, is_cast=True).distinct().order_by("pk")
    )
    waiting = Redaction.objects.filter(application__call=call, application__state=S.ELIGIBLE)
    waiting = waiting.exclude(state=Redaction.State.RELEASED).select_related(
        "application__call__form", "application__person", "editor"
    )
    rows = list(waiting.order_by("pk")[:MOST])
    for number, one in enumerate(rows):
        her = one.application.person
        names = [her.first_name, her.last_name, her.preferred_name]
        texts = {key: covered(text, names) for key, text in originals_of(one)}
        release_texts(one, by=one.editor or editors[number % len(editors)], texts=texts)
    return len(rows)


def _review(call):
    held = Assignment.objects.filter(application__call=call, state__in=Assignment.OPEN).order_by("pk")
    rows = list(held.select_related("reviewer", "application__call")[:MOST])
    asked = [indicator.code for indicator in reviewer_indicators(call)]
    for one in rows:
        base = Random(f"{call.code} {one.application_id}").choice((2, 3, 3, 4, 4, 5))
        lock_review(one, by=one.reviewer, scores=dict.fromkeys(asked, base))
    return len(rows)


def _book(call):
    """Who has an account books her own time; for the others their officer does."""
    officers, done = officers_by_place(), 0
    rows = Interview.objects.filter(
        application__call=call, state__in=[Talk.INVITED, Talk.NO_SHOW, Talk.EXCUSED]
    )
    for one in rows.select_related("application__person__account", "application__call").order_by("pk")[:MOST]:
        her, slots = one.application.person, interviews.free_slots(one)
        if slots:
            by = her.account or officers[one.application.place_id]
            interviews.book_slot(one, by=by, slot=slots[0], on_behalf_of=None if her.account else her)
            done += 1
    return done


def _rate(call):
    rows = Interview.objects.filter(application__call=call, state__in=[Talk.BOOKED, Talk.HELD])
    asked, done = [indicator.code for indicator in interviewer_indicators(call)], 0
    for one in rows.exclude(slot=None).select_related("slot", "third_rater").order_by("pk")[:MOST]:
        base = Random(f"{call.code} {one.pk}").choice((3, 3, 4, 4, 5))
        locked = InterviewRating.objects.filter(interview=one).exclude(locked_at=None).values("rater")
        raters = list(one.slot.raters.exclude(pk__in=locked))
        if one.needs_third and one.third_rater:
            raters.append(one.third_rater)
        for rater in raters:
            rating.rate(one, by=rater, scores=dict.fromkeys(asked, base), lock=True)
        done += bool(raters)
    return done


def _answer_offers(call):
    rows = Offer.objects.filter(call=call, state=Offer.State.OPEN).order_by("pk")
    offers = list(rows.select_related("application__person__account")[:MOST])
    officers = officers_by_place()
    for one in offers:
        account = one.application.person.account
        if account:
            accept_offer(one, by=account, wording=WORDING)
        else:
            officer = officers[one.application.place_id]
            accept_offer(one, by=officer, wording=WORDING, confirmation="spoken", note="تلفنی گفت می‌آید")
    return len(offers)


def _hear(call):
    """The panel of each appeal that is heard votes; one of them writes the answer."""
    heard = Appeal.objects.filter(decision__application__call=call, state=Appeal.State.ADMISSIBLE)
    rows = list(heard.order_by("pk")[:MOST])
    note = "آنچه در پرونده است همان نتیجهٔ پیشین را نشان می‌دهد."
    for one in rows:
        for hearing in AppealHearing.objects.filter(appeal=one, voted_at=None).select_related("member"):
            appeals.vote(one, by=hearing.member, choice="rejected", note=note)
        member = one.hearings.exclude(voted_at=None).first().member
        appeals.answer_appeal(one, by=member, answer=f"{note} اگر مدرک تازه‌ای دارید در فراخوان بعد بیاورید.")
    return len(rows)


HANDS = {
    "invite": _invite,
    "apply": _apply,
    "answer_info": _answer_info,
    "check": _check,
    "edit_texts": _edit_texts,
    "review": _review,
    "book": _book,
    "book_for_her": _book,
    "rate": _rate,
    "answer_offer": _answer_offers,
    "hear": _hear,
    "answer_appeal": _hear,
}
