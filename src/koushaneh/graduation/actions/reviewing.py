"""Going through the checklist with her: begun, computed, asked, her own words, handed on to a second person."""

from django.db import transaction
from django.utils import timezone

from koushaneh.audit.actions import change_state, record
from koushaneh.core.time import today
from koushaneh.engine.persian import clean
from koushaneh.graduation.actions import refusals
from koushaneh.graduation.computing import Finding, compute, file_of
from koushaneh.graduation.models import Criterion, Graduation, Item
from koushaneh.graduation.queries import standing_of
from koushaneh.graduation.rules import checklist_at
from koushaneh.graduation.shipped import STATEMENT
from koushaneh.path.actions.plans import locked_plan
from koushaneh.registry.actions.files import move_file
from koushaneh.registry.models import File

S, Method, Verdict = Graduation.State, Criterion.Method, Item.Verdict
Confirmation = Graduation.Confirmation
HEARD = (Confirmation.PRESENT, Confirmation.SPOKEN)


def locked(graduation, *states):
    """Lock a review; with `states` refuse it in any other."""
    rows = Graduation.objects.select_for_update(of=("self",)).select_related(
        "plan__person", "plan__place", "checklist"
    )
    found = rows.get(pk=graduation.pk)
    if states and found.state not in states:
        raise refusals.Closed()
    return found


def move(graduation, to, *, by, also=(), **more):
    """Change the state of a review at its place; part of an action."""
    return change_state(graduation, to, by=by, place=graduation.plan.place, also=also, **more)


def bring_file(graduation, to, *, by, reason):
    """Let her file follow the review; one that stands there already stays. Part of an action."""
    file = file_of(graduation.plan.person)
    if file and file.state != to and to in File.MACHINE.after(file.state):
        move_file(file, to, by=by, reason=reason)


@transaction.atomic
def begin_review(plan, *, by):
    """Begin to go through the checklist with her; what the file can answer is computed. Refuses a second one."""
    plan = locked_plan(plan)
    if plan.graduations.filter(state__in=Graduation.OPEN).exists():
        raise refusals.AlreadyOpen()
    file = file_of(plan.person)
    if file is None or file.state != File.State.ACTIVE:
        raise refusals.NoActiveFile()
    checklist = checklist_at(plan.place)
    if checklist is None:
        raise refusals.NoChecklist()
    found = Graduation.objects.create(
        plan=plan, checklist=checklist, drafted_at=timezone.now(), drafted_by=by
    )
    Item.objects.bulk_create(Item(graduation=found, criterion=one) for one in checklist.criteria.all())
    record("graduation.begun", about=found, by=by, place=plan.place, checklist=checklist.pk)
    return compute_items(found, by=by)


@transaction.atomic
def compute_items(graduation, *, by):
    """Compute anew what the file can answer; what lacks is named, and what an officer found stays. Safe to repeat."""
    graduation = locked(graduation, S.DRAFT)
    items = graduation.items.filter(criterion__method=Method.COMPUTED).select_related("criterion")
    lacking = 0
    for item in items:
        item.graduation = graduation
        answer = compute(item, today())
        if isinstance(answer, Finding):
            _found(item, answer, by)
        else:
            lacking += 1
            _lacks(item, answer.code)
    record("graduation.computed", about=graduation, by=by, place=graduation.plan.place, lacking=lacking)
    return graduation


def _found(item, answer, by):
    item.verdict = Verdict.MET if answer.is_met else Verdict.NOT_MET
    item.way, item.since, item.found, item.lack = Method.COMPUTED, answer.since, answer.found, ""
    item.evidence, item.at, item.by = "", timezone.now(), by
    item.save()


def _lacks(item, code):
    item.lack = code
    if item.way == Method.COMPUTED:  # what was computed once cannot be computed any more
        item.verdict, item.way, item.since, item.found, item.at, item.by = (
            Verdict.OPEN,
            "",
            None,
            {},
            None,
            None,
        )
    item.save()


