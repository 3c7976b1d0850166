"""Leaving, at the office: who is proposed, every review, one review as it is written with her."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.core.time import today
from koushaneh.graduation.actions import leaving, reviewing
from koushaneh.graduation.models import Graduation, Item
from koushaneh.graduation.rules import (
    ASSESS,
    DECIDE,
    back_without_path,
    due_check_ins,
    graduations_for,
    may_decide,
    proposed_for,
    to_decide,
)
from koushaneh.path.rules import plans_for
from koushaneh.web import graduations as forms
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui.homes import waiting

S = Graduation.State
TURNS = [("mine", _("منتظر من، نفر دوم")), ("due", _("وقت احوال‌پرسی")), ("back", _("برگشته، بی‌مسیر"))]


def graduation_or_404(request, graduation_id, permission=None):
    return get_object_or_404(graduations_for(request.user, permission), pk=graduation_id)


def address(graduation):
    return reverse("district:graduation", args=[graduation.pk])


def done(request, graduation, words):
    messages.success(request, words)
    return go(request, address(graduation))


def in_turn(request):
    """Narrow the list to what waits for this account."""
    waiting_rows = {
        "mine": to_decide(request.user).values("pk"),
        "due": due_check_ins(request.user, today()).values("graduation"),
        "back": back_without_path(request.user).values("pk"),
    }
    return lambda rows, value: rows.filter(pk__in=waiting_rows[value])


@page(may=ASSESS)
def graduations(request):
    listing = Listing(
        request,
        graduations_for(request.user),
        name="graduations",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda one: one.plan.person.full_name,
                sort="plan__person__sort_key",
                href=address,
            ),
            Column("place", _("منطقه"), value=lambda one: one.plan.place, sort="plan__place__sort_key"),
            Column("drafted_at", _("آغاز بررسی"), kind="date", sort="drafted_at"),
            Column("effective_on", _("روز مستقل‌شدن"), kind="date", sort="effective_on"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        search=words_in("plan__person__search_text"),
        search_label=_("نام"),
        filters=[
            Filter("state", _("وضعیت"), S.choices),
            Filter("turn", _("نوبت"), TURNS, apply=in_turn(request)),
        ],
        sort="-drafted_at",
        empty={
            "title": _("هنوز بررسی‌ای آغاز نشده است"),
            "text": _("از صفحهٔ مسیر هر زن می‌توانید آن را با خودش آغاز کنید."),
        },
        seen=lambda shown: record_reading(
            "graduations.listed", [one.plan.person_id for one in shown], by=request.user
        ),
    )
    proposed = list(proposed_for(request.user)[:20])
    record_reading("graduations.listed", [plan.person_id for plan in proposed], by=request.user)
    return listing.reply("district/graduations.html", {"proposed": proposed})


@page(may=ASSESS)
def graduation(request, graduation_id):
    found = graduation_or_404(request, graduation_id)
    plan = found.plan
    record_reading("graduation.read", [plan.person_id], by=request.user, opened=True, place=plan.place)
    return reply(request, "district/graduation.html", "", context_of(request, found))


def context_of(request, found, **more):
    """Everything on the page; `more` brings back a form with its errors."""
    items, standing = forms.look_at(found)
    tried = more.pop("item_form", None)
    is_writing = found.state == S.DRAFT and may(request.user, ASSESS)
    for item in items:
        own = is_writing and item.way != "computed" and item.criterion.code != "statement"
        item.form = (tried if tried and tried.item.pk == item.pk else forms.ItemForm(item)) if own else None
    checks = list(found.check_ins.select_related("done_by"))
    tried_check = more.pop("check_form", None)
    for check in checks:
        check.form = tried_check if tried_check and tried_check.check == check else forms.CheckInForm(check)
    return {
        "graduation": found,
        "items": items,
        "standing": standing,
        "checks": checks,
        "is_writing": is_writing,
        "may_decide": may(request.user, DECIDE) and may_decide(found, request.user),
        "statement_form": forms.HeardStatementForm(initial={"text": found.statement}),
        "answer_form": forms.AnswerForm(),
        "missing_form": missing_form(),
        "reply_form": reply_form(),
        "back_form": back_form(),
        "day_form": forms.DayForm(),
        **more,
    }


def missing_form(data=None):
    return forms.WordsForm(data, label=_("چه چیزی کم است؟"), name="missing")


def reply_form(data=None):
    return forms.WordsForm(data, label=_("پاسخ شما به او"), help_text=_("خودش می‌خواند."), name="reply")


def back_form(data=None):
    return forms.WordsForm(data, label=_("اکنون به چه نیاز دارد؟"), required=False, mark="back")


def again(request, found, **more):
    context = context_of(request, found, **more)
    return reply(request, "district/graduation.html", "", context, status=422)


@page(may=ASSESS, methods="POST")
def beginning(request, plan_id):
    plan = get_object_or_404(plans_for(request.user, ASSESS), pk=plan_id)
    found = reviewing.begin_review(plan, by=request.user)
    return done(request, found, _t("آغاز شد. معیارها را با خودش ببینید."))


def step(permission, act, said, make=None, name=""):
    """A page that does one thing to a review; with `make` after reading the form `name` of the page."""

    @page(may=permission, methods="POST")
    def post(request, graduation_id):
        found = graduation_or_404(request, graduation_id, permission)
        form = make and make(request.POST)
        if form and not form.is_valid():
            return again(request, found, **{name: form})
        act(found, by=request.user, **(form.cleaned_data if form else {}))
        return done(request, found, said)

    return post


computing = step(ASSESS, reviewing.compute_items, _("از روی پرونده دوباره حساب شد."))
statement = step(
    ASSESS, reviewing.write_statement, _("سخن او ثبت شد."), forms.HeardStatementForm, "statement_form"
)
submission = step(ASSESS, reviewing.submit_review, _("برای نفر دوم فرستاده شد."))
withdrawal = step(
    ASSESS, reviewing.withdraw_review, _("کنار گذاشته شد. هر وقت خواستید می‌شود دوباره آغاز کرد.")
)
coming_back = step(
    ASSESS, leaving.come_back, _("برگشت او ثبت شد. با او مسیر تازه‌ای آغاز کنید."), back_form, "back_form"
)


@page(may=ASSESS, methods="POST")
def item(request, graduation_id, item_id):
    found = graduation_or_404(request, graduation_id, ASSESS)
    one = get_object_or_404(Item.objects.select_related("criterion"), graduation=found, pk=item_id)
    form = forms.ItemForm(one, request.POST)
    if not form.is_valid():
        return again(request, found, item_form=form)
    reviewing.answer_item(one, by=request.user, **form.answer)
    return done(request, found, _t("ثبت شد."))


@page(may=ASSESS, methods="POST")
def check_in(request, graduation_id, check_id):
    found = graduation_or_404(request, graduation_id, ASSESS)
    check = get_object_or_404(found.check_ins, pk=check_id)
    form = forms.CheckInForm(check, request.POST)
    if not form.is_valid():
        return again(request, found, check_form=form)
    leaving.check_in(check, by=request.user, **form.cleaned_data)
    return done(request, found, _t("احوال‌پرسی ثبت شد."))


@waiting(lambda request: proposed_for(request.user) if may(request.user, ASSESS) else None)
def proposed_card(_request, count):
    return {
        "title": _t("کسب‌وکارشان آغاز شده است"),
        "text": _t("ببینید آیا می‌خواهند و می‌توانند بی‌حمایت ادامه بدهند."),
        "count": count,
        "href": reverse("district:graduations"),
        "action": _t("با خودشان بررسی کنید"),
        "order": 60,
        "icon": "sprout",
    }


@waiting(lambda request: due_check_ins(request.user, today()) if may(request.user, ASSESS) else None)
def due_card(_request, count):
    return {
        "title": _t("مستقل شده‌اند؛ حالشان را بپرسید"),
        "text": _t("سه، شش یا دوازده ماه گذشته است."),
        "count": count,
        "href": f"{reverse('district:graduations')}?turn=due",
        "action": _t("ببینید و زنگ بزنید"),
        "order": 42,
        "icon": "phone",
    }


@waiting(lambda request: back_without_path(request.user) if may(request.user, ASSESS) else None)
def back_card(_request, count):
    return {
        "title": _t("برگشته‌اند و مسیری ندارند"),
        "text": _t("خوش‌آمد بگویید و مسیر تازه‌ای با او آغاز کنید."),
        "count": count,
        "href": f"{reverse('district:graduations')}?turn=back",
        "action": _t("ببینید و زنگ بزنید"),
        "order": 34,
        "icon": "hand-heart",
    }


@waiting(lambda request: to_decide(request.user) if may(request.user, DECIDE) else None)
def decide_card(_request, count):
    return {
        "title": _t("استقلال: منتظر نفر دوم"),
        "text": _t("همکارتان با خود او دیده است؛ شما هم ببینید."),
        "count": count,
        "href": f"{reverse('district:graduations')}?turn=mine",
        "action": _t("ببینید"),
        "order": 38,
        "icon": "badge-check",
    }


ONE = "graduations/<int:graduation_id>/"
urls = [
    path("graduations/", graduations, name="graduations"),
    path("path/<int:plan_id>/graduation/", beginning, name="graduation_beginning"),
    path(ONE, graduation, name="graduation"),
    path(f"{ONE}computing/", computing, name="graduation_computing"),
    path(f"{ONE}items/<int:item_id>/", item, name="graduation_item"),
    path(f"{ONE}statement/", statement, name="graduation_statement"),
    path(f"{ONE}submission/", submission, name="graduation_submission"),
    path(f"{ONE}withdrawal/", withdrawal, name="graduation_withdrawal"),
    path(f"{ONE}return/", coming_back, name="graduation_return"),
    path(f"{ONE}check-ins/<int:check_id>/", check_in, name="graduation_check_in"),
]
