"""Settling what is going on (به‌سامان رساندن) right before a woman is erased, by the actions of each app."""

from koushaneh.association.actions import end_membership
from koushaneh.association.models import Membership
from koushaneh.calls.models import Application
from koushaneh.counselling.actions.telling import give_up
from koushaneh.counselling.models import Booking
from koushaneh.graduation.actions.leaving import let_go
from koushaneh.path.actions.plans import end_plan
from koushaneh.path.models import PathPlan
from koushaneh.registry.actions.calling import close_call_task
from koushaneh.registry.actions.files import move_file
from koushaneh.registry.models import CallTask, File
from koushaneh.rights.matters import OPEN_APPEALS, live_applications
from koushaneh.screening.actions.appeals import withdraw_appeal
from koushaneh.screening.actions.offers import withdraw
from koushaneh.screening.models import Appeal

WHY = "erasure"
F = File.State
LAST = {  # the way of each state to an end
    F.APPLICANT: (F.EXITED,),
    F.ACTIVE: (F.EXITED,),
    F.SUSPENDED: (F.EXITED,),
    F.GRADUATION_REVIEW: (F.ACTIVE, F.EXITED),
    F.GRADUATING: (F.ACTIVE, F.EXITED),
    F.GRADUATED: (F.CLOSED,),
}


def settle(persons):
    """Give back seats, take back what runs, end memberships and files. Safe to repeat."""
    for appeal in Appeal.objects.filter(decision__application__person__in=persons, state__in=OPEN_APPEALS):
        withdraw_appeal(appeal, by=None)
    for application in live_applications(persons).select_related("person__account", "call", "place"):
        if Application.State.WITHDRAWN in Application.MACHINE.after(application.state):
            withdraw(application, by=None, why=WHY)
    for membership in Membership.objects.filter(person__in=persons, ends_on=None):
        end_membership(membership, by=None, why=WHY)
    for booking in Booking.objects.filter(episode__person__in=persons, state="booked"):
        give_up(booking, by=None)
    let_go(persons)
    for plan in PathPlan.objects.filter(person__in=persons, ended_at=None):
        end_plan(plan, by=None, ending=PathPlan.Ending.OTHER, why=WHY)
    for file in File.objects.filter(person__in=persons):
        for state in LAST.get(file.state, ()):
            file = move_file(file, state, by=None, reason=WHY)
    for task in CallTask.objects.filter(person__in=persons, done_at=None).select_related("person"):
        close_call_task(task.person, task.reason, by=None, about=task.about)
