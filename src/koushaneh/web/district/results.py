"""Results at the office: telling by telephone, answering for her with her word, filing her appeal."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.screening.actions.appeals import file_appeal
from koushaneh.screening.actions.letters import record_told
from koushaneh.screening.models import Appeal, Offer
from koushaneh.screening.rules_results import letters_for, offers_for
from koushaneh.web.codes import CodeForm
from koushaneh.web.district.answer_form import AnswerForm
from koushaneh.web.fields import CleanCharField
from koushaneh.web.letters import TITLES, appeal_of, is_current, sheet_of
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply
from koushaneh.web.pledges import ASSOCIATION
from koushaneh.web.ui.homes import waiting
from koushaneh.web.ui.values import digits

P = Permission
REACHED = [("no", _("هنوز خبر ندارد")), ("yes", _("خوانده یا شنیده"))]


class ToldForm(forms.Form):
    note = CleanCharField(
        label=_("چگونه گفتید؟"),
        max_length=200,
        help_text=_("مانند «شمارهٔ ثبت‌شده را گرفتم و با خودش حرف زدم»."),
    )


class AppealForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("چگونه گفت؟"),
        choices=[(one.value, one.label) for one in (Appeal.Channel.PHONE, Appeal.Channel.OFFICE)],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("گفته‌های او، با زبان خودش"), widget=forms.Textarea({"rows": 5}), max_length=3000
    )


def _reached(rows, value):
    unknown = rows.filter(read_at=None, told_at=None)
    return unknown if value == "no" else rows.exclude(pk__in=unknown.values("pk"))


@page(may=P.RESULT_TELL)
def results(request):
    listing = Listing(
        request,
        letters_for(request.user),
        name="results",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda letter: letter.decision.application.person.full_name,
                sort="decision__application__person__sort_key",
                href=lambda letter: reverse("district:result", args=[letter.number]),
            ),
            Column("place", _("جا"), value=lambda letter: letter.decision.application.place),
            Column("title", _("نتیجه"), value=lambda letter: TITLES[letter.code], sort="code"),
            Column("released_at", _("نامه"), kind="date", sort="released_at"),
            Column("read_at", _("خواند"), kind="date", sort="read_at"),
            Column("told_at", _("به او گفتیم"), kind="date", sort="told_at"),
        ],
        search=words_in("decision__application__person__search_text"),
        search_label=_("نام"),
        filters=[
            Filter("reached", _("خبر دارد؟"), REACHED, apply=_reached),
            Filter("code", _("نتیجه"), list(TITLES.items())),
        ],
        sort="-released_at",
        empty={
            "title": _("هنوز نتیجه‌ای اعلام نشده است"),
            "text": _("پس از اعلام، نامهٔ هر بانوی منطقه همین‌جا می‌آید."),
        },
        seen=lambda shown: record_reading(
            "results.listed", [letter.decision.application.person_id for letter in shown], by=request.user
        ),
    )
    return listing.reply("district/results.html")


def letter_or_404(request, number, permission=P.RESULT_TELL):
    return get_object_or_404(letters_for(request.user, permission), number=number)


@page(may=P.RESULT_TELL)
def result(request, number):
    letter = letter_or_404(request, number)
    application = letter.decision.application
    record_reading(
        "result.read", [application.person_id], by=request.user, opened=True, place=application.place
    )
    return reply(request, "district/result.html", "", context_of(request, letter))


def context_of(request, letter, **forms):
    offers = offers_for(request.user).filter(application=letter.decision.application, state=Offer.State.OPEN)
    offer = offers.first() if is_current(letter) else None
    appeal = appeal_of(letter)
    return {
        "letter": letter,
        "sheet": sheet_of(letter),
        "person": None,
        "woman": letter.decision.application.person,
        "contacts": letter.decision.application.person.contacts.order_by("-is_primary", "-pk"),
        "offer": offer,
        "was_sent": offer and bool(request.session.get(f"asked:offer:{offer.pk}")),
        "appeal": appeal,
        "may_file": appeal is None and letter.appeal_until and may(request.user, P.APPEAL_FILE),
        "told_form": ToldForm(),
        "answer_form": AnswerForm(),
        "code_form": CodeForm(),
        "appeal_form": AppealForm(),
        "pledge": ASSOCIATION,
        **forms,
    }


@page(may=P.RESULT_TELL, methods="POST")
def telling(request, number):
    letter, form = letter_or_404(request, number), ToldForm(request.POST)
    if not form.is_valid():
        return reply(
            request, "district/result.html", "", context_of(request, letter, told_form=form), status=422
        )
    record_told(letter, by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _t("ثبت شد که نتیجه را به او گفتید. مهلت‌های او از همین حالا آغاز می‌شود."))
    return go(request, reverse("district:result", args=[number]))


@page(may=P.APPEAL_FILE, methods="POST")
def appeal(request, number):
    letter, form = letter_or_404(request, number, P.APPEAL_FILE), AppealForm(request.POST)
    if not form.is_valid():
        return reply(
            request, "district/result.html", "", context_of(request, letter, appeal_form=form), status=422
        )
    file_appeal(letter, by=request.user, **form.cleaned_data)
    messages.success(request, _t("اعتراض او ثبت شد. پاسخ در صفحهٔ او و همین‌جا می‌آید."))
    return go(request, reverse("district:result", args=[number]))


def unlearnt(request):
    """Letters of women who have not learnt their result yet."""
    if not may(request.user, P.RESULT_TELL):
        return None
    return letters_for(request.user).filter(read_at=None, told_at=None)


def unlearnt_seats(request):
    letters = unlearnt(request)
    if letters is None:
        return None
    offers = offers_for(request.user).filter(state=Offer.State.OPEN)
    return offers.filter(application__decisions__letter__in=letters).distinct()


@waiting(unlearnt_seats)
def seat_card(request, count):
    """Women to whom a seat is offered for some hours and who do not know it: they come before all others."""
    first = unlearnt_seats(request).order_by("expires_at").first()
    return first and {
        "title": _t("%(count)s نفر از جای خود خبر ندارند") % {"count": digits(count)},
        "text": _t("جا تنها چند ساعت به نامشان است. همین امروز تلفن کنید."),
        "due": first.expires_at,
        "href": reverse("district:results") + "?reached=no",
        "action": _t("فهرست را ببینید"),
        "order": 5,
        "icon": "phone",
    }


@waiting(unlearnt)
def unaware_card(request, count):
    return {
        "title": _t("هنوز از نتیجه خبر ندارند"),
        "text": _t("نامه رفته ولی خوانده نشده است. تلفن کنید و بگویید."),
        "count": count,
        "href": reverse("district:results") + "?reached=no",
        "action": _t("فهرست را ببینید"),
        "order": 20,
        "icon": "mail",
    }


urls = [
    path("results/", results, name="results"),
    path("results/<slug:number>/", result, name="result"),
    path("results/<slug:number>/telling/", telling, name="telling"),
    path("results/<slug:number>/appeal/", appeal, name="appeal"),
]
