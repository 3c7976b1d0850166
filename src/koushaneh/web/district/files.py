"""Files of a district: search, one woman's record, and what an officer writes into it."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, offices_where
from koushaneh.audit.actions import record_reading
from koushaneh.core.time import today
from koushaneh.notify.phones import change_phone
from koushaneh.people.actions import add_person, set_identity
from koushaneh.places.offices import office_of
from koushaneh.registry import rules
from koushaneh.registry.actions import facts as fact_actions
from koushaneh.registry.actions import files as actions
from koushaneh.registry.actions.binding import bind_by_check
from koushaneh.registry.kinds import KINDS
from koushaneh.registry.models import File, ReferralOut
from koushaneh.registry.queries import is_exact, search_files
from koushaneh.web.district import file_forms as forms
from koushaneh.web.district.evidence import named
from koushaneh.web.district.invitations import open_to_invite
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import page, reply
from koushaneh.web.ui.facts import fact_in_words

YES = [("yes", _("احراز شده")), ("no", _("احراز نشده"))]


def verified(rows, value):
    heads = rows.filter(head_verified_on__isnull=False)
    return heads if value == "yes" else rows.filter(head_verified_on=None)


@page(may=Permission.FILE_READ)
def files(request):
    rows = rules.files_for(request.user)
    if not is_exact(request.GET.get("q", "")):  # a hidden woman is found by her whole number alone
        rows = rows.filter(person__hidden_at=None)
    listing = Listing(
        request,
        rows.select_related("person", "place", "category"),
        name="files",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda file: file.person.full_name,
                sort="person__sort_key",
                href=address,
            ),
            Column("number", _("شماره"), kind="reference", sort="number"),
            Column("category", _("نوع سرپرستی"), value=lambda file: str(file.category or "")),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("head_verified_on", _("احراز سرپرستی"), kind="date", sort="head_verified_on"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        search=search_files,
        search_label=_("نام، کد ملی یا تلفن"),
        filters=[
            Filter("state", _("وضعیت"), File.State.choices),
            Filter("verified", _("احراز سرپرستی"), YES, apply=verified),
        ],
        sort="person",
        empty={"title": _("پرونده‌ای نیست"), "text": _("با ورود فهرست سامانه یا پروندهٔ تازه آغاز کنید.")},
        seen=lambda shown: record_reading(
            "files.listed", [file.person_id for file in shown], by=request.user
        ),
    )
    return listing.reply("district/files.html", {"may_edit": may(request.user, Permission.FILE_EDIT)})


def address(file):
    return reverse("district:file", args=[file.pk])


def file_or_404(request, file_id, permission=Permission.FILE_READ):
    rows = rules.files_for(request.user, permission).select_related(
        "person__identity", "place", "category", "caseworker"
    )
    return get_object_or_404(rows, pk=file_id)


@page(may=Permission.FILE_READ)
def file(request, file_id):
    found = file_or_404(request, file_id)
    record_reading("file.read", [found.person_id], by=request.user, opened=True, place=found.place)
    return reply(request, "district/file.html", "", record_of(request, found))


def record_of(request, found, **more):
    """Everything on a woman's page; the forms of an officer only where she may write."""
    current = fact_actions.facts_on(found)
    may_edit = may(request.user, Permission.FILE_EDIT)
    return {
        "file": found,
        "facts": [
            (KINDS[kind].name, fact_in_words(kind, fact), fact)
            for kind, fact in sorted(current.items())
            if kind in KINDS
        ],
        "contacts": found.person.contacts.order_by("-is_primary", "-pk"),
        "proofs": named(list(found.proofs.select_related("seen_by").order_by("-pk"))),
        "services": found.services.select_related("office").order_by("-given_on"),
        "referrals": found.referrals.order_by("-referred_on"),
        "timeline": timeline(found),
        "applications": found.person.applications.select_related("call").order_by("-pk"),
        "calls": open_to_invite(request, found),
        "may_edit": may_edit,
        "may_begin": may(request.user, Permission.PATH_BEGIN),
        "may_assist": may(request.user, Permission.APPLICATION_ASSIST),
        "may_read_applications": may(request.user, Permission.APPLICATION_READ),
        "may_file_erasure": may(request.user, Permission.ERASURE_FILE),
        "after": sorted(File.MACHINE.after(found.state) & forms.BY_HAND),
        **(forms.all_for(found, request.user) if may_edit else {}),
        **more,
    }


def timeline(found):
    names = {**dict(File.State.choices), **forms.CHANGES}
    return [
        {"at": event.at, "title": names.get(event.change, event.change), "text": event.reason, "by": event.by}
        for event in found.events.select_related("by")[:50]
    ]


@page(may=Permission.FILE_EDIT, methods="GET POST")
def new_file(request):
    form = forms.NewFileForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        person = add_person(fields["first_name"], fields["last_name"], by=request.user, phone=fields["phone"])
        identity = {"birth_date": fields["birth_date"].isoformat()} if fields["birth_date"] else {}
        set_identity(person, by=request.user, number=fields["national_id"], **identity)
        made = actions.open_file(
            person,
            by=request.user,
            place=fields["place"],
            number=fields["number"],
            category=fields["category"],
        )
        return HttpResponseRedirect(address(made))
    return reply(request, "district/new_file.html", "", {"form": form})


