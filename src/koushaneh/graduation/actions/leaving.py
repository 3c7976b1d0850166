"""The day itself, how she is afterwards, and the way back that is always open."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state
from koushaneh.core.time import TEHRAN
from koushaneh.engine.persian import add_months, clean
from koushaneh.graduation.actions import refusals
from koushaneh.graduation.actions.reviewing import bring_file, locked, move
from koushaneh.graduation.actions.telling import tell
from koushaneh.graduation.models import CheckIn, Graduation
from koushaneh.path.actions.plans import end_plan
from koushaneh.path.models import PathPlan
from koushaneh.registry.models import File

S = Graduation.State
ASIDE = {S.DRAFT: S.WITHDRAWN, S.SUBMITTED: S.WITHDRAWN}  # who was asked already has "not yet" as her answer
CHECK_IN_MONTHS = (3, 6, 12)


@transaction.atomic
def take_effect(graduation, *, now):
    """Her day has come: the file says so, the path ends, check-ins are planned, she gets her letter. Safe to repeat."""
    graduation = locked(graduation)
    if graduation.state != S.APPROVED or graduation.effective_on > now.astimezone(TEHRAN).date():
        return graduation
    graduation.took_effect_at = now
    move(graduation, S.EFFECTIVE, by=None, also=["took_effect_at"])
    bring_file(graduation, File.State.GRADUATED, by=None, reason="روزی که با خودش گذاشته شده بود رسید")
    end_plan(graduation.plan, by=None, ending=PathPlan.Ending.FINISHED)
    for months in CHECK_IN_MONTHS:
        due_on = add_months(graduation.effective_on, months)
        CheckIn.objects.create(graduation=graduation, months=months, due_on=due_on)
    tell(graduation, "graduation_effective", day=graduation.effective_on)
    return graduation


@transaction.atomic
def keep_graduations(now):
    """What the clock does at night: each review whose day has come. Safe to repeat; returns how many."""
    day = now.astimezone(TEHRAN).date()
    due = Graduation.objects.filter(state=S.APPROVED, effective_on__lte=day, plan__person__erased_at=None)
    return len([take_effect(one, now=now) for one in due.order_by("pk")])


@transaction.atomic
def let_go(persons):
    """End what runs about the leaving of women who are to be erased: reviews, check-ins. Safe to repeat."""
    for one in Graduation.objects.filter(plan__person__in=persons, state__in=Graduation.OPEN):
        graduation = locked(one)
        move(graduation, ASIDE.get(graduation.state, S.NOT_YET), by=None)
    for check in CheckIn.objects.filter(graduation__plan__person__in=persons, state=CheckIn.State.PLANNED):
        _drop(check, by=None)


def _drop(check, *, by):
    change_state(check, CheckIn.State.DROPPED, by=by, place=check.graduation.plan.place)


@transaction.atomic
def check_in(check, *, by, wish, note=""):
    """Write down how she is; who wants to come back comes back at once."""
    graduation = locked(check.graduation, S.EFFECTIVE)
    check = CheckIn.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if check.state != CheckIn.State.PLANNED:
        raise refusals.Closed()
    check.wish, check.note = CheckIn.Wish(wish), clean(note)
    check.done_at, check.done_by = timezone.now(), by
    also = ["wish", "note", "done_at", "done_by"]
    change_state(check, CheckIn.State.DONE, by=by, place=graduation.plan.place, also=also, wish=str(wish))
    if check.wish == CheckIn.Wish.BACK:
        come_back(graduation, by=by)  # the note is the officer's, never her own words
    return check


@transaction.atomic
def come_back(graduation, *, by, words=""):
    """She comes back: support goes on where it was, and everything is kept. Nobody has to allow it. Safe to repeat."""
    graduation = locked(graduation)
    if graduation.state == S.CAME_BACK:
        return graduation
    if graduation.state != S.EFFECTIVE:
        raise refusals.Closed()
    graduation.came_back_at, graduation.came_back_by = timezone.now(), by
    graduation.back_words = clean(words)
    move(graduation, S.CAME_BACK, by=by, also=["came_back_at", "came_back_by", "back_words"])
    for check in graduation.check_ins.filter(state=CheckIn.State.PLANNED):
        _drop(check, by=by)
    bring_file(graduation, File.State.ACTIVE, by=by, reason="خودش خواست برگردد")
    tell(graduation, "graduation_back")
    return graduation
