"""Applications of a district: who is where, and one application as its woman gave it."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at
from koushaneh.audit.actions import record_reading
from koushaneh.calls import rules
from koushaneh.calls.deadlines import takes_answers
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application
from koushaneh.measures.actions import takes_baseline
from koushaneh.web.asking import given_rows
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.media import hand_out
from koushaneh.web.pages import page, reply
from koushaneh.web.ui.homes import waiting

S, Channel = Application.State, Application.Channel
READ, ASSIST = Permission.APPLICATION_READ, Permission.APPLICATION_ASSIST
IN_WORK = [
    S.DRAFT,
    S.SUBMITTED,
    S.CHECKING,
    S.INFO_REQUESTED,
    S.ELIGIBLE,
    S.INELIGIBLE,
    S.WITHDRAWN,
    S.LAPSED,
]


def address(application):
    return reverse("district:application", args=[application.tracking_code])


def _waits(rows, value):
    """Filled in by an officer, or changed after sending, and not yet confirmed by her."""
    draft = Q(state=S.DRAFT, confirmation="") & ~Q(channel=Channel.SELF)
    waiting = rows.filter(draft | Q(state=S.SUBMITTED, unconfirmed_since__isnull=False))
    return waiting if value == "yes" else rows.exclude(pk__in=waiting.values("pk"))


FILTERS = [
    Filter(
        "state",
        _("وضعیت"),
        [(state.value, state.label) for state in IN_WORK],
        apply=lambda rows, value: rows.filter(state=value),
    ),
    Filter(
        "channel",
        _("از چه راه"),
        Channel.choices,
        apply=lambda rows, value: rows.filter(channel=value),
    ),
    Filter("waits", _("تأیید خودش"), [("yes", _("هنوز نه")), ("no", _("لازم نیست یا شده"))], apply=_waits),
]


def _columns():
    return [
        Column(
            "person",
            _("نام"),
            value=lambda row: row.person.full_name,
            sort="person__sort_key",
            href=address,
        ),
        Column("call", _("فراخوان"), value=lambda row: str(row.call), sort="call__opens_at"),
        Column("tracking_code", _("کد پیگیری"), kind="code"),
        Column("channel", _("از چه راه"), value=lambda row: row.get_channel_display(), sort="channel"),
        Column("submitted_at", _("رسیده در"), kind="date", sort="submitted_at"),
        Column("state", _("وضعیت"), kind="state", sort="state"),
    ]


@page(may=READ)
def applications(request):
    rows = (
        rules.applications_for(request.user).filter(person__hidden_at=None).select_related("person", "call")
    )
    listing = Listing(
        request,
        rows,
        name="applications",
        columns=_columns(),
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=FILTERS,
        sort="person",
        empty={
            "title": _("هنوز درخواستی نیست"),
            "text": _("از پروندهٔ هر بانو می‌توانید برای او درخواست را آغاز کنید."),
            "href": reverse("district:files"),
            "action": _("پرونده‌ها را ببینید"),
        },
        seen=lambda shown: record_reading(
            "applications.listed", [row.person_id for row in shown], by=request.user
        ),
    )
    return listing.reply("district/applications.html", {})


def application_of(request, code, permission=READ):
    """Fetch an application within reach; a stranger's does not exist."""
    rows = rules.applications_for(request.user, permission).select_related(
        "person", "helped_by", "confirmed_by"
    )
    return get_object_or_404(rows, tracking_code=code)


@page(may=READ)
def application(request, code):
    found = application_of(request, code)
    record_reading("application.opened", [found.person_id], by=request.user, opened=True, place=found.place)
    filled = Filled(found)
    context = {
        "application": found,
        "rows": given_rows(filled),
        "missing": filled.missing,
        "may_assist": may_at(request.user, ASSIST, found.place) and _is_changeable(found),
        "may_read_aloud": may_at(request.user, ASSIST, found.place) and takes_baseline(found),
        "requests": found.info_requests.order_by("-made_at"),
    }
    return reply(request, "district/application.html", "", context)


def _is_changeable(application):
    return application.state in (S.DRAFT, S.SUBMITTED) and takes_answers(application.call, at=timezone.now())


@page(may=READ)
def file(request, code, file_id):
    found = application_of(request, code)
    attachment = get_object_or_404(rules.attachments_for(request.user), application=found, pk=file_id)
    record_reading("attachment.opened", [found.person_id], by=request.user, opened=True, place=found.place)
    return hand_out(attachment.content, name=f"{found.tracking_code}-{attachment.pk}", inline=True)


def unconfirmed(request):
    rows = rules.applications_for(request.user, ASSIST).filter(call__state__in=["open", "grace"])
    return _waits(rows, "yes")


@waiting(unconfirmed)
def card(request, count):
    """Drafts that an officer filled in and that wait for her word."""
    return {
        "title": _("درخواست‌هایی که تأیید خودش را می‌خواهند"),
        "text": _("تا خودش با کد پیامکی یا گفتاری تأیید نکند، آنچه برایش نوشته‌اید حساب نمی‌شود."),
        "count": count,
        "href": f"{reverse('district:applications')}?waits=yes",
        "action": _("ببینید"),
        "icon": "hand-helping",
        "order": 40,
    }


urls = [
    path("applications/", applications, name="applications"),
    path("applications/<slug:code>/", application, name="application"),
    path("applications/<slug:code>/files/<int:file_id>/", file, name="application_file"),
]
