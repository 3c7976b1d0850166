"""Wishes to be erased that would end something: by number and district, never by name."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.core.time import end_of, today
from koushaneh.rights.actions import erasing
from koushaneh.rights.lines import MATTERS
from koushaneh.rights.models import ErasureRequest
from koushaneh.rights.rules import erasures_for
from koushaneh.web.fields import CleanCharField, JalaliDateField
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting
from koushaneh.web.ui.values import listed

P, S = Permission, ErasureRequest.State


class PostponeForm(forms.Form):
    until = JalaliDateField(
        label=_("تا چه روزی بماند؟"),
        earliest=lambda: today() + timedelta(days=3),
        help_text=_("از روز درخواست، بیش از نود روز پذیرفته نیست."),
    )
    why = CleanCharField(
        label=_("چرا؟ خودش آن را می‌خواند."), max_length=300, widget=forms.Textarea({"rows": 3})
    )


def _wish(request, wish_id, permission):
    return get_object_or_404(erasures_for(request.user, permission), pk=wish_id)


def _here(request, wish):
    return go(request, reverse("hq:erasure", args=[wish.pk]))


COLUMNS = [
    Column(
        "pk",
        _("شماره"),
        sort="pk",
        kind="number",
        href=lambda wish: reverse("hq:erasure", args=[wish.pk]),
    ),
    Column("place", _("جا"), sort="place__sort_key"),
    Column("matters", _("چه تمام می‌شود"), value=lambda wish: listed(MATTERS[code] for code in wish.matters)),
    Column("filed_at", _("روز درخواست"), kind="date", sort="filed_at"),
    Column("decide_until", _("تصمیم تا"), kind="date", sort="decide_until"),
    Column("state", _("وضعیت"), kind="state", sort="state"),
]


@page(may=P.ERASURE_READ)
def erasures(request):
    listing = Listing(
        request,
        erasures_for(request.user),
        name="erasures",
        columns=COLUMNS,
        filters=[Filter("state", _("وضعیت"), S.choices)],
        sort="decide_until",
        empty={
            "title": _("درخواستی در انتظار نیست"),
            "text": _("درخواستی که چیزی را تمام نکند، بی‌نیاز از ستاد انجام می‌شود."),
        },
    )
    return listing.reply("hq/erasures.html")


def _shown(request, wish, form=None, status=200):
    may_sign = wish.waits_for_signature and may(request.user, P.ERASURE_SIGN)
    context = {
        "wish": wish,
        "matters": [MATTERS[code] for code in wish.matters],
        "form": form or PostponeForm(),
        "may_decide": wish.state == S.DECIDING and may(request.user, P.ERASURE_DECIDE),
        "may_sign": may_sign and request.user not in (wish.decided_by, wish.filed_by),
    }
    return reply(request, "hq/erasure.html", "", context, status=status)


@page(may=P.ERASURE_READ)
def erasure(request, wish_id):
    return _shown(request, _wish(request, wish_id, P.ERASURE_READ))


@page(may=P.ERASURE_DECIDE, methods="POST")
def erasure_leave(request, wish_id):
    wish = erasing.let_go(_wish(request, wish_id, P.ERASURE_DECIDE), by=request.user)
    messages.success(request, _t("کار به خواست او پیش می‌رود."))
    return _here(request, wish)


@page(may=P.ERASURE_DECIDE, methods="POST")
def erasure_postponement(request, wish_id):
    wish, form = _wish(request, wish_id, P.ERASURE_DECIDE), PostponeForm(request.POST)
    if not form.is_valid():
        return _shown(request, wish, form, status=422)
    until = end_of(form.cleaned_data["until"])
    erasing.propose_postponement(wish, by=request.user, until=until, why=form.cleaned_data["why"])
    messages.success(request, _t("پیشنهاد شد و در انتظار امضای دوم است."))
    return _here(request, wish)


@page(may=P.ERASURE_SIGN, methods="POST")
def erasure_signature(request, wish_id):
    wish = erasing.sign_postponement(_wish(request, wish_id, P.ERASURE_SIGN), by=request.user)
    messages.success(request, _t("امضا شد و به او خبر داده شد."))
    return _here(request, wish)


@page(may=P.ERASURE_SIGN, methods="POST")
def erasure_dropping(request, wish_id):
    wish = erasing.drop_postponement(_wish(request, wish_id, P.ERASURE_SIGN), by=request.user)
    messages.success(request, _t("پیشنهاد رد شد؛ کار به خواست او پیش می‌رود."))
    return _here(request, wish)


def undecided(request):
    """What waits for this account's decision or signature."""
    rows = erasures_for(request.user).filter(state=S.DECIDING)
    if may(request.user, P.ERASURE_DECIDE):
        return rows.filter(postpone_until=None)
    if may(request.user, P.ERASURE_SIGN):
        return rows.exclude(postpone_until=None).exclude(decided_by=request.user)
    return None


@waiting(undecided)
def card(request, _count):
    first = undecided(request).order_by("decide_until", "pk").first()
    return first and {
        "title": _t("بانویی خواسته است داده‌هایش پاک شود"),
        "text": listed(MATTERS[code] for code in first.matters),
        "href": reverse("hq:erasure", args=[first.pk]),
        "action": _t("ببینید و تصمیم بگیرید"),
        "due": first.decide_until,
        "order": 14,
        "icon": "eraser",
    }


urls = [
    path("erasures/", erasures, name="erasures"),
    path("erasures/<int:wish_id>/", erasure, name="erasure"),
    path("erasures/<int:wish_id>/leave/", erasure_leave, name="erasure_leave"),
    path("erasures/<int:wish_id>/postponement/", erasure_postponement, name="erasure_postponement"),
    path("erasures/<int:wish_id>/signature/", erasure_signature, name="erasure_signature"),
    path("erasures/<int:wish_id>/dropping/", erasure_dropping, name="erasure_dropping"),
]
