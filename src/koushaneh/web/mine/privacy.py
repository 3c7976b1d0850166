"""Her rights: who can see her, who looked, what she allowed, how she is written to, her data as a file."""

import json

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.queries import Seen, who_can_see, who_looked
from koushaneh.access.roles import Permission
from koushaneh.audit.actions import record
from koushaneh.consent.actions import withdraw
from koushaneh.counselling.models import Episode
from koushaneh.notify.codes import ask_code, check_code
from koushaneh.notify.models import PhoneCode
from koushaneh.notify.phones import change_phone
from koushaneh.people import actions
from koushaneh.people.models import Person
from koushaneh.places.models import Place
from koushaneh.web.codes import CodeForm
from koushaneh.web.fields import PhoneField
from koushaneh.web.mine.export import everything_about
from koushaneh.web.pages import PERSON, page, reply

RIGHTS = {
    "file.read": _("پروندهٔ شما در سامانهٔ توانمندسازی"),
    "application.read": _("درخواست شما در فراخوان"),
    "application.check": _("مدرک‌ها و شرایط درخواست شما"),
    "text.edit": _("نوشته‌های شما، برای پاک‌کردن نام و نشانی از آنها"),
    "review.write": _("نوشته‌های شما، بی‌نام و بی‌نشانی"),
    "interview.rate": _("گفت‌وگوی مصاحبه با شما"),
    "appeal.hear": _("اعتراض شما"),
    "workshop.teach": _("نام و حضور شما، اگر در کارگاهش جا دارید"),
    "path.work": _("راه شما: هدف‌ها، گام‌ها و احوال‌پرسی‌ها"),
    "milestone.verify": _("آنچه گفته‌اید به آن رسیده‌اید"),
    "launch.verify": _("خبر آغاز کسب‌وکار شما"),
    "graduation.assess": _("گفت‌وگو با شما دربارهٔ مستقل‌شدن"),
    "graduation.decide": _("نتیجهٔ آن گفت‌وگو، برای بررسی دوم"),
    "counsel.work": _("گفت‌وگوهای شما با خودش؛ یادداشتش را جز او کسی نمی‌خواند"),
}
P = Permission
IN_CALLS = frozenset(
    {
        P.FILE_READ,
        P.APPLICATION_READ,
        P.APPLICATION_CHECK,
        P.TEXT_EDIT,
        P.REVIEW,
        P.INTERVIEW,
        P.APPEAL_HEAR,
        P.WORKSHOP_TEACH,
    }
)
ON_PATH = frozenset({P.PATH_WORK, P.MILESTONE_VERIFY, P.LAUNCH_VERIFY})
LEAVING = frozenset({P.GRADUATION_ASSESS, P.GRADUATION_DECIDE})


def seen_of(person):
    """What of her stands where: file and applications, her path, her reviews, her counselling."""
    held = Place.objects.filter(files__person=person) | Place.objects.filter(applications__person=person)
    walked = Place.objects.filter(path_plans__person=person)
    episodes = Episode.objects.filter(person=person, ended_at=None).select_related("place")
    return [
        Seen(IN_CALLS, list(held.distinct())),
        Seen(ON_PATH, list(walked.distinct())),
        Seen(LEAVING, list(walked.exclude(path_plans__graduations=None).distinct())),
        *(Seen(frozenset({P.COUNSEL}), [one.place], frozenset({one.counsellor_id})) for one in episodes),
    ]


