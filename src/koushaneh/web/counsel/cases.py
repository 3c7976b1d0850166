"""A counsellor's own cases, and one of them: its facts, and what only she can open."""

from django.contrib import messages
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.core.time import today
from koushaneh.counselling.actions import attending
from koushaneh.counselling.actions.keys import key_of
from koushaneh.counselling.reading import notes_of
from koushaneh.counselling.rules import episodes_for
from koushaneh.web.counsel import forms, vault
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply

COUNSEL = Permission.COUNSEL
STANDING = [("live", _("در جریان")), ("ended", _("پایان‌یافته"))]


def address(episode_id):
    return reverse("counsel:case", args=[episode_id])


def episode_or_404(request, episode_id):
    return get_object_or_404(episodes_for(request.user), pk=episode_id)


def by_standing(rows, value):
    return rows.filter(ended_at=None) if value == "live" else rows.exclude(ended_at=None)


@page(may=COUNSEL)
def cases(request):
    def told(rows):
        record_reading("counselling.listed", [row.person_id for row in rows], by=request.user)

    listing = Listing(
        request,
        episodes_for(request.user).annotate(last_on=Max("contacts__on")),
        name="cases",
        columns=[
            Column(
                "name",
                _("نام"),
                value=lambda row: row.person,
                sort="person__sort_key",
                href=lambda row: address(row.pk),
            ),
            Column("began_at", _("از"), kind="date", sort="began_at"),
            Column("last_on", _("آخرین دیدار"), kind="date", sort="last_on"),
            Column("ended_at", _("پایان"), kind="date", sort="ended_at"),
        ],
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=[Filter("standing", _("وضعیت"), STANDING, apply=by_standing)],
        sort="name",
        seen=told,
        empty={
            "title": _("هنوز کسی از شما وقت نگرفته است"),
            "text": _("وقتی زنی نوبت بگیرد، دورهٔ او این‌جا آغاز می‌شود."),
        },
    )
    return listing.reply("counsel/cases.html")


def case_context(request, found, **more):
    opened = vault.opened_by(request)
    return {
        "opened": opened,
        "has_key": opened or key_of(request.user),
        "notes": notes_of(found, opened) if opened else [],
        "note_count": found.notes.count(),
        "note_form": forms.NoteForm(is_open=bool(opened)),
        "passphrase_form": forms.PassphraseForm(auto_id="open_%s"),
        "episode": found,
        "bookings": list(found.bookings.select_related("slot__office").order_by("-slot__starts_at")[:50]),
        "contacts": list(found.contacts.all()[:50]),
        "has_consent": found.consent.withdrawn_at is None,
        "call_form": forms.CallForm(initial={"on": today(), "minutes": 15}),
        "hand_form": forms.HandForm(request.user, found.place),
        **more,
    }


@page(may=COUNSEL)
def case(request, episode_id):
    found = episode_or_404(request, episode_id)
    record_reading("counselling.read", [found.person_id], by=request.user, opened=True)
    return reply(request, "counsel/case.html", "", case_context(request, found))


@page(may=COUNSEL, methods="POST")
def call(request, episode_id):
    found, form = episode_or_404(request, episode_id), forms.CallForm(request.POST)
    if not form.is_valid():
        context = case_context(request, found, call_form=form)
        return reply(request, "counsel/case.html", "", context, status=422)
    attending.note_call(found, by=request.user, **form.cleaned_data)
    messages.success(request, _t("گفت‌وگوی تلفنی ثبت شد."))
    return go(request, address(episode_id))


@page(may=COUNSEL, methods="POST")
def ending(request, episode_id):
    attending.end_episode(episode_or_404(request, episode_id), by=request.user)
    messages.success(request, _t("دوره پایان یافت. اگر باز بخواهد، دوباره آغاز می‌شود."))
    return go(request, address(episode_id))


def card(request):
    if not may(request.user, COUNSEL):
        return None
    count = episodes_for(request.user).filter(ended_at=None).count()
    if not count:
        return None
    return {
        "title": _t("زنانی که با شما گفت‌وگو می‌کنند"),
        "count": count,
        "href": reverse("counsel:cases"),
        "action": _t("دوره‌ها را ببینید"),
        "icon": "users",
        "order": 110,
    }


urls = [
    path("cases/", cases, name="cases"),
    path("cases/<int:episode_id>/", case, name="case"),
    path("cases/<int:episode_id>/call/", call, name="case_call"),
    path("cases/<int:episode_id>/ending/", ending, name="case_ending"),
]