def written(request, file_id, form_name, act):
    """Read one form of the record and act; with errors the record comes back with them."""
    found = file_or_404(request, file_id, Permission.FILE_EDIT)
    form = forms.FORMS[form_name](found, request.user, request.POST)
    if not form.is_valid():
        return reply(
            request, "district/file.html", "", record_of(request, found, **{form_name: form}), status=422
        )
    act(found, form.cleaned_data)
    messages.success(request, _t("ثبت شد."))
    return HttpResponseRedirect(address(found))


@page(may=Permission.FILE_EDIT, methods="POST")
def facts(request, file_id):
    def act(found, fields):
        fact_actions.add_fact(
            found,
            fields["kind"],
            fields["value"],
            by=request.user,
            source="officer",
            evidence=fields["evidence"],
            starts_on=fields["starts_on"],
        )

    return written(request, file_id, "fact_form", act)


@page(may=Permission.FILE_EDIT, methods="POST")
def originals(request, file_id):
    def act(found, fields):
        actions.see_original(
            found, fields["kind"], by=request.user, note=fields["note"], expires_on=fields["expires_on"]
        )

    return written(request, file_id, "proof_form", act)


@page(may=Permission.FILE_EDIT, methods="POST")
def contact(request, file_id):
    """A phone that she brings herself; the one before it is told."""

    def act(found, fields):
        change_phone(
            found.person,
            fields["phone"],
            by=request.user,
            at_the_office=True,
            office=office_of(found.place),
            is_shared=fields["is_shared"],
            safe_hours=fields["safe_hours"],
        )

    return written(request, file_id, "contact_form", act)


@page(may=Permission.FILE_EDIT, methods="POST")
def binding(request, file_id):
    return written(
        request,
        file_id,
        "check_form",
        lambda found, fields: bind_by_check(found, by=request.user, why=fields["why"]),
    )


@page(may=Permission.FILE_EDIT, methods="POST")
def verification(request, file_id):
    found = actions.verify_head(file_or_404(request, file_id, Permission.FILE_EDIT), by=request.user)
    return HttpResponseRedirect(address(found))


@page(may=Permission.FILE_EDIT, methods="POST")
def state(request, file_id):
    def act(found, fields):
        actions.move_file(found, fields["to"], by=request.user, reason=fields["reason"])

    return written(request, file_id, "state_form", act)


@page(may=Permission.FILE_EDIT, methods="POST")
def services(request, file_id):
    def act(found, fields):
        office = next(iter(offices_where(request.user, Permission.FILE_EDIT)))
        actions.give_service(
            found,
            fields["kind"],
            by=request.user,
            office=office,
            given_on=fields["given_on"],
            amount_rials=fields["amount"],
            note=fields["note"],
        )

    return written(request, file_id, "service_form", act)


@page(may=Permission.FILE_EDIT, methods="POST")
def referrals(request, file_id):
    def act(found, fields):
        actions.refer_out(
            found, fields["body"], by=request.user, reason=fields["reason"], referred_on=today()
        )

    return written(request, file_id, "referral_form", act)


@page(may=Permission.FILE_EDIT, methods="POST")
def referral_outcome(request, file_id, referral_id):
    found = file_or_404(request, file_id, Permission.FILE_EDIT)
    referral = get_object_or_404(found.referrals, pk=referral_id)
    outcome = request.POST.get("outcome", "")
    if outcome in ReferralOut.Outcome.values:
        actions.note_referral(referral, outcome, by=request.user)
    return HttpResponseRedirect(address(found))


@page(may=Permission.FILE_EDIT, methods="POST")
def cover(request, file_id):
    return written(
        request,
        file_id,
        "cover_form",
        lambda found, fields: actions.set_cover(found, fields["bodies"], by=request.user),
    )


urls = [
    path("files/", files, name="files"),
    path("files/new/", new_file, name="new_file"),
    path("files/<int:file_id>/", file, name="file"),
    path("files/<int:file_id>/facts/", facts, name="file_facts"),
    path("files/<int:file_id>/originals/", originals, name="file_originals"),
    path("files/<int:file_id>/contact/", contact, name="file_contact"),
    path("files/<int:file_id>/binding/", binding, name="file_binding"),
    path("files/<int:file_id>/verification/", verification, name="file_verification"),
    path("files/<int:file_id>/state/", state, name="file_state"),
    path("files/<int:file_id>/services/", services, name="file_services"),
    path("files/<int:file_id>/referrals/", referrals, name="file_referrals"),
    path(
        "files/<int:file_id>/referrals/<int:referral_id>/outcome/", referral_outcome, name="referral_outcome"
    ),
    path("files/<int:file_id>/cover/", cover, name="file_cover"),
]
