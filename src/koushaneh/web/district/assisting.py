"""Helping a woman to apply, at the office or by telephone: filled in for her, confirmed by her."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.audit.actions import record_reading
from koushaneh.calls import rules as call_rules
from koushaneh.calls.actions.answers import save_answers
from koushaneh.calls.actions.applications import start_application
from koushaneh.calls.actions.attachments import attach_file
from koushaneh.calls.actions.confirming import ask_confirmation, confirm_by_code, confirm_spoken
from koushaneh.calls.actions.submitting import submit_application
from koushaneh.calls.deadlines import takes_answers, takes_new, takes_paper
from koushaneh.calls.filled import Filled
from koushaneh.calls.models import Application
from koushaneh.core.time import TEHRAN
from koushaneh.notify.queries import code_of
from koushaneh.registry.rules import files_for
from koushaneh.web.asking import FileForm, SheetForm, places_of, said, sheet_of
from koushaneh.web.district.applications import address, application_of
from koushaneh.web.pages import page, reply
from koushaneh.web.pledges import APPLICATION

S = Application.State
ASSIST = Permission.APPLICATION_ASSIST
WAYS = [(Application.Channel.ASSISTED, _("حضوری، کنار خودش")), (Application.Channel.PHONE, _("تلفنی"))]


class BeginForm(forms.Form):
    channel = forms.ChoiceField(label=_("از چه راه کمک می‌کنید؟"), choices=WAYS, widget=forms.RadioSelect)
    consent = forms.BooleanField(label=_("این متن را برایش خواندم و گفت رضایت دارد."))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("کدی که برایش پیامک شد"),
        max_length=12,
        widget=forms.TextInput({"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"}),
    )


class SpokenForm(forms.Form):
    said = forms.CharField(
        label=_("چه گفت؟"),
        help_text=_("پاسخ‌ها را برایش بخوانید و گفتهٔ او را بنویسید؛ نام شما و ساعت کنار آن ثبت می‌شود."),
        max_length=300,
    )


def open_calls_for(request, file):
    """Return the calls that her place belongs to and that take applications now."""
    calls = call_rules.public_calls().filter(state="open")
    return [call for call in _around(calls, file) if takes_new(call, at=timezone.now())]


def paper_calls_for(request, file):
    """Return the calls that have closed but still take a paper form that had come in time."""
    calls = call_rules.public_calls().filter(state__in=["open", "grace", "closed"])
    now = timezone.now()
    late = [call for call in _around(calls, file) if not takes_new(call, at=now)]
    return [call for call in late if takes_paper(call, received_on=call.closes_at.astimezone(TEHRAN).date())]


def _around(calls, file):
    return [call for call in calls if file.place.path.startswith(call.place.path)]


def file_of(request, file_id, permission=ASSIST):
    return get_object_or_404(
        files_for(request.user, permission).select_related("person", "place"), pk=file_id
    )


@page(may=ASSIST)
def assist(request, file_id):
    file = file_of(request, file_id)
    record_reading("file.opened", [file.person_id], by=request.user, opened=True, place=file.place)
    begun = {one.call_id: one for one in call_rules.applications_for(request.user).filter(person=file.person)}
    calls = [(call, begun.get(call.pk)) for call in open_calls_for(request, file)]
    late = [call for call in paper_calls_for(request, file) if _takes_her_paper(begun.get(call.pk))]
    return reply(request, "district/assist.html", "", {"file": file, "calls": calls, "late": late})


def _takes_her_paper(application):
    return application is None or application.state in (S.DRAFT, S.LAPSED)


@page(may=ASSIST, methods="GET POST")
def beginning(request, file_id, call_code):
    file = file_of(request, file_id)
    call = get_object_or_404(call_rules.public_calls(), code=call_code)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = start_application(
            call, file.person, by=request.user, wording=str(APPLICATION), channel=form.cleaned_data["channel"]
        )
        return HttpResponseRedirect(reverse("district:sheet", args=[begun.tracking_code]))
    context = {"file": file, "call": call, "form": form, "pledge": APPLICATION}
    return reply(request, "district/assist_begin.html", "", context)


@page(may=ASSIST, methods="GET POST")
def sheet(request, code):
    """All questions on one sheet; what is written is kept, also when something is still missing."""
    found = application_of(request, code, ASSIST)
    filled = Filled(found)
    questions, initial = sheet_of(filled)
    form = SheetForm(questions, request.POST or None, initial=initial, places=places_of(found.call))
    if request.method == "POST" and form.is_valid():
        save_answers(found, form.answers, by=request.user)
        messages.success(request, _t("پاسخ‌ها ثبت شد."))
        return HttpResponseRedirect(reverse("district:confirmation", args=[code]))
    context = {"application": found, "form": form, "takes_files": _for_files(filled)}
    return reply(request, "district/sheet.html", "", context)


def _for_files(filled):
    for question in filled.questions:
        if question.takes_files:
            kind = "voice" if question.voice else question.kind
            yield question.key, said(question.text), FileForm(kind), filled.files.get(question.key, [])


@page(may=ASSIST, methods="POST")
def upload(request, code, key):
    found = application_of(request, code, ASSIST)
    question = Filled(found).find(key)
    kind = "voice" if question.voice else question.kind
    form = FileForm(kind if question.takes_files else "picture", request.POST, request.FILES)
    if form.is_valid():
        attach_file(found, key, form.cleaned_data["file"], kind=kind, by=request.user)
    else:
        messages.error(request, " ".join(str(error) for error in form.errors.get("file", [])))
    return HttpResponseRedirect(f"{reverse('district:sheet', args=[code])}#files")


@page(may=ASSIST)
def confirmation(request, code):
    found = application_of(request, code, ASSIST)
    context = {
        "application": found,
        "missing": [said(one.text) for one in Filled(found).missing],
        "is_waiting": _is_waiting(found),
        "code_form": CodeForm(),
        "spoken_form": SpokenForm(),
        "was_sent": bool(request.session.get(f"asked:{found.pk}")),
    }
    return reply(request, "district/confirmation.html", "", context)


def _is_waiting(application):
    """A draft to be sent, or a change after sending that she has not confirmed, while the call takes answers."""
    is_changed = application.state == S.SUBMITTED and application.unconfirmed_since
    return takes_answers(application.call, at=timezone.now()) and (application.state == S.DRAFT or is_changed)


def _back(code):
    return HttpResponseRedirect(reverse("district:confirmation", args=[code]))


@page(may=ASSIST, methods="POST")
def code_sending(request, code):
    found = application_of(request, code, ASSIST)
    asked = ask_confirmation(found, by=request.user)
    request.session[f"asked:{found.pk}"] = asked.pk
    messages.success(request, _t("کد فرستاده شد. از او بخواهید کد را برایتان بخواند."))
    return _back(code)


def _confirmed(application, words):
    """Return the words with what is left to do; what has been sent needs no more."""
    return f"{words} {_t('اکنون می‌توانید بفرستید.')}" if application.state == S.DRAFT else words


@page(may=ASSIST, methods="POST")
def code_checking(request, code):
    found = application_of(request, code, ASSIST)
    asked = code_of(request.session.get(f"asked:{found.pk}"))
    if asked and confirm_by_code(found, asked, request.POST.get("code", ""), by=request.user):
        messages.success(request, _confirmed(found, _t("خودش با کد تأیید کرد.")))
    else:
        messages.error(request, _t("این کد درست نبود. دوباره بپرسید یا کد تازه بفرستید."))
    return _back(code)


@page(may=ASSIST, methods="POST")
def spoken(request, code):
    found = application_of(request, code, ASSIST)
    form = SpokenForm(request.POST)
    if form.is_valid():
        confirm_spoken(found, by=request.user, said=form.cleaned_data["said"])
        messages.success(request, _confirmed(found, _t("تأیید گفتاری ثبت شد.")))
    else:
        messages.error(request, _t("بنویسید چه گفت."))
    return _back(code)


@page(may=ASSIST, methods="POST")
def sending(request, code):
    found = submit_application(application_of(request, code, ASSIST), by=request.user)
    messages.success(request, _t("درخواست رسید. کد پیگیری را به او بدهید: %s") % found.tracking_code)
    return HttpResponseRedirect(address(found))


urls = [
    path("files/<int:file_id>/assistance/", assist, name="assist"),
    path("files/<int:file_id>/assistance/<slug:call_code>/", beginning, name="assist_begin"),
    path("applications/<slug:code>/sheet/", sheet, name="sheet"),
    path("applications/<slug:code>/sheet/<slug:key>/files/", upload, name="sheet_upload"),
    path("applications/<slug:code>/confirmation/", confirmation, name="confirmation"),
    path("applications/<slug:code>/confirmation/code/", code_sending, name="code_sending"),
    path("applications/<slug:code>/confirmation/check/", code_checking, name="code_checking"),
    path("applications/<slug:code>/confirmation/spoken/", spoken, name="spoken"),
    path("applications/<slug:code>/sending/", sending, name="sending"),
]
