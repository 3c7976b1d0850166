"""Whom do I telephone today: the list, one task with its attempts, and how it went."""

from django import forms
from django.db.models import Count, Window
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.actions import record_reading
from koushaneh.registry import rules
from koushaneh.registry.actions.calling import note_attempt
from koushaneh.registry.models import CallTask
from koushaneh.rights.rules import corrections_for
from koushaneh.web.fields import CleanCharField
from koushaneh.web.lists import Column, Filter, Listing, words_in
from koushaneh.web.pages import page, reply


class AttemptForm(forms.Form):
    result = forms.ChoiceField(label=_("چه شد؟"), choices=CallTask.Result.choices, widget=forms.RadioSelect)
    note = CleanCharField(label=_("یادداشت کوتاه"), max_length=200, required=False)


def open_tasks(request):
    return rules.call_tasks_for(request.user).filter(done_at=None)


@page(may=Permission.CALL_LIST_WORK)
def calling(request):
    rows = open_tasks(request).filter(due_at__lte=timezone.now())
    listing = Listing(
        request,
        rows.select_related("person", "place"),
        name="calling",
        columns=[
            Column(
                "person",
                _("نام"),
                value=lambda task: task.person.full_name,
                sort="person__sort_key",
                href=address,
            ),
            Column("reason", _("چرا"), value=lambda task: task.get_reason_display(), sort="reason"),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("due_at", _("از"), kind="time", sort="due_at"),
        ],
        search=words_in("person__search_text"),
        search_label=_("نام"),
        filters=[Filter("reason", _("چرا"), CallTask.Reason.choices)],
        sort="due_at",
        empty={
            "title": _("امروز تلفنی در انتظار نیست"),
            "text": _("کسانی که پیامشان نرسد یا مدرکی کم داشته باشند اینجا می‌آیند."),
        },
        seen=lambda shown: record_reading(
            "calls.listed", [task.person_id for task in shown], by=request.user
        ),
    )
    return listing.reply("district/calling.html")


def address(task):
    return reverse("district:call_task", args=[task.pk])


@page(may=Permission.CALL_LIST_WORK, methods="GET POST")
def call_task(request, task_id):
    rows = rules.call_tasks_for(request.user).select_related("person", "place")
    task = get_object_or_404(rows, pk=task_id)
    form = AttemptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note_attempt(task, form.cleaned_data["result"], by=request.user, note=form.cleaned_data["note"])
        following = open_tasks(request).filter(due_at__lte=timezone.now()).order_by("due_at", "pk").first()
        return HttpResponseRedirect(address(following) if following else reverse("district:calling"))
    record_reading("call_task.read", [task.person_id], by=request.user, opened=True, place=task.place)
    context = {
        "task": task,
        "form": form,
        "contacts": task.person.contacts.order_by("-is_primary", "-pk"),
        "attempts": task.attempts.select_related("by").order_by("-at"),
        "file": rules.files_for(request.user).filter(person=task.person).first(),
        "correction": corrections_for(request.user).filter(pk=task.about.partition(":")[2] or 0).first()
        if task.reason == CallTask.Reason.CORRECTION
        else None,
    }
    return reply(request, "district/call_task.html", "", context)


def calling_card(request):
    """The first thing on an officer's home page."""
    if not may(request.user, Permission.CALL_LIST_WORK):
        return None
    waiting = open_tasks(request).filter(due_at__lte=timezone.now())
    first = waiting.annotate(count=Window(Count("pk"))).order_by("due_at", "pk").first()
    if first is None:
        return None
    return {
        "title": _t("امروز به چه کسی زنگ بزنم؟"),
        "text": _t("نخست: {reason}").format(reason=first.get_reason_display()),
        "count": first.count,
        "href": reverse("district:calling"),
        "action": _t("تماس‌ها را آغاز کنید"),
        "order": 10,
        "icon": "phone",
    }


urls = [
    path("calling/", calling, name="calling"),
    path("calling/<int:task_id>/", call_task, name="call_task"),
]
