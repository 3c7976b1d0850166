"""The officer's checks: a queue, gates with evidence, a request with a clock, eligible or not with reasons."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.calls.models import Application, InfoRequest
from koushaneh.screening import rules
from koushaneh.screening.actions import checking as actions
from koushaneh.screening.models import Eligibility
from koushaneh.screening.queries import missing_questions
from koushaneh.web.district.checking_forms import GateForm, MissingForm, RequestForm
from koushaneh.web.district.evidence import gate_name, lines_of
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.media import hand_out
from koushaneh.web.pages import go, page, reply
from koushaneh.web.templatetags.words import bdi
from koushaneh.web.ui.homes import waiting
from koushaneh.web.ui.values import digits

S, Result = Application.State, Eligibility.Result
OPEN = (S.CHECKING, S.INFO_REQUESTED)
RESULT_TONES = {Result.PASSED: ("done", "circle-check"), Result.FAILED: ("error", "circle-x")}


def _mine(request):
    return rules.checkings_for(request.user).select_related("call", "person", "place", "file__category")


def _found(request, code):
    return get_object_or_404(_mine(request), tracking_code=code)


def _address(code):
    return reverse("district:check", args=[code])


def _tell(request, verb, *, opened=False):
    def told(rows):
        record_reading(verb, [row.person_id for row in rows], by=request.user, opened=opened)

    return told


@page(may=Permission.APPLICATION_CHECK)
def checks(request):
    rows = _mine(request).filter(state__in=rules.CHECKED)
    rows = rows.annotate(
        unsettled=Count("eligibility", filter=~Q(eligibility__result=Result.PASSED)),
    )
    listing = Listing(
        request,
        rows,
        name="checks",
        columns=[
            Column(
                "name",
                _("نام"),
                value=lambda row: row.person,
                sort="person__sort_key",
                href=lambda row: _address(row.tracking_code),
            ),
            Column("code", _("کد پیگیری"), value=lambda row: row.tracking_code, kind="code"),
            Column("place", _("منطقه"), sort="place__code"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
            Column("unsettled", _("شرط‌های باز"), kind="number", sort="unsettled"),
        ],
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=[
            Filter("state", _("وضعیت"), [(state, state.label) for state in rules.CHECKED]),
            Filter(
                "gates",
                _("شرط‌ها"),
                [("open", _("شرط باز دارد"))],
                apply=lambda rows, value: rows.filter(unsettled__gt=0),
            ),
        ],
        sort="name",
        seen=_tell(request, "checks.listed"),
        empty={
            "title": _("درخواستی برای بررسی نیست"),
            "text": _("پس از بسته شدن فراخوان، درخواست‌های منطقه به این‌جا می‌رسد."),
        },
    )
    return listing.reply("district/checks.html", {"ready": _ready(request)})


def _ready(request):
    """Return [(call id, title, how many could be admitted at once)] in one query."""
    failing = Eligibility.objects.exclude(result=Result.PASSED).values("application")
    rows = rules.checkings_for(request.user).filter(state=S.CHECKING).exclude(pk__in=failing)
    rows = rows.filter(pk__in=Eligibility.objects.values("application"))
    return list(rows.values_list("call_id", "call__title").annotate(count=Count("pk")).order_by("call_id"))


@page(may=Permission.APPLICATION_CHECK, methods="POST")
def admissions(request, call_id):
    """Admit at once all of her places whose gates are passed."""
    call = get_object_or_404(rules.checked_calls_for(request.user), pk=call_id)
    admitted = actions.admit_passed(call, by=request.user, among=rules.checkings_for(request.user))
    messages.success(request, _t("%(count)s درخواست واجد شرایط شد.") % {"count": digits(len(admitted))})
    return go(request, reverse("district:checks"))


@page(may=Permission.APPLICATION_CHECK)
def check(request, code):
    application = _found(request, code)
    _tell(request, "check.opened", opened=True)([application])
    return reply(request, "district/check.html", "", _context(application))


def _context(application, **more):
    gates = list(application.eligibility.select_related("by").order_by("pk"))
    return {
        "application": application,
        "gates": [_gate(application, gate) for gate in gates],
        "unsettled": sum(gate.result != Result.PASSED for gate in gates),
        "failed": sum(gate.result == Result.FAILED for gate in gates),
        "requests": list(application.info_requests.order_by("-pk")),
        "request_form": RequestForm(),
        "is_open": application.state in OPEN,
        "may_ask": application.state == S.CHECKING
        and application.info_requests.count() < application.call.policy.info_requests,
        "facts": _facts(application),
        "papers": _papers(application),
        "missing": _missing(application) if application.state in OPEN else [],
        **more,
    }


def _gate(application, gate):
    tone, icon = RESULT_TONES.get(gate.result, ("warn", "file-question-mark"))
    return {
        "rule": gate.rule,
        "name": gate_name(gate.rule),
        "label": gate.get_result_display(),
        "tone": tone,
        "icon": icon,
        "lines": lines_of(gate.evidence),
        "by": gate.by,
        "form": GateForm(application=application, auto_id=f"{gate.rule}_%s"),
    }


def _missing(application):
    questions = missing_questions(application)
    return [MissingForm(question=one, auto_id=f"{one.key}_%s") for one in questions]


def _papers(application):
    """Return [(address, when it came)] of the pictures and documents she sent."""
    sent = application.attachments.filter(removed_at=None).exclude(kind="voice").order_by("-pk")
    code = application.tracking_code
    return [(reverse("district:check_paper", args=[code, one.pk]), one.at) for one in sent]


@page(may=Permission.APPLICATION_CHECK)
def paper(request, code, attachment_id):
    application = _found(request, code)
    _tell(request, "paper.opened", opened=True)([application])
    sent = application.attachments.filter(removed_at=None).exclude(kind="voice")
    return hand_out(get_object_or_404(sent, pk=attachment_id).content, name=code, inline=True)


@page(may=Permission.APPLICATION_CHECK, methods="POST")
def answer(request, code, key):
    raw = request.POST.get("answer", "")
    actions.take_missing_answer(_found(request, code), by=request.user, key=key, raw=raw)
    messages.success(request, _t("پاسخ او ثبت شد و نوشته شد که شما آن را وارد کردید."))
    return go(request, _address(code))


def _facts(application):
    return [
        (_t("کد پیگیری"), bdi(application.tracking_code)),
        (_t("فراخوان"), str(application.call)),
        (_t("منطقه"), application.place),
        (_t("راه کار"), application.get_track_display() or "—"),
        (_t("از چه راهی آمد"), application.get_channel_display()),
        (_t("شمارهٔ پرونده"), digits(application.file.number) if application.file else "—"),
    ]


@page(may=Permission.APPLICATION_CHECK, methods="POST")
def gate(request, code, rule):
    application = _found(request, code)
    form = GateForm(request.POST, application=application)
    if not form.is_valid():
        return reply(request, "district/check.html", "", _context(application, wrong=form), status=422)
    actions.decide_gate(application, by=request.user, rule=rule, **form.cleaned_data)
    messages.success(request, _t("نتیجهٔ این شرط ثبت شد."))
    return go(request, _address(code))


@page(may=Permission.APPLICATION_CHECK, methods="POST")
def requests(request, code):
    application = _found(request, code)
    form = RequestForm(request.POST)
    if not form.is_valid():
        return reply(request, "district/check.html", "", _context(application, request_form=form), status=422)
    unsettled = list(application.eligibility.exclude(result=Result.PASSED).values_list("rule", flat=True))
    about = unsettled[0] if len(unsettled) == 1 else "gates"
    actions.ask_for_evidence(application, by=request.user, text=form.cleaned_data["text"], about=about)
    messages.success(request, _t("درخواست مدرک ثبت شد و مهلت او آغاز شد."))
    return go(request, _address(code))


@page(may=Permission.APPLICATION_CHECK, methods="POST")
def admission(request, code):
    actions.admit(_found(request, code), by=request.user)
    messages.success(request, _t("این درخواست واجد شرایط شد و متن آن به ویرایش رفت."))
    return go(request, _address(code))


@page(may=Permission.APPLICATION_CHECK, methods="POST")
def exclusion(request, code):
    actions.exclude(_found(request, code), by=request.user)
    messages.success(request, _t("تصمیم با دلیل‌هایش ثبت شد. او می‌تواند اعتراض کند."))
    return go(request, _address(code))


def unchecked(request):
    if not may(request.user, Permission.APPLICATION_CHECK):
        return None
    return rules.checkings_for(request.user).filter(state=S.CHECKING)


@waiting(unchecked)
def card(request, count):
    """Applications that wait for the officer's check, for the home page."""
    rows = unchecked(request).filter(info_requests__state=InfoRequest.State.ANSWERED)
    answered = rows.distinct().count()
    text = _t("%(count)s نفر مدرک فرستاده‌اند.") % {"count": digits(answered)} if answered else ""
    return {
        "title": _t("%(count)s درخواست در انتظار بررسی شرایط") % {"count": digits(count)},
        "text": text,
        "href": reverse("district:checks") + f"?state={S.CHECKING}",
        "action": _t("بررسی کنید"),
        "icon": "search-check",
        "order": 20,
    }


urls = [
    path("checks/", checks, name="checks"),
    path("checks/calls/<int:call_id>/admissions/", admissions, name="check_admissions"),
    path("checks/<str:code>/", check, name="check"),
    path("checks/<str:code>/gates/<str:rule>/", gate, name="check_gate"),
    path("checks/<str:code>/answers/<str:key>/", answer, name="check_answer"),
    path("checks/<str:code>/papers/<int:attachment_id>/", paper, name="check_paper"),
    path("checks/<str:code>/requests/", requests, name="check_requests"),
    path("checks/<str:code>/admission/", admission, name="check_admission"),
    path("checks/<str:code>/exclusion/", exclusion, name="check_exclusion"),
]
