"""What women say they have reached: a list, one claim with what shows it, verified or sent back."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.core.written import files_follow
from koushaneh.path.actions import milestones as actions
from koushaneh.path.models import MilestoneClaim, MilestoneEvidence
from koushaneh.path.rules import claims_for, milestones_at, plans_for, to_verify
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.media import hand_out
from koushaneh.web.milestones import ClaimForm, MissingForm, SeenForm
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

VERIFY, State = Permission.MILESTONE_VERIFY, MilestoneClaim.State
MINE = [("mine", _("منتظر تأیید من"))]


def claim_or_404(request, claim_id):
    return get_object_or_404(claims_for(request.user), pk=claim_id)


def address(claim):
    return reverse("district:claim", args=[claim.pk])


@page(may=VERIFY)
def claims(request):
    waiting = to_verify(request.user).values("pk")
    listing = Listing(
        request,
        claims_for(request.user),
        name="milestones",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda claim: claim.plan.person.full_name,
                sort="plan__person__sort_key",
                href=address,
            ),
            Column("milestone", _("دستاورد"), sort="milestone__title"),
            Column("reached_on", _("از روز"), kind="date", sort="reached_on"),
            Column("made_at", _("ثبت"), kind="date", sort="made_at"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        search=words_in("plan__person__search_text"),
        search_label=_("نام"),
        filters=[
            Filter("state", _("وضعیت"), State.choices),
            Filter("turn", _("نوبت"), MINE, apply=lambda rows, _value: rows.filter(pk__in=waiting)),
        ],
        sort="-made_at",
        empty={
            "title": _("هنوز دستاوردی ثبت نشده است"),
            "text": _("هر زن از صفحهٔ خودش، یا شما از صفحهٔ مسیر او، آن را می‌نویسد."),
        },
        seen=lambda shown: record_reading(
            "milestones.listed", [claim.plan.person_id for claim in shown], by=request.user
        ),
    )
    return listing.reply("district/milestones.html")


@page(may=VERIFY)
def claim(request, claim_id):
    found = claim_or_404(request, claim_id)
    record_reading(
        "milestone.read", [found.plan.person_id], by=request.user, opened=True, place=found.plan.place
    )
    return reply(request, "district/claim.html", "", context_of(request, found))


def context_of(request, found, **more):
    return {
        "claim": found,
        "shown": found.evidence.select_related("seen_by"),
        "is_mine_to_verify": to_verify(request.user).filter(pk=found.pk).exists(),
        "missing_form": MissingForm(auto_id="missing_%s"),
        "seen_form": SeenForm(auto_id="seen_%s"),
        **more,
    }


def again(request, found, **more):
    return reply(request, "district/claim.html", "", context_of(request, found, **more), status=422)


@page(may=VERIFY, methods="POST")
def verification(request, claim_id):
    found = actions.verify_claim(claim_or_404(request, claim_id), by=request.user)
    messages.success(request, _t("تأیید شد و به او خبر داده شد."))
    return go(request, address(found))


@page(may=VERIFY, methods="POST")
def returning(request, claim_id):
    found, form = claim_or_404(request, claim_id), MissingForm(request.POST, auto_id="missing_%s")
    if not form.is_valid():
        return again(request, found, missing_form=form)
    actions.return_claim(found, by=request.user, missing=form.cleaned_data["missing"])
    messages.success(request, _t("به او گفته شد چه چیزی کم است."))
    return go(request, address(found))


@page(may=VERIFY, methods="POST")
def sight(request, claim_id):
    found, form = claim_or_404(request, claim_id), SeenForm(request.POST, auto_id="seen_%s")
    if not form.is_valid():
        return again(request, found, seen_form=form)
    actions.see_evidence(found, by=request.user, about=form.cleaned_data["about"])
    messages.success(request, _t("دیدن اصل ثبت شد؛ رونوشتی نگه داشته نمی‌شود."))
    return go(request, address(found))


@page(may=VERIFY)
def shown(request, evidence_id):
    rows = MilestoneEvidence.objects.filter(claim__in=claims_for(request.user).values("pk")).exclude(copy="")
    found = get_object_or_404(rows.select_related("claim__plan__place"), pk=evidence_id)
    plan = found.claim.plan
    record_reading("milestone.read", [plan.person_id], by=request.user, opened=True, place=plan.place)
    return hand_out(found.copy, name=f"milestone-{found.pk}", inline=True)


@page(may=Permission.PATH_WORK, methods="GET POST")
def claiming(request, plan_id, milestone_id):
    """She tells it at the office or by telephone; another officer verifies it."""
    plan = get_object_or_404(plans_for(request.user), pk=plan_id)
    milestone = get_object_or_404(milestones_at(plan.place), pk=milestone_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ClaimForm(milestone, *sent)
    if request.method == "POST" and form.is_valid():
        claim_for_her(plan, milestone, form, by=request.user)
        messages.success(request, _t("ثبت شد. همکار دیگری آن را تأیید می‌کند."))
        return go(request, reverse("district:path_plan", args=[plan.pk]))
    record_reading("path.read", [plan.person_id], by=request.user, opened=True, place=plan.place)
    context = {"plan": plan, "milestone": milestone, "form": form}
    return reply(request, "district/claiming.html", "", context, status=422 if form.errors else 200)


@files_follow()
@transaction.atomic
def claim_for_her(plan, milestone, form, *, by):
    found = actions.claim_milestone(plan, milestone, by=by, **form.said)
    if copy := form.cleaned_data["copy"]:
        actions.show_evidence(found, copy, by=by, about=milestone.shown_by)


@waiting(lambda request: to_verify(request.user) if may(request.user, VERIFY) else None)
def card(request, count):
    """Claims that wait for this officer."""
    return {
        "title": _t("به دستاوردی رسیده‌اند"),
        "text": _t("ببینید چه چیزی آن را نشان می‌دهد و تأیید کنید."),
        "count": count,
        "href": f"{reverse('district:milestones')}?turn=mine",
        "action": _t("ببینید و تأیید کنید"),
        "order": 36,
        "icon": "badge-check",
    }


ONE = "milestones/<int:claim_id>/"
urls = [
    path("milestones/", claims, name="milestones"),
    path(ONE, claim, name="claim"),
    path(f"{ONE}verification/", verification, name="claim_verification"),
    path(f"{ONE}returning/", returning, name="claim_returning"),
    path(f"{ONE}sight/", sight, name="claim_sight"),
    path("milestones/evidence/<int:evidence_id>/", shown, name="evidence"),
    path("path/<int:plan_id>/milestones/<int:milestone_id>/", claiming, name="claiming"),
]
