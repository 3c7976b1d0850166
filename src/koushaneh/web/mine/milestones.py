"""What she has reached: what is offered to her, what she has claimed, and what came of it."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.core.written import files_follow
from koushaneh.path.actions import milestones as actions
from koushaneh.path.models import MilestoneClaim, MilestoneEvidence
from koushaneh.path.rules import claims_of, milestones_at, plans_of
from koushaneh.web.media import hand_out
from koushaneh.web.milestones import ClaimForm, EvidenceForm
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.ui.homes import waiting

State = MilestoneClaim.State


def walked_or_404(request):
    return get_object_or_404(plans_of(request.person), ended_at=None)


def claim_or_404(request, claim_id):
    return get_object_or_404(claims_of(request.person), pk=claim_id)


@page(may=PERSON)
def milestones(request):
    plan = plans_of(request.person).filter(ended_at=None).first()
    claims = list(claims_of(request.person))
    reached = [claim.milestone_id for claim in claims if plan and claim.plan_id == plan.pk]
    offered = milestones_at(plan.place).exclude(pk__in=reached) if plan else []
    return reply(request, "mine/milestones.html", "", {"plan": plan, "claims": claims, "offered": offered})


@page(may=PERSON, methods="GET POST")
def claiming(request, milestone_id):
    plan = walked_or_404(request)
    milestone = get_object_or_404(milestones_at(plan.place), pk=milestone_id)
    returned = claims_of(request.person).filter(plan=plan, milestone=milestone, state=State.RETURNED).first()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ClaimForm(milestone, *sent, claim=returned)
    if request.method == "POST" and form.is_valid():
        claim = claim_with_evidence(plan, milestone, form, by=request.user)
        messages.success(request, _t("ثبت شد. کارشناس آن را می‌بیند و خبرتان می‌کند."))
        return go(request, address(claim))
    context = {"milestone": milestone, "form": form, "returned": returned}
    return reply(request, "mine/milestone.html", "", context, status=422 if form.errors else 200)


@files_follow()
@transaction.atomic
def claim_with_evidence(plan, milestone, form, *, by):
    claim = actions.claim_milestone(plan, milestone, by=by, **form.said)
    if copy := form.cleaned_data["copy"]:
        actions.show_evidence(claim, copy, by=by, about=milestone.shown_by)
    return claim


def address(claim):
    return reverse("mine:claim", args=[claim.pk])


@page(may=PERSON)
def claim(request, claim_id):
    return reply(request, "mine/claim.html", "", context_of(claim_or_404(request, claim_id)))


def context_of(found, form=None):
    about = {"about": found.milestone.shown_by}
    return {"claim": found, "shown": found.evidence.all(), "form": form or EvidenceForm(initial=about)}


@page(may=PERSON, methods="POST")
def evidence(request, claim_id):
    found, form = claim_or_404(request, claim_id), EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return reply(request, "mine/claim.html", "", context_of(found, form), status=422)
    actions.show_evidence(found, form.cleaned_data["copy"], by=request.user, about=form.cleaned_data["about"])
    messages.success(request, _t("فرستاده شد."))
    return go(request, address(found))


@page(may=PERSON, methods="POST")
def withdrawal(request, claim_id):
    actions.withdraw_claim(claim_or_404(request, claim_id), by=request.user)
    messages.success(request, _t("پس گرفته شد. هر وقت خواستید دوباره بنویسید."))
    return go(request, reverse("mine:milestones"))


@page(may=PERSON)
def shown(request, evidence_id):
    hers = MilestoneEvidence.objects.filter(claim__in=claims_of(request.person).values("pk")).exclude(copy="")
    found = get_object_or_404(hers, pk=evidence_id)
    return hand_out(found.copy, name=f"milestone-{found.pk}", inline=True)


def returned_to(request):
    return claims_of(request.person).filter(state=State.RETURNED, plan__ended_at=None)


@waiting(returned_to)
def card(request, _count):
    """A claim that came back: what is missing."""
    returned = returned_to(request).first()
    return returned and {
        "title": _("برای «{milestone}» چیزی کم است").format(milestone=returned.milestone),
        "text": returned.missing,
        "href": address(returned),
        "action": _("ببینید و کامل کنید"),
        "order": 25,
    }


urls = [
    path("milestones/", milestones, name="milestones"),
    path("milestones/<int:milestone_id>/", claiming, name="milestone"),
    path("milestones/claims/<int:claim_id>/", claim, name="claim"),
    path("milestones/claims/<int:claim_id>/evidence/", evidence, name="claim_evidence"),
    path("milestones/claims/<int:claim_id>/withdrawal/", withdrawal, name="claim_withdrawal"),
    path("milestones/evidence/<int:evidence_id>/", shown, name="evidence"),
]
