"""Templates of paths: taken over from another city, changed as a new version, published."""

from django.db import transaction
from django.db.models import Max

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import change_state, record
from koushaneh.core.refusal import Refusal
from koushaneh.path.models import PathTemplate, TemplateStep

State = PathTemplate.State
WORDS = ("title", "title_en", "about", "about_en")


class NotDraft(Refusal):
    """A published template is never edited: a new version is."""

    code = "path.not_draft"


class NotYours(Refusal):
    code = "path.not_your_place"


class BadOrder(Refusal):
    """A step follows one that does not exist, or itself in a circle."""

    code = "path.bad_order"


class NoSteps(Refusal):
    code = "path.no_steps"


def _locked_draft(template):
    template = PathTemplate.objects.select_for_update().get(pk=template.pk)
    if template.state != State.DRAFT:
        raise NotDraft()
    return template


def _check_place(by, place):
    if by is not None and not may_at(by, Permission.PATH_TEMPLATE, place):
        raise NotYours()


def _copied(template, place, *, by, version):
    words = {name: getattr(template, name) for name in WORDS}
    copy = PathTemplate.objects.create(
        place=place, code=template.code, version=version, cloned_from=template, author=by, **words
    )
    for step in template.steps.all():
        step.pk, step.template, step._state.adding = None, copy, True
        step.save()
    return copy


@transaction.atomic
def clone_template(template, *, by, place):
    """Take a template over to another place as a draft; refuses where a draft of it is in work."""
    _check_place(by, place)
    if PathTemplate.objects.filter(place=place, code=template.code, state=State.DRAFT).exists():
        raise NotDraft()
    last = PathTemplate.objects.filter(place=place, code=template.code).aggregate(last=Max("version"))["last"]
    copy = _copied(template, place, by=by, version=(last or 0) + 1)
    record("path_template.cloned", about=copy, by=by, place=place, source=template.pk)
    return copy


@transaction.atomic
def revise_template(template, *, by):
    """Begin the next version of a template. Safe to repeat: the draft in work is returned."""
    _check_place(by, template.place)
    draft = PathTemplate.objects.filter(place=template.place, code=template.code, state=State.DRAFT).first()
    return draft or clone_template(template, by=by, place=template.place)


@transaction.atomic
def put_step(template, key, *, by, kind, days, title, follows="", **words):
    """Add a step to a draft, or change the one with this key."""
    template = _locked_draft(template)
    _check_place(by, template.place)
    values = {"kind": kind, "days": days, "title": title, "follows": follows, **words}
    step, _is_new = TemplateStep.objects.update_or_create(template=template, key=key, defaults=values)
    check_order(list(template.steps.all()))
    record("path_template.step_put", about=template, by=by, place=template.place, key=key)
    return step


@transaction.atomic
def take_step(template, key, *, by):
    """Take a step out of a draft; refuses while another follows it. Safe to repeat."""
    template = _locked_draft(template)
    _check_place(by, template.place)
    if template.steps.filter(follows=key).exists():
        raise BadOrder(step=key)
    template.steps.filter(key=key).delete()
    record("path_template.step_taken", about=template, by=by, place=template.place, key=key)
    return template


def check_order(steps):
    """Refuse a step that follows an unknown one or, over others, itself."""
    before = {step.key: step.follows for step in steps}
    for key in before:
        seen, now = set(), key
        while now:
            if now in seen or now not in before:
                raise BadOrder(step=key)
            seen.add(now)
            now = before[now]


@transaction.atomic
def publish_template(template, *, by):
    """Let new paths be made from a draft; the version before it retires."""
    template = _locked_draft(template)
    _check_place(by, template.place)
    steps = list(template.steps.all())
    if not steps:
        raise NoSteps()
    check_order(steps)
    same = PathTemplate.objects.filter(place=template.place, code=template.code, state=State.PUBLISHED)
    for former in same.select_for_update():
        change_state(former, State.RETIRED, by=by, place=template.place)
    return change_state(template, State.PUBLISHED, by=by, place=template.place, version=template.version)
