"""Her path: where she stands, what is next, what lies behind her, and what she wants in her own words."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.path.actions import plans as actions
from koushaneh.path.models import PathStep
from koushaneh.path.queries import way_of, with_next
from koushaneh.path.rules import plans_of
from koushaneh.web.fields import CleanCharField
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.ui.homes import waiting


class GoalsForm(forms.Form):
    goals = CleanCharField(
        label=_("چه می‌خواهید؟"),
        help_text=_("با زبان خودتان بنویسید: چه کاری، تا کی، و چه چیزی کمکتان می‌کند."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )


def walked(request):
    """The path that she walks today, or None."""
    return plans_of(request.person).filter(ended_at=None).first()


def walked_or_404(request):
    return get_object_or_404(plans_of(request.person), ended_at=None)


@page(may=PERSON)
def path_page(request):
    return reply(request, "mine/path.html", "", context_of(request))


def context_of(request, form=None):
    plan = walked(request)
    if plan is None:
        return {"plan": None, "former": plans_of(request.person)[:5]}
    versions = list(plan.versions.all())
    newest = versions[0] if versions else None
    way = way_of(plan)
    return {
        "plan": plan,
        "way": way,
        "trail": [*way["behind"], *way["missed"], *filter(None, [way["now"]]), *way["ahead"]],
        "newest": newest,
        "former_versions": versions[1:],
        "form": form or GoalsForm(initial={"goals": newest.goals if newest else ""}),
    }


@page(may=PERSON, methods="POST")
def goals(request):
    plan, form = walked(request), GoalsForm(request.POST)
    if plan is None or not form.is_valid():
        return reply(request, "mine/path.html", "", context_of(request, form), status=422)
    version = actions.write_goals(plan, form.cleaned_data["goals"], by=request.user)
    actions.agree_plan(version, by=request.user)
    messages.success(request, _t("هدف‌های شما ثبت شد. هر وقت خواستید تغییرشان دهید."))
    return go(request, reverse("mine:path"))


@page(may=PERSON, methods="POST")
def agreement(request, version_id):
    version = get_object_or_404(walked_or_404(request).versions, pk=version_id)
    actions.agree_plan(version, by=request.user, read=request.POST.get("read", ""))
    messages.success(request, _t("برنامه را پذیرفتید. از این پس با هم پیش می‌رویم."))
    return go(request, reverse("mine:path"))


@waiting(lambda request: plans_of(request.person).filter(ended_at=None))
def card(request, _count):
    """What is next on her path; first of all her yes to words that an officer wrote with her."""
    plan = with_next(plans_of(request.person).filter(ended_at=None)).first()
    if plan is None:
        return None
    if plan.is_written and plan.agreed_at is None:
        return {
            "title": _("برنامهٔ مسیرتان آماده است"),
            "text": _("آن را بخوانید. اگر درست است بپذیرید، اگر نه با زبان خودتان بنویسید."),
            "href": reverse("mine:path"),
            "action": _("برنامه را بخوانید"),
            "order": 20,
        }
    step = PathStep(title=plan.next_title, title_en=plan.next_title_en or "") if plan.next_title else None
    return {
        "title": str(step) if step else _("مسیر من"),
        "text": _("گام بعدی شما در مسیر") if step else _("همهٔ گام‌ها را رفته‌اید."),
        "href": reverse("mine:path"),
        "action": _("مسیر خود را ببینید"),
        "due": plan.next_due_at,
        "icon": "route",
        "order": 70 if step else 112,
    }


urls = [
    path("path/", path_page, name="path"),
    path("path/goals/", goals, name="path_goals"),
    path("path/versions/<int:version_id>/agreement/", agreement, name="path_agreement"),
]
