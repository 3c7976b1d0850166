"""Two rows that may be one woman: side by side, and a decision."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.engine import persian
from koushaneh.registry import rules
from koushaneh.registry.actions import merging as actions
from koushaneh.registry.models import MergeCandidate
from koushaneh.web.lists import Column, Listing
from koushaneh.web.pages import page, reply
from koushaneh.web.ui import values
from koushaneh.web.ui.homes import waiting


def open_pairs(request):
    return rules.merge_candidates_for(request.user).filter(state=MergeCandidate.State.OPEN)


@page(may=Permission.PERSON_MERGE)
def merges(request):
    listing = Listing(
        request,
        open_pairs(request).select_related("left", "right"),
        name="merges",
        columns=[
            Column(
                "left",
                _("نخستین"),
                value=lambda pair: pair.left.full_name,
                sort="left__sort_key",
                href=address,
            ),
            Column("right", _("دومین"), value=lambda pair: pair.right.full_name, sort="right__sort_key"),
        ],
        sort="left",
        empty={"title": _("تکراری دیده نشده است")},
        seen=lambda shown: record_reading(
            "merges.listed", [pk for pair in shown for pk in (pair.left_id, pair.right_id)], by=request.user
        ),
    )
    return listing.reply("district/merges.html")


def address(pair):
    return reverse("district:merge", args=[pair.pk])


def found(request, pair_id):
    rows = rules.merge_candidates_for(request.user).select_related("left__identity", "right__identity")
    return get_object_or_404(rows, pk=pair_id)


def side(person):
    identity = getattr(person, "identity", None)
    number = identity.number if identity else ""
    return {
        "person": person,
        "rows": [(name, values.digits(known)) for name, known in known_of(person, identity, number)],
    }


def known_of(person, identity, number):
    return [
        (_("نام"), person.full_name),
        (_("کد ملی"), persian.mask(number) if number else "—"),
        (_("نام پدر"), identity.father_name if identity else "—"),
        (_("سال تولد"), identity.birth_year if identity else "—"),
        (_("تلفن"), values.listed(contact.phone for contact in person.contacts.all())),
        (_("پرونده"), values.listed(file.number for file in person.files.all())),
        (_("درخواست‌ها"), person.applications.count()),
    ]


@page(may=Permission.PERSON_MERGE)
def merge(request, pair_id):
    pair = found(request, pair_id)
    record_reading("merge.read", [pair.left_id, pair.right_id], by=request.user, opened=True)
    return reply(
        request, "district/merge.html", "", {"pair": pair, "sides": [side(pair.left), side(pair.right)]}
    )


@page(may=Permission.PERSON_MERGE, methods="POST")
def merging(request, pair_id, keep_id):
    pair = found(request, pair_id)
    keep = next((person for person in (pair.left, pair.right) if person.pk == keep_id), None)
    actions.merge_persons(pair, keep=keep, by=request.user)
    return HttpResponseRedirect(reverse("district:merges"))


@page(may=Permission.PERSON_MERGE, methods="POST")
def parting(request, pair_id):
    actions.keep_apart(found(request, pair_id), by=request.user)
    return HttpResponseRedirect(reverse("district:merges"))


def pairs_to_judge(request):
    return open_pairs(request) if may(request.user, Permission.PERSON_MERGE) else None


@waiting(pairs_to_judge)
def merges_card(request, count):
    href = reverse("district:merges")
    return {
        "title": _t("شاید یک نفر باشند"),
        "count": count,
        "href": href,
        "action": _t("کنار هم ببینید"),
        "order": 70,
    }


urls = [
    path("merges/", merges, name="merges"),
    path("merges/<int:pair_id>/", merge, name="merge"),
    path("merges/<int:pair_id>/into/<int:keep_id>/", merging, name="merging"),
    path("merges/<int:pair_id>/parting/", parting, name="parting"),
]
