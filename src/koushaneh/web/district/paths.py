"""One woman's path, as her follow-up officer works on it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.audit.actions import record_reading
from koushaneh.core.time import today
from koushaneh.counselling.queries import facts_of
from koushaneh.graduation.rules import graduations_for
from koushaneh.path.actions import plans as actions
from koushaneh.path.actions import steps
from koushaneh.path.models import PathStep
from koushaneh.path.queries import STANDINGS, board_of, way_of
from koushaneh.path.rules import claims_for, milestones_at, plans_for
from koushaneh.registry.rules import files_for
from koushaneh.web.district import path_forms as forms
from koushaneh.web.pages import go, page, reply

WORK = Permission.PATH_WORK


def plan_or_404(request, plan_id):
    return get_object_or_404(plans_for(request.user), pk=plan_id)


def step_or_404(request, plan_id, step_id):
    rows = PathStep.objects.filter(plan__in=plans_for(request.user).values("pk"), plan=plan_id)
    return get_object_or_404(rows.select_related("plan__person", "plan__place"), pk=step_id)


def address(plan_id):
    return reverse("district:path_plan", args=[plan_id])


def done(request, plan_id, words):
    messages.success(request, words)
    return go(request, address(plan_id))


@page(may=WORK)
def plan(request, plan_id):
    found = plan_or_404(request, plan_id)
    record_reading("path.read", [found.person_id], by=request.user, opened=True, place=found.place)
    return reply(request, "district/path.html", "", context_of(request, found))


def context_of(request, found, **more):
    """Everything on the page; `more` brings back a form with its errors."""
    versions = list(found.versions.select_related("author", "agreed_by"))
    met, absent = facts_of(found.person, request.user)
    board = board_of(plans_for(request.user).filter(pk=found.pk), timezone.now()).first()
    return {
        "plan": found,
        "standing": STANDINGS[board.standing] if board else None,
        "way": way_of(found),
        "newest": versions[0] if versions else None,
        "former": versions[1:],
        "file": files_for(request.user).filter(person=found.person_id).order_by("-pk").first(),
        "claims": list(claims_for(request.user).filter(plan=found).exclude(state="withdrawn")),
        "offered": offered(found),
        "graduation": graduations_for(request.user).filter(plan=found).first(),
        "entries": timeline(found),
        "met": met,
        "absent": absent,
        "goals_form": forms.GoalsForm(initial={"goals": versions[0].goals if versions else ""}),
        "agreement_form": forms.AgreementForm(),
        "follow_form": forms.FollowUpForm(),
        "step_form": forms.StepForm(),
        "hand_form": forms.HandForm(found.place),
        "end_form": forms.EndForm(),
        **more,
    }


def offered(found):
    """Milestones that she has not claimed yet."""
    taken = found.claims.exclude(state__in=["withdrawn", "returned"]).values("milestone")
    return milestones_at(found.place).exclude(pk__in=taken)


def timeline(found):
    rows = found.follow_ups.select_related("by")[:30]
    return [{"at": row.at, "title": row.get_way_display(), "text": row.note, "by": row.by} for row in rows]


def again(request, found, **more):
    return reply(request, "district/path.html", "", context_of(request, found, **more), status=422)


@page(may=WORK, methods="POST")
def goals(request, plan_id):
    found, form = plan_or_404(request, plan_id), forms.GoalsForm(request.POST)
    if not form.is_valid():
        return again(request, found, goals_form=form)
    actions.write_goals(found, form.cleaned_data["goals"], by=request.user)
    return done(request, plan_id, _t("هدف‌ها ثبت شد. اکنون او باید بپذیرد."))


@page(may=WORK, methods="POST")
def agreement(request, plan_id, version_id):
    found, form = plan_or_404(request, plan_id), forms.AgreementForm(request.POST)
    version = get_object_or_404(found.versions, pk=version_id)
    if not form.is_valid():
        return again(request, found, agreement_form=form)
    actions.agree_plan(version, by=request.user, read=request.POST.get("read", ""), **form.cleaned_data)
    return done(request, plan_id, _t("پذیرفتن او ثبت شد."))


@page(may=WORK, methods="POST")
def following(request, plan_id):
    found, form = plan_or_404(request, plan_id), forms.FollowUpForm(request.POST)
    if not form.is_valid():
        return again(request, found, follow_form=form)
    actions.follow_up(found, by=request.user, **form.cleaned_data)
    return done(request, plan_id, _t("احوال‌پرسی ثبت شد."))


@page(may=WORK, methods="POST")
def handing(request, plan_id):
    found = plan_or_404(request, plan_id)
    form = forms.HandForm(found.place, request.POST)
    if not form.is_valid():
        return again(request, found, hand_form=form)
    actions.hand_plan(found, form.cleaned_data["officer"], by=request.user)
    return done(request, plan_id, _t("این مسیر به دست همکارتان سپرده شد."))


@page(may=WORK, methods="POST")
def ending(request, plan_id):
    found, form = plan_or_404(request, plan_id), forms.EndForm(request.POST)
    if not form.is_valid():
        return again(request, found, end_form=form)
    actions.end_plan(found, by=request.user, **form.cleaned_data)
    return done(request, plan_id, _t("پایان این مسیر ثبت شد. گذشته‌اش می‌ماند."))


@page(may=WORK, methods="POST")
def new_step(request, plan_id):
    found, form = plan_or_404(request, plan_id), forms.StepForm(request.POST)
    if not form.is_valid():
        return again(request, found, step_form=form)
    steps.add_step(found, by=request.user, **form.cleaned_data)
    return done(request, plan_id, _t("گام تازه افزوده شد."))


@page(may=WORK)
def step(request, plan_id, step_id):
    found = step_or_404(request, plan_id, step_id)
    record_reading("path.read", [found.plan.person_id], by=request.user, opened=True, place=found.plan.place)
    return reply(request, "district/step.html", "", step_context(found))


def step_context(found, **more):
    return {
        "step": found,
        "plan": found.plan,
        "done_form": forms.DoneForm(initial={"on": today()}, auto_id="done_%s"),
        "absent_form": forms.DoneForm(initial={"on": today()}, auto_id="absent_%s"),
        "excuse_form": forms.WhyForm(auto_id="excuse_%s"),
        "due_form": forms.DueForm(auto_id="due_%s"),
        "drop_form": forms.WhyForm(auto_id="drop_%s"),
        **more,
    }


def with_step(form_class, name, act, words):
    """Return a page that reads a form about one step and acts on it."""

    @page(may=WORK, methods="POST")
    def view(request, plan_id, step_id):
        found = step_or_404(request, plan_id, step_id)
        form = form_class(request.POST, auto_id=f"{name}_%s")
        if not form.is_valid():
            context = step_context(found, **{f"{name}_form": form})
            return reply(request, "district/step.html", "", context, status=422)
        act(found, by=request.user, **form.cleaned_data)
        return done(request, plan_id, words())

    return view


completion = with_step(forms.DoneForm, "done", steps.finish_step, lambda: _t("گام انجام‌شده ثبت شد."))
absence = with_step(forms.DoneForm, "absent", steps.miss_step, lambda: _t("ثبت شد. با او تماس بگیرید."))
excuse = with_step(forms.WhyForm, "excuse", steps.excuse_step, lambda: _t("دلیل نیامدن ثبت شد."))
moving = with_step(forms.DueForm, "due", steps.move_step, lambda: _t("روز تازه ثبت شد."))
removal = with_step(forms.WhyForm, "drop", steps.drop_step, lambda: _t("این گام از مسیر او برداشته شد."))

ONE = "path/<int:plan_id>/"
STEP = f"{ONE}steps/<int:step_id>/"
urls = [
    path(ONE, plan, name="path_plan"),
    path(f"{ONE}goals/", goals, name="path_goals"),
    path(f"{ONE}versions/<int:version_id>/agreement/", agreement, name="path_agreement"),
    path(f"{ONE}following/", following, name="path_following"),
    path(f"{ONE}handing/", handing, name="path_handing"),
    path(f"{ONE}ending/", ending, name="path_ending"),
    path(f"{ONE}steps/", new_step, name="path_steps"),
    path(STEP, step, name="path_step"),
    path(f"{STEP}completion/", completion, name="step_completion"),
    path(f"{STEP}absence/", absence, name="step_absence"),
    path(f"{STEP}excuse/", excuse, name="step_excuse"),
    path(f"{STEP}moving/", moving, name="step_moving"),
    path(f"{STEP}removal/", removal, name="step_removal"),
]
