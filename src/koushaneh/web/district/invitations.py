"""Inviting: whom the gates admit, a preview with count and texts, ten minutes to take it back, what came of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_where
from koushaneh.audit.actions import record_reading
from koushaneh.calls import queries, rules
from koushaneh.calls.actions import invitations as actions
from koushaneh.notify.actions import reachable
from koushaneh.notify.texts import text_of
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


def _files(request, call):
    """Files of my places that have not been invited to this call, with what the page shows of them."""
    invited = call.invitations.values("file")
    live = files_for(request.user, Permission.CALL_INVITE).filter(state__in=_states_of(call))
    rows = live.exclude(pk__in=invited).select_related("person", "place")
    return rows.prefetch_related("person__contacts").order_by("person__sort_key", "pk")


def _states_of(call):
    """Return the states that the call asks for; without that gate every live file may be asked."""
    asked = [gate["states"] for gate in call.indicators.gates if gate["code"] == "registry_status"]
    return asked[0] if asked else [File.State.ACTIVE, File.State.APPLICANT, File.State.SUSPENDED]


@page(may=Permission.CALL_INVITE)
def invitees(request, code):
    """Whom the gates admit by what their files say; nobody is excluded here for a paper that is missing."""
    call = call_or_404(request, code, Permission.CALL_INVITE)
    admitted = [row for row in queries.admitted(call, _files(request, call)) if not row[2]]
    shown = admitted[:200]
    record_reading("call.invitees_seen", [file.person_id for file, _u, _f in shown], by=request.user)
    context = {
        "call": call,
        "rows": [(file, gate_names(unknown), reachable(file.person)) for file, unknown, _f in shown],
        "count": len(admitted),
        "is_cut": len(admitted) > len(shown),
    }
    return reply(request, "district/invitees.html", "", context)


def _chosen(request, call):
    """Return the files that were ticked, or everyone admitted; only what the gates admit, never more."""
    files = _files(request, call)
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
        "open_text": text_of(actions.TEMPLATE, "open", facts),
        "covered_text": text_of(actions.TEMPLATE, "covered", facts),
    }
    return reply(request, "district/invitation_preview.html", "", context)


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


urls = [
    path("calls/<slug:code>/invitees/", invitees, name="invitees"),
    path("calls/<slug:code>/invitations/", invitations, name="invitations"),
    path("calls/<slug:code>/invitations/preview/", preview, name="invitation_preview"),
    path("batches/<int:batch_id>/undoing/", undoing, name="batch_undoing"),
]
