"""Her applications: how they stand, what she can do now, the receipt, taking one back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.calls.actions.applications import restore_application
from koushaneh.calls.actions.confirming import confirm_changes
from koushaneh.calls.actions.submitting import submit_application
from koushaneh.calls.filled import Filled
from koushaneh.measures.actions import takes_baseline
from koushaneh.measures.rules import sittings_of
from koushaneh.places.offices import office_of
from koushaneh.screening.actions.offers import withdraw
from koushaneh.screening.rules import letters_of
from koushaneh.web.asking import in_words, said
from koushaneh.web.mine.form import address
from koushaneh.web.mine.status import Asked, Standing, next_steps
from koushaneh.web.pages import PERSON, go, page, reply


def _application(request, code):
    return get_object_or_404(rules.applications_of(request.person), tracking_code=code)


def standing_of(application):
    """Return how an application stands for its woman; a letter counts once it has been released."""
    letters = letters_of(application.person).filter(decision__application=application)
    return Standing(application, letters.order_by("released_at").last())


@page(may=PERSON)
def index(request):
    applications = rules.applications_of(request.person).order_by("-started_at")
    letters = letters_of(request.person).select_related("decision").order_by("released_at")
    last = {letter.decision.application_id: letter for letter in letters}
    standings = [Standing(one, last.get(one.pk)) for one in applications]
    return reply(request, "mine/applications.html", "", {"standings": standings})


@page(may=PERSON)
def application(request, code):
    found = _application(request, code)
    standing = standing_of(found)
    context = {
        "application": found,
        "standing": standing,
        "todo": standing.todo(),
        "steps": [] if standing.letter or standing.is_over else next_steps(found),
        "office": office_of(found.place),
        "requests": [Asked(one) for one in found.info_requests.order_by("-made_at")],
        "is_asked": takes_baseline(found) and not _is_through(request.person, found),
        "history": _history(found),
    }
    return reply(request, "mine/application.html", "", context)


def _is_through(person, application):
    sittings = sittings_of(person).filter(wave__about=f"call:{application.call_id}")
    return sittings.exclude(finished_at=None).exists() or sittings.exclude(declined_at=None).exists()


def _history(application):
    """Return what happened, in words that are hers."""
    entries = [
        (application.started_at, _("آغاز کردید"), ""),
        (application.submitted_at, _("درخواست رسید"), application.get_confirmation_display()),
        (application.withdrawn_at, _("پس گرفتید"), ""),
    ]
    for asked in application.info_requests.all():
        entries.append((asked.made_at, _("مدرک یا پاسخی خواسته شد"), asked.text))
    known = [{"at": at, "title": title, "text": text} for at, title, text in entries if at]
    return sorted(known, key=lambda entry: entry["at"])


@page(may=PERSON)
def answers(request, code):
    found = _application(request, code)
    filled = Filled(found)
    standing = Standing(found)
    context = {
        "application": found,
        "rows": _rows(filled),
        "missing": filled.missing,
        "standing": standing,
        "waits": bool(found.unconfirmed_since and standing.may_change),
        "saved": "saved" in request.GET,
    }
    return reply(request, "mine/answers.html", "", context)


def _rows(filled):
    unconfirmed = filled.unconfirmed
    for question in filled.questions:
        files = filled.files.get(question.key, [])
        value = filled.answers.get(question.key)
        spoken = in_words(question, None, files=len(files)) if files else ""
        yield {
            "key": question.key,
            "text": said(question.text),
            "answer": in_words(question, value) or spoken,
            "files": files,
            "is_missing": question.required and not filled.is_answered(question),
            "is_unconfirmed": question.key in unconfirmed,
            "href": address(filled.application, question),
        }


@page(may=PERSON, methods="POST")
def submission(request, code):
    hers = rules.applications_of(request.person).select_related(None).only("pk")  # the action locks and reads
    found = submit_application(get_object_or_404(hers, tracking_code=code), by=request.user)
    return go(request, reverse("mine:receipt", args=[found.tracking_code]))


@page(may=PERSON, methods="POST")
def confirmation(request, code):
    """She agrees to what an officer changed after she had sent it."""
    confirm_changes(_application(request, code), by=request.user)
    messages.success(request, _t("تأیید شما ثبت شد."))
    return go(request, reverse("mine:application", args=[code]))


@page(may=PERSON)
def receipt(request, code):
    found = _application(request, code)
    if found.submitted_at is None:
        return go(request, reverse("mine:application", args=[code]))
    context = {"application": found, "steps": next_steps(found), "office": office_of(found.place)}
    return reply(request, "mine/receipt.html", "", {**context, "is_asked": takes_baseline(found)})


@page(may=PERSON, methods="GET POST")
def withdrawal(request, code):
    found = _application(request, code)
    if request.method == "POST":
        withdraw(found, by=request.user, why=request.POST.get("why", "")[:200])
        return go(request, reverse("mine:application", args=[code]))
    context = {"application": found, "standing": standing_of(found), "office": office_of(found.place)}
    return reply(request, "mine/withdrawal.html", "", context)


@page(may=PERSON, methods="POST")
def restoration(request, code):
    restore_application(_application(request, code), by=request.user)
    return go(request, reverse("mine:application", args=[code]))


@page(may=PERSON)
def track(request):
    """Find an application by its tracking code; an unknown one and another's get the same answer."""
    wanted = request.GET.get("code", "").strip().lower()
    found = rules.applications_of(request.person).filter(tracking_code=wanted).first() if wanted else None
    if found is not None:
        return go(request, reverse("mine:application", args=[found.tracking_code]))
    return reply(request, "mine/track.html", "", {"wanted": wanted})


urls = [
    path("applications/", index, name="applications"),
    path("applications/<slug:code>/", application, name="application"),
    path("applications/<slug:code>/answers/", answers, name="answers"),
    path("applications/<slug:code>/submission/", submission, name="submission"),
    path("applications/<slug:code>/confirmation/", confirmation, name="confirmation"),
    path("applications/<slug:code>/receipt/", receipt, name="receipt"),
    path("applications/<slug:code>/withdrawal/", withdrawal, name="withdrawal"),
    path("applications/<slug:code>/restoration/", restoration, name="restoration"),
    path("track/", track, name="track"),
]