@transaction.atomic
def answer_item(item, *, by, is_met, since=None, evidence=""):
    """Write down what was found with her about one criterion, since when, and what shows it."""
    graduation = locked(item.graduation, S.DRAFT)
    item = graduation.items.select_related("criterion").get(pk=item.pk)
    if item.criterion.code == STATEMENT:
        raise refusals.OwnWord()
    if item.way == Method.COMPUTED:
        raise refusals.ComputedStands()
    method = Method.ASK if item.criterion.method == Method.ASK else Method.VERIFY
    evidence = clean(evidence)
    if is_met and method == Method.VERIFY and not evidence:
        raise refusals.SayMore(part="evidence")
    if is_met and item.criterion.is_lasting and since is None:
        raise refusals.SayMore(part="since")
    if since and since > today():
        raise refusals.BadDay()
    item.verdict = Verdict.MET if is_met else Verdict.NOT_MET
    item.way, item.since, item.evidence = method, since, evidence
    item.at, item.by = timezone.now(), by
    item.save()
    record(
        "graduation.answered",
        about=graduation,
        by=by,
        place=graduation.plan.place,
        criterion=item.criterion.code,
        verdict=str(item.verdict),
        way=str(item.way),
    )
    return item


@transaction.atomic
def write_statement(graduation, text, *, by, can_go_on, confirmation=""):
    """Write in her own words whether she can go on without support. Whoever writes it for her says how she said it."""
    graduation, text = locked(graduation, S.DRAFT), clean(text)
    if not text:
        raise refusals.SayMore(part="statement")
    how = said_how(graduation, by, confirmation)
    graduation.statement = text
    graduation.save(update_fields=["statement"])
    now = timezone.now()
    verdict = Verdict.MET if can_go_on else Verdict.NOT_MET
    item = graduation.items.get(criterion__code=STATEMENT)
    item.verdict, item.way, item.since, item.at, item.by = verdict, Method.ASK, today(), now, by
    item.save()
    record(
        "graduation.stated",
        about=graduation,
        by=by,
        place=graduation.plan.place,
        on_behalf_of=None if how == Confirmation.SELF else graduation.plan.person,
        verdict=str(verdict),
        confirmation=str(how),
    )
    return graduation


def said_how(graduation, by, confirmation):
    """Return how she said it: by herself, or as whoever writes for her says."""
    if graduation.plan.person.account_id == by.pk:
        return Confirmation.SELF
    if confirmation not in HEARD:
        raise refusals.NotConfirmed()
    return Confirmation(confirmation)


@transaction.atomic
def submit_review(graduation, *, by):
    """Hand the review to a second person. Refuses while something required lacks or is not asked."""
    graduation = locked(graduation, S.DRAFT)
    check_path(graduation)
    check_enough(graduation)
    graduation.submitted_at, graduation.submitted_by, graduation.missing = timezone.now(), by, ""
    move(graduation, S.SUBMITTED, by=by, also=["submitted_at", "submitted_by", "missing"])
    bring_file(graduation, File.State.GRADUATION_REVIEW, by=by, reason="بررسی معیارهای استقلال")
    return graduation


def check_path(graduation):
    if graduation.plan.ended_at:
        raise refusals.PathEnded()


def check_enough(graduation):
    standing = standing_of(graduation, today())
    if not standing.is_enough or standing.unasked:
        raise refusals.NotEnough(met=standing.met, needed=standing.needed)


@transaction.atomic
def withdraw_review(graduation, *, by):
    """Put a review aside before she was asked for her yes; it can be begun anew. Safe to repeat."""
    graduation = locked(graduation)
    if graduation.state == S.WITHDRAWN:
        return graduation
    if graduation.state not in (S.DRAFT, S.SUBMITTED):
        raise refusals.Closed()
    move(graduation, S.WITHDRAWN, by=by)
    bring_file(graduation, File.State.ACTIVE, by=by, reason="بررسی استقلال کنار گذاشته شد")
    return graduation