class MessagesForm(forms.Form):
    messages = forms.ChoiceField(
        label=_("پیامک‌ها چگونه باشند؟"),
        choices=[
            (Person.Messages.COVERED, _("پوشیده: فقط می‌گوید با کدام شماره تماس بگیرید")),
            (Person.Messages.OPEN, _("آشکار: می‌گوید خبر چیست")),
        ],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("پیامک‌ها به چه زبانی باشند؟"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class PhoneChangeForm(forms.Form):
    phone = PhoneField(label=_("شمارهٔ تازه"))


@page(may=PERSON)
def privacy(request):
    seeing = _grouped(who_can_see(request.person, seen_of(request.person)))
    chosen = {"messages": request.person.messages, "language": request.person.language}
    context = {"seeing": seeing, "form": MessagesForm(initial=chosen)}
    return reply(request, "mine/privacy.html", "", context)


def _grouped(seeing):
    """Return (role, office, how many colleagues, what they may know), each role in an office once."""
    groups = {}
    for post, rights in seeing:
        group = groups.setdefault((post.role, post.office_id), [post, set(), rights])
        group[1].add(post.account_id)
    return [
        (post.get_role_display(), post.office, len(accounts), [RIGHTS[right] for right in rights])
        for post, accounts, rights in groups.values()
    ]


@page(may=PERSON)
def readings(request):
    return reply(request, "mine/readings.html", "", {"readings": who_looked(request.person)})


@page(may=PERSON)
def consents(request):
    return reply(
        request, "mine/consents.html", "", {"consents": request.person.consents.order_by("-given_at")}
    )


@page(may=PERSON, methods="POST")
def consent_withdrawal(request, consent_id):
    withdraw(get_object_or_404(request.person.consents, pk=consent_id), by=request.user)
    messages.success(request, _t("رضایت شما پس گرفته شد."))
    return HttpResponseRedirect(reverse("mine:consents"))


@page(may=PERSON, methods="POST")
def message_form(request):
    form = MessagesForm(request.POST)
    if form.is_valid():
        actions.set_messages(request.person, form.cleaned_data["messages"], by=request.user)
        actions.set_language(request.person, form.cleaned_data["language"], by=request.user)
        messages.success(request, _t("از این پس پیامک‌ها همین‌گونه می‌آیند."))
    return HttpResponseRedirect(reverse("mine:my_privacy"))


@page(may=PERSON, methods="POST")
def hiding(request):
    is_hidden = request.POST.get("hidden") == "yes"
    actions.set_hidden(request.person, is_hidden, by=request.user)
    words = (
        _t("نام شما از جست‌وجوها و شمارش‌های کوچک بیرون رفت.")
        if is_hidden
        else _t("نام شما دوباره دیده می‌شود.")
    )
    messages.success(request, words)
    return HttpResponseRedirect(reverse("mine:my_privacy"))


@page(may=PERSON)
def export(request):
    """Everything about her as one readable file."""
    content = json.dumps(everything_about(request.person), ensure_ascii=False, indent=1, default=str)
    record("person.exported", about=request.person, by=request.user)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@page(may=PERSON, methods="GET POST")
def phone(request):
    """A new phone needs a code to it, waits 48 hours, and the old one is told."""
    form = PhoneChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = ask_code(form.cleaned_data["phone"], f"new_phone:{request.person.pk}")
        request.session["new_phone"] = asked.pk
        return HttpResponseRedirect(reverse("mine:phone_code"))
    return reply(
        request, "mine/phone.html", "", {"form": form, "contacts": request.person.contacts.order_by("-pk")}
    )


@page(may=PERSON, methods="GET POST")
def phone_code(request):
    purpose = f"new_phone:{request.person.pk}"
    asked = PhoneCode.objects.filter(pk=request.session.get("new_phone"), purpose=purpose).first()
    if asked is None:
        return HttpResponseRedirect(reverse("mine:phone"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if check_code(asked, form.cleaned_data["code"]):
            return _take_phone(request, asked)
        form.add_error("code", _t("این کد درست نبود. پیامک را دوباره نگاه کنید."))
    return reply(request, "mine/phone_code.html", "", {"form": form, "last": asked.phone[-4:]})


def _take_phone(request, asked):
    change_phone(request.person, asked.phone, by=request.user)
    request.session.pop("new_phone", None)
    messages.success(
        request, _t("شمارهٔ تازه ثبت شد و پس از ۴۸ ساعت به کار می‌افتد. به شمارهٔ پیشین هم خبر دادیم.")
    )
    return HttpResponseRedirect(reverse("mine:my_privacy"))


urls = [
    path("privacy/", privacy, name="my_privacy"),
    path("privacy/readings/", readings, name="readings"),
    path("privacy/consents/", consents, name="consents"),
    path("privacy/consents/<int:consent_id>/withdrawal/", consent_withdrawal, name="consent_withdrawal"),
    path("privacy/messages/", message_form, name="message_form"),
    path("privacy/hiding/", hiding, name="hiding"),
    path("privacy/export/", export, name="export"),
    path("privacy/phone/", phone, name="phone"),
    path("privacy/phone/code/", phone_code, name="phone_code"),
]
