"""Founding acts: members and officers of an association that existed before, entered with two signatures."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may, may_at, places_for
from koushaneh.association import actions, rules
from koushaneh.association.models import FoundingAct, OfficeTerm
from koushaneh.audit.actions import record_reading
from koushaneh.core.time import today
from koushaneh.web.fields import CleanCharField, JalaliDateField, PhoneField
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

P, S = Permission, FoundingAct.State


class ChapterForm(forms.Form):
    place = forms.ModelChoiceField(label=_("کجا؟"), queryset=None)
    name = CleanCharField(label=_("نام شعبه"), max_length=120)
    founded_on = JalaliDateField(label=_("از چه روزی؟"), latest=today)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = places_for(account, P.FOUNDING_PROPOSE).filter(chapter=None)


class ActForm(forms.Form):
    chapter = forms.ModelChoiceField(label=_("شعبه"), queryset=None)
    title = CleanCharField(label=_("عنوان مصوبه"), max_length=160)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["chapter"].queryset = rules.chapters_for(account, P.FOUNDING_PROPOSE)


class EntryForm(forms.Form):
    first_name = CleanCharField(label=_("نام"), max_length=60)
    last_name = CleanCharField(label=_("نام خانوادگی"), max_length=80)
    phone = PhoneField(
        label=_("تلفن همراه"),
        required=False,
        help_text=_("اگر با همین نام و شماره شناخته باشد، دو بار ثبت نمی‌شود."),
    )
    member_since = JalaliDateField(label=_("عضو از"), latest=today)
    title = forms.ChoiceField(
        label=_("سمت در کانون"), choices=[("", "—"), *OfficeTerm.Title.choices], required=False
    )
    craft = CleanCharField(label=_("کار"), max_length=80, required=False)
    business_name = CleanCharField(label=_("نام کسب‌وکار"), max_length=120, required=False)


class PaperForm(forms.Form):
    letter_number = CleanCharField(label=_("شمارهٔ مصوبه"), max_length=40)
    letter_on = JalaliDateField(label=_("تاریخ مصوبه"), latest=today)


class ReasonForm(forms.Form):
    reason = CleanCharField(label=_("دلیل"), max_length=200)


def act_or_404(request, act_id, permission=P.COHORT_READ):
    return get_object_or_404(rules.acts_for(request.user, permission), pk=act_id)


@page(may=P.COHORT_READ)
def acts(request):
    listing = Listing(
        request,
        rules.acts_for(request.user, P.COHORT_READ),
        name="founding",
        columns=[
            Column("title", _("عنوان"), sort="title", href=lambda one: reverse("hq:act", args=[one.pk])),
            Column("chapter", _("شعبه"), sort="chapter__name"),
            Column("author", _("نویسنده")),
            Column("made_at", _("از"), kind="date", sort="made_at"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        filters=[Filter("state", _("وضعیت"), S.choices)],
        sort="-made_at",
        empty={
            "title": _("مصوبه‌ای ثبت نشده است"),
            "text": _(
                "عضوها و مسئولانی که پیش از این سامانه در کانون بودند با یک مصوبه و دو امضا ثبت می‌شوند."
            ),
        },
    )
    return listing.reply("hq/acts.html", {"may_write": may(request.user, P.FOUNDING_PROPOSE)})


@page(may=P.FOUNDING_PROPOSE, methods="GET POST")
def new_act(request):
    form = ActForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        act = actions.draft_act(form.cleaned_data["chapter"], form.cleaned_data["title"], by=request.user)
        return go(request, reverse("hq:act", args=[act.pk]))
    return reply(request, "hq/new_act.html", "", {"form": form})


@page(may=P.FOUNDING_PROPOSE, methods="GET POST")
def new_chapter(request):
    form = ChapterForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        actions.found_chapter(by=request.user, **form.cleaned_data)
        messages.success(request, _t("شعبه ثبت شد."))
        return go(request, reverse("hq:new_act"))
    return reply(request, "hq/new_chapter.html", "", {"form": form})


@page(may=P.COHORT_READ)
def act(request, act_id):
    return reply(request, "hq/act.html", "", _context(request, act_or_404(request, act_id)))


def _context(request, found, **forms):
    entries = list(rules.entries_for(request.user, P.COHORT_READ).filter(act=found).order_by("pk"))
    place = found.chapter.place
    record_reading("founding.read", [entry.person_id for entry in entries], by=request.user, place=place)
    return {
        "act": found,
        "entries": entries,
        "may_write": may_at(request.user, P.FOUNDING_PROPOSE, place),
        "may_sign": may_at(request.user, P.FOUNDING_SIGN, place) and found.author != request.user,
        "form": EntryForm(),
        "paper_form": PaperForm(),
        "reason_form": ReasonForm(),
        **forms,
    }


@page(may=P.FOUNDING_PROPOSE, methods="POST")
def entry(request, act_id):
    found, form = act_or_404(request, act_id, P.FOUNDING_PROPOSE), EntryForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/act.html", "", _context(request, found, form=form), status=422)
    actions.add_entry(found, by=request.user, **form.cleaned_data)
    return go(request, reverse("hq:act", args=[found.pk]) + "#entries")


@page(may=P.FOUNDING_PROPOSE, methods="POST")
def entry_removal(request, act_id, entry_id):
    rows = rules.entries_for(request.user, P.FOUNDING_PROPOSE).filter(act=act_id)
    actions.remove_entry(get_object_or_404(rows, pk=entry_id), by=request.user)
    return go(request, reverse("hq:act", args=[act_id]))


@page(may=P.FOUNDING_PROPOSE, methods="POST")
def proposal(request, act_id):
    found, form = act_or_404(request, act_id, P.FOUNDING_PROPOSE), PaperForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/act.html", "", _context(request, found, paper_form=form), status=422)
    actions.propose_act(found, by=request.user, **form.cleaned_data)
    messages.success(request, _t("مصوبه در انتظار دو امضا از دو اداره است."))
    return go(request, reverse("hq:act", args=[found.pk]))


@page(may=P.FOUNDING_SIGN, methods="POST")
def signature(request, act_id):
    found = actions.sign_act(act_or_404(request, act_id, P.FOUNDING_SIGN), by=request.user)
    done = found.state == S.SIGNED
    messages.success(
        request, _t("هر دو امضا گذاشته شد و عضوها ثبت شدند.") if done else _t("امضا شد؛ یکی مانده است.")
    )
    return go(request, reverse("hq:act", args=[found.pk]))


@page(may=P.FOUNDING_SIGN, methods="POST")
def returning(request, act_id):
    return _with_reason(request, act_id, actions.return_act, _t("برای اصلاح برگشت."))


@page(may=P.FOUNDING_SIGN, methods="POST")
def voiding(request, act_id):
    return _with_reason(request, act_id, actions.void_act, _t("مصوبه رد شد."))


def _with_reason(request, act_id, action, said):
    found, form = act_or_404(request, act_id, P.FOUNDING_SIGN), ReasonForm(request.POST)
    if not form.is_valid():
        return reply(request, "hq/act.html", "", _context(request, found, reason_form=form), status=422)
    action(found, by=request.user, reason=form.cleaned_data["reason"])
    messages.success(request, said)
    return go(request, reverse("hq:act", args=[found.pk]))


def unsigned(request):
    rows = rules.acts_for(request.user, P.FOUNDING_SIGN).filter(state=S.PROPOSED)
    return rows.exclude(author=request.user).exclude(first_signer=request.user)


@waiting(unsigned)
def card(request, count):
    """Acts that wait for a signature of this account."""
    first = unsigned(request).order_by("pk").first()
    return first and {
        "title": _t("مصوبهٔ تأسیس در انتظار امضا"),
        "text": first.title,
        "count": count,
        "href": reverse("hq:act", args=[first.pk]),
        "action": _t("بخوانید و امضا کنید"),
        "order": 25,
        "icon": "signature",
    }


urls = [
    path("founding/", acts, name="acts"),
    path("founding/new/", new_act, name="new_act"),
    path("founding/chapters/new/", new_chapter, name="new_chapter"),
    path("founding/<int:act_id>/", act, name="act"),
    path("founding/<int:act_id>/entries/", entry, name="act_entry"),
    path("founding/<int:act_id>/entries/<int:entry_id>/removal/", entry_removal, name="act_entry_removal"),
    path("founding/<int:act_id>/proposal/", proposal, name="act_proposal"),
    path("founding/<int:act_id>/signature/", signature, name="act_signature"),
    path("founding/<int:act_id>/returning/", returning, name="act_returning"),
    path("founding/<int:act_id>/voiding/", voiding, name="act_voiding"),
]
