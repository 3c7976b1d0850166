"""A woman's plan: begun, put into her own words, agreed by her, followed up, ended."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.time import TEHRAN, today
from koushaneh.engine.persian import clean
from koushaneh.path.models import FollowUp, PathPlan, PathStep, PathTemplate, PlanVersion
from koushaneh.places.days import Days

FIRST_CONTACT = timedelta(days=7)
DUE_AT = time(18)  # a step is due at the end of the working day
Confirmation = PlanVersion.Confirmation


class AlreadyWalking(Refusal):
    code = "path.already_walking"


class NotPublished(Refusal):
    code = "path.not_published"


class Ended(Refusal):
    code = "path.ended"


class Outdated(Refusal):
    """A newer version of her goals was written meanwhile."""

    code = "path.outdated"


class NotConfirmed(Refusal):
    """Whoever agrees for her must say how she confirmed it."""

    code = "path.not_confirmed"


class NoGoals(Refusal):
    code = "path.no_goals"


class CannotFollow(Refusal):
    code = "path.cannot_follow"


def due_on(day, calendar):
    """Return the end of the working day on or after `day`."""
    return calendar.deadline(datetime.combine(day, DUE_AT, TEHRAN))


def locked_plan(plan):
    """Lock a plan that is still walked."""
    plan = PathPlan.objects.select_for_update(of=("self",)).select_related("place").get(pk=plan.pk)
    if plan.ended_at:
        raise Ended()
    return plan


@transaction.atomic
def begin_plan(person, *, by, template, place, starts_on, enrolment=None, officer=None):
    """Begin her path: every step that hangs on the start stands in it with its day. Refuses a second one."""
    if template.state != PathTemplate.State.PUBLISHED:
        raise NotPublished()
    if PathPlan.objects.filter(person=person, ended_at=None).exists():
        raise AlreadyWalking()
    calendar = Days(place)
    plan = PathPlan.objects.create(
        person=person,
        place=place,
        template=template,
        enrolment=enrolment,
        officer=officer,
        starts_on=starts_on,
        next_contact_at=due_on(starts_on + FIRST_CONTACT, calendar),
    )
    for step in template.steps.filter(follows=""):
        add_from(plan, step, starts_on, calendar)
    record("path.begun", about=plan, by=by, place=place, person=person.pk, template=template.code)
    return plan


def add_from(plan, step, day, calendar):
    """Put a step of the template into a plan, counted from `day`. Safe to repeat."""
    values = {
        name: getattr(step, name) for name in ("kind", "follows", "title", "title_en", "about", "about_en")
    }
    due_at = due_on(day + timedelta(days=step.days), calendar)
    return PathStep.objects.get_or_create(plan=plan, key=step.key, defaults={**values, "due_at": due_at})[0]


@transaction.atomic
def begin_cohort(cohort, *, by, template):
    """Begin the path of everybody of a cohort who walks none yet; return how many began. Safe to repeat."""
    walking = PathPlan.objects.filter(ended_at=None).values("person")
    waiting = cohort.enrolments.exclude(person__in=walking).select_related("person", "application__place")
    plans = [
        begin_plan(
            one.person,
            by=by,
            template=template,
            place=one.application.place if one.application else cohort.place,
            starts_on=cohort.starts_on,
            enrolment=one,
        )
        for one in waiting.order_by("pk")
    ]
    return len(plans)


@transaction.atomic
def write_goals(plan, goals, *, by):
    """Write what she wants. What she has agreed to stays; the new words are a new version."""
    plan, goals = locked_plan(plan), clean(goals)
    if not goals:
        raise NoGoals()
    newest = plan.versions.first()
    if newest and newest.goals == goals:
        return newest
    if newest and newest.agreed_at is None:
        newest.goals, newest.author, newest.made_at = goals, by, timezone.now()
        newest.save(update_fields=["goals", "author", "made_at"])
    else:
        number = newest.number + 1 if newest else 1
        newest = PlanVersion.objects.create(
            plan=plan, number=number, goals=goals, author=by, made_at=timezone.now()
        )
    record("path.goals_written", about=plan, by=by, place=plan.place, version=newest.number)
    return newest


@transaction.atomic
def agree_plan(version, *, by, confirmation="", read=""):
    """She agrees to her plan. Whoever writes it for her says how she confirmed. Safe to repeat.

    `read` is the mark of the words that she read: where they changed since, it is refused.
    """
    plan = locked_plan(version.plan)
    version = plan.versions.get(pk=version.pk)
    if version.pk != plan.versions.first().pk or (read and read != version.mark):
        raise Outdated()
    if version.agreed_at:
        return version
    version.confirmation = _confirmation(plan, by, confirmation)
    version.agreed_at, version.agreed_by = timezone.now(), by
    version.save(update_fields=["agreed_at", "agreed_by", "confirmation"])
    record(
        "path.agreed",
        about=plan,
        by=by,
        place=plan.place,
        on_behalf_of=None if version.confirmation == Confirmation.SELF else plan.person,
        version=version.number,
        confirmation=str(version.confirmation),
    )
    return version


def _confirmation(plan, by, confirmation):
    if plan.person.account_id == by.pk:
        return Confirmation.SELF
    if confirmation not in (Confirmation.PRESENT, Confirmation.SPOKEN):
        raise NotConfirmed()
    return Confirmation(confirmation)


@transaction.atomic
def follow_up(plan, *, by, way, next_on, note=""):
    """Write down that somebody asked after her, and when the next time is."""
    plan = locked_plan(plan)
    done = FollowUp.objects.create(plan=plan, at=timezone.now(), by=by, way=way, note=clean(note))
    plan.next_contact_at, plan.last_contact_on = due_on(next_on, Days(plan.place)), today()
    plan.save(update_fields=["next_contact_at", "last_contact_on"])
    record("path.followed_up", about=plan, by=by, place=plan.place, way=str(way))
    return done


@transaction.atomic
def hand_plan(plan, officer, *, by):
    """Give a plan into the hands of a follow-up officer of its place. Safe to repeat."""
    plan = locked_plan(plan)
    if not may_at(officer, Permission.PATH_WORK, plan.place):
        raise CannotFollow()
    if plan.officer_id != officer.pk:
        before, plan.officer = plan.officer_id, officer
        plan.save(update_fields=["officer"])
        record("path.handed", about=plan, by=by, place=plan.place, before=before, after=officer.pk)
    return plan


@transaction.atomic
def end_plan(plan, *, by, ending, why=""):
    """End a path; its history stays and she can begin another. Safe to repeat."""
    plan = PathPlan.objects.select_for_update(of=("self",)).select_related("place").get(pk=plan.pk)
    if plan.ended_at:
        return plan
    plan.ended_at, plan.ended_by, plan.ending, plan.why = timezone.now(), by, ending, clean(why)
    plan.save(update_fields=["ended_at", "ended_by", "ending", "why"])
    record("path.ended", about=plan, by=by, place=plan.place, why=plan.why, ending=str(ending))
    return plan
