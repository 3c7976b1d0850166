"""Inviting: whom the gates admit, a preview with count and texts, ten minutes to take it back, what came of it."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, places_where
from koushaneh.audit.actions import record_reading
from koushaneh.calls import queries, rules
from koushaneh.calls.actions import invitations as actions
from koushaneh.notify.actions import reachable
from koushaneh.notify.texts import text_of
from koushaneh.people.models import Contact
from koushaneh.places.offices import office_of
from koushaneh.registry.models import File
from koushaneh.registry.rules import files_for
from koushaneh.web.calls import gate_names
from koushaneh.web.district.calls import call_or_404
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui import values

STAGES = {
    "waiting": _("هنوز نرفته"),
    "sent": _("رفته، هنوز نخوانده"),
    "read": _("خوانده"),
    "began": _("آغاز کرده"),
    "submitted": _("فرستاده"),
    "not_reached": _("نرسیده؛ تماس بگیرید"),
}
NO_TEXT = _("پیامک نمی‌گیرد؛ تلفن کنید")
CLEAR = [("yes", _("بله، همه‌چیز")), ("no", _("نه، چیزی را نمی‌دانیم"))]
TEXTED = [("yes", _("می‌گیرد")), ("no", _("نمی‌گیرد"))]


def _files(request, call):
    """Files of my places that have not been invited to this call."""
    invited = call.invitations.values("file")
    live = files_for(request.user, Permission.CALL_INVITE).filter(state__in=_states_of(call))
    return live.exclude(pk__in=invited)


def _shown(request, call):
    """The same files with what a list or a preview says of the women."""
    rows = _files(request, call).select_related("person", "place")
    return rows.prefetch_related("person__contacts").order_by("person__sort_key", "pk")


def _states_of(call):
    """Return the states that the call asks for; without that gate every live file may be asked."""
    asked = [gate["states"] for gate in call.indicators.gates if gate["code"] == "registry_status"]
    return asked[0] if asked else [File.State.ACTIVE, File.State.APPLICANT, File.State.SUSPENDED]


@page(may=Permission.CALL_INVITE)
def invitees(request, code):
    """Whom the gates admit by what their files say; nobody is excluded here for a paper that is missing."""
    call = call_or_404(request, code, Permission.CALL_INVITE)
    found = queries.admitted(call, _files(request, call).select_related("place"))
    unknown = {file.pk: gate_names(unknown) for file, unknown, failed in found if not failed}
    listing = Listing(
        request,
        _listed(request, call, unknown),
        name="invitees",
        columns=_columns(request, unknown),
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=_filters(unknown),
        sort="name",
        per_page=100,
        count=len(unknown),
        empty={
            "title": _("کسی برای دعوت نمانده است"),
            "text": _("یا همه دعوت شده‌اند یا شرط‌ها به پرونده‌ای نمی‌خورد. پوستر را در سرای محله بزنید."),
            "href": reverse("district:call", args=[code]),
            "action": _("بازگشت به فراخوان"),
        },
        seen=lambda shown: record_reading(
            "call.invitees_seen", [file.person_id for file in shown], by=request.user
        ),
    )
    return listing.reply("district/invitees.html", {"call": call, "count": len(unknown)})


def _listed(request, call, unknown):
    live = Contact.objects.filter(person=OuterRef("person")).exclude(state=Contact.State.OPTED_OUT)
    rows = _files(request, call).filter(pk__in=unknown).annotate(gets_text=Exists(live))
    return rows.select_related("person", "place")


def _columns(request, unknown):
    """Return the columns; the name carries the tick of the form on the page, plain in an export."""
    is_export = request.GET.get("format") in ("csv", "xlsx")
    return [
        Column(
            "name",
            _("نام"),
            value=(lambda file: file.person.full_name) if is_export else _ticked,
            sort="person__sort_key",
        ),
        Column("place", _("منطقه"), value=lambda file: file.place, sort="place__sort_key"),
        Column("unknown", _("آنچه هنوز نمی‌دانیم"), value=lambda file: " · ".join(unknown[file.pk])),
        Column("message", _("پیام"), value=_way_to_her),
        Column(
            "number",
            _("پرونده"),
            kind="reference",
            href=lambda file: reverse("district:file", args=[file.pk]),
        ),
    ]


def _ticked(file):
    return format_html(
        '<label class="tick"><input type="checkbox" name="file" value="{}" form="inviting"> {}</label>',
        file.pk,
        file.person.full_name,
    )


def _way_to_her(file):
    return file.person.get_messages_display() if file.gets_text else NO_TEXT


def _filters(unknown):
    unclear = [pk for pk, names in unknown.items() if names]
    return [
        Filter("clear", _("روشن است؟"), CLEAR, apply=lambda rows, value: _by_clearness(rows, value, unclear)),
        Filter("text", _("پیامک"), TEXTED, apply=_by_text),
    ]


def _by_clearness(rows, value, unclear):
    return rows.filter(pk__in=unclear) if value == "no" else rows.exclude(pk__in=unclear)


def _by_text(rows, value):
    return rows.filter(gets_text=value == "yes")


def _chosen(request, call):
    """Return the files that were ticked, or everyone admitted; only what the gates admit, never more."""
    files = _shown(request, call)
    if "everyone" not in request.POST:
        ticked = [pk for pk in request.POST.getlist("file") if pk.isdecimal() and len(pk) < 12]
        files = files.filter(pk__in=ticked)
    return [file for file, _unknown, failed in queries.admitted(call, files) if not failed]


@page(may=Permission.CALL_INVITE, methods="POST")
def preview(request, code):
    """Count and texts before anything is written."""
    call = call_or_404(request, code, Permission.CALL_INVITE)
    files = _chosen(request, call)
    if not files:
        messages.warning(request, _t("کسی برگزیده نشد. دست‌کم یک نام را تیک بزنید."))
        return go(request, reverse("district:invitees", args=[code]))
    facts = actions.facts_of_invitation(call, office_of(files[0].place))
    reached = [file for file in files if reachable(file.person)]
    context = {
        "call": call,
        "files": files,
        "is_everyone": "everyone" in request.POST,
        "open_count": sum(file.person.messages == "open" for file in reached),
        "covered_count": sum(file.person.messages == "covered" for file in reached),
        "unreached_count": len(files) - len(reached),
    }
    languages = sorted({file.person.language for file in reached}, reverse=True) or ["fa"]
    context["texts"] = [(language, _text(language, facts)) for language in languages]
    return reply(request, "district/invitation_preview.html", "", context)


def _text(language, facts):
    with override(language):
        return {form: text_of(actions.TEMPLATE, form, facts) for form in ("open", "covered")}


@page(may=Permission.CALL_INVITE, methods="GET POST")
def invitations(request, code):
    """GET: who was invited and what came of it. POST: invite, in one batch for each of my places."""
    call = call_or_404(request, code, Permission.CALL_INVITE)
    if request.method == "POST":
        return _invite(request, call)
    rows = rules.invitations_for(request.user).filter(call=call).select_related("file__person", "file__place")
    listing = Listing(
        request,
        rows,
        name="invitations",
        columns=[
            Column("name", _("نام"), sort="file__person__sort_key", value=lambda one: one.file.person),
            Column("place", _("منطقه"), value=lambda one: one.file.place),
            Column("at", _("دعوت"), kind="date", sort="at"),
            Column("stage", _("چه شد؟"), value=lambda one: STAGES[one.stage]),
        ],
        search=words_in("file__person__search_text"),
        search_label=_("نام"),
        filters=[Filter("read", _("خوانده؟"), [("no", _("نه")), ("yes", _("بله"))], apply=_by_reading)],
        sort="name",
        empty={"title": _("هنوز کسی دعوت نشده است")},
        seen=lambda shown: _seen(request, call, shown),
    )
    return listing.reply("district/invitations.html", {"call": call})


def _by_reading(rows, value):
    return rows.filter(read_at=None) if value == "no" else rows.exclude(read_at=None)


def _seen(request, call, shown):
    """Fill in the stage of the rows that are shown, and log who was read."""
    stages = queries.stages(call, shown)
    for invitation in shown:
        invitation.stage = stages[invitation.pk]
    persons = [invitation.file.person_id for invitation in shown]
    record_reading("call.invitations_seen", persons, by=request.user)


def _invite(request, call):
    files = _chosen(request, call)
    roots = places_where(request.user, Permission.CALL_INVITE)
    count = 0
    for root in roots:
        here = [file for file in files if file.place.path.startswith(root.path)]
        if here:
            count += actions.invite(call, root, here, by=request.user).invitations.count()
            files = [file for file in files if file not in here]
    if not count:
        raise actions.NobodyToInvite()
    words = _t("{count} دعوت آماده است و ده دقیقهٔ دیگر می‌رود. تا آن زمان می‌توانید آن را پس بگیرید.")
    messages.success(request, words.format(count=values.digits(count)))
    return go(request, reverse("district:call", args=[call.code]))


@page(may=Permission.CALL_INVITE, methods="POST")
def undoing(request, batch_id):
    batch = get_object_or_404(rules.batches_for(request.user).select_related("call"), pk=batch_id)
    actions.undo_batch(batch, by=request.user)
    messages.success(request, _t("این دعوت‌ها پس گرفته شد و هیچ پیامی نرفت."))
    return go(request, reverse("district:call", args=[batch.call.code]))


def open_to_invite(request, file):
    """Return (call, her invitation or None) for each call to which her office may invite her now."""
    if not may(request.user, Permission.CALL_INVITE):
        return []
    calls = rules.calls_for(request.user, Permission.CALL_INVITE).filter(state__in=actions.INVITABLE)
    here = [call for call in calls.select_related("place") if file.place.path.startswith(call.place.path)]
    told = {one.call_id: one for one in file.invitations.filter(call__in=here)} if here else {}
    return [(call, told.get(call.pk)) for call in here]


@page(may=Permission.CALL_INVITE, methods="POST")
def noting(request, file_id, code):
    """Write down that she was invited by telephone or at the office; no text leaves for it."""
    file = get_object_or_404(
        files_for(request.user, Permission.CALL_INVITE).select_related("person", "place"), pk=file_id
    )
    call = call_or_404(request, code, Permission.CALL_INVITE)
    channel = request.POST.get("channel", "")
    actions.note_invited(call, file, by=request.user, channel=channel)
    messages.success(request, _t("ثبت شد که او را به این فراخوان دعوت کردید."))
    return go(request, f"{reverse('district:file', args=[file.pk])}#applications")


urls = [
    path("files/<int:file_id>/invitations/<slug:code>/", noting, name="invitation_noting"),
    path("calls/<slug:code>/invitees/", invitees, name="invitees"),
    path("calls/<slug:code>/invitations/", invitations, name="invitations"),
    path("calls/<slug:code>/invitations/preview/", preview, name="invitation_preview"),
    path("batches/<int:batch_id>/undoing/", undoing, name="batch_undoing"),
]
