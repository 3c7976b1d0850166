"""Recovery of keys: two custodians give their shares, a counsellor takes the cases over."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.counselling.actions import recovery as actions
from koushaneh.counselling.actions.keys import NoKeyYet
from koushaneh.counselling.rules import counsellors_for, recoveries_for, recoveries_to
from koushaneh.web.counsel import vault
from koushaneh.web.counsel.cases import case_context, episode_or_404
from koushaneh.web.counsel.forms import HandForm
from koushaneh.web.fields import CleanCharField
from koushaneh.web.pages import go, page, reply

CUSTODY, COUNSEL = Permission.CUSTODY, Permission.COUNSEL


class RecoveryForm(forms.Form):
    counsellor = forms.ModelChoiceField(label=_("یادداشت‌های چه کسی؟"), queryset=None)
    target = forms.ModelChoiceField(
        label=_("به دست چه کسی برسد؟"),
        help_text=_("خودش، اگر رمز را فراموش کرده و کلید تازه ساخته است؛ وگرنه مشاوری دیگر از همان منطقه."),
        queryset=None,
    )
    why = CleanCharField(label=_("دلیل"), max_length=200)

    def __init__(self, account, data=None):
        super().__init__(data)
        self.fields["counsellor"].queryset = counsellors_for(account, former=True)
        self.fields["target"].queryset = counsellors_for(account)


def open_key(request):
    opened = vault.opened_by(request)
    if opened is None:
        raise NoKeyYet()
    return opened


def context_of(request, form=None):
    return {
        "recoveries": list(recoveries_for(request.user)[:50]),
        "opened": vault.opened_by(request),
        "form": form or RecoveryForm(request.user),
    }


@page(may=CUSTODY)
def recoveries(request):
    return reply(request, "counsel/recoveries.html", "", context_of(request))


@page(may=CUSTODY, methods="POST")
def proposal(request):
    form = RecoveryForm(request.user, request.POST)
    if not form.is_valid():
        return reply(request, "counsel/recoveries.html", "", context_of(request, form), status=422)
    actions.propose_recovery(
        form.cleaned_data.pop("counsellor"), by=request.user, opened=open_key(request), **form.cleaned_data
    )
    messages.success(request, _t("سهم شما داده شد. اکنون امین دومی باید سهمش را بدهد."))
    return go(request, reverse("counsel:recoveries"))


@page(may=CUSTODY, methods="POST")
def second(request, recovery_id):
    found = get_object_or_404(recoveries_for(request.user), pk=recovery_id)
    actions.second_recovery(found, by=request.user, opened=open_key(request))
    messages.success(request, _t("سهم دوم داده شد. اکنون مشاور می‌تواند دوره‌ها را بگشاید."))
    return go(request, reverse("counsel:recoveries"))


@page(may=COUNSEL, methods="POST")
def taking(request, recovery_id):
    found = get_object_or_404(recoveries_to(request.user), pk=recovery_id)
    actions.finish_recovery(found, by=request.user, opened=open_key(request))
    messages.success(request, _t("دوره‌ها اکنون با کلید شما باز می‌شود."))
    return go(request, reverse("counsel:cases"))


@page(may=COUNSEL, methods="POST")
def handing(request, episode_id):
    found = episode_or_404(request, episode_id)
    form = HandForm(request.user, found.place, request.POST)
    if not form.is_valid():
        context = case_context(request, found, hand_form=form)
        return reply(request, "counsel/case.html", "", context, status=422)
    actions.hand_over(found, form.cleaned_data["target"], by=request.user, opened=open_key(request))
    messages.success(request, _t("این دوره اکنون نزد همکار شماست و برای شما بسته شد."))
    return go(request, reverse("counsel:cases"))


@page(may=COUNSEL)
def offered(request):
    context = {"recoveries": list(recoveries_to(request.user)), "opened": vault.opened_by(request)}
    return reply(request, "counsel/offered.html", "", context)


def card(request):
    """A custodian's second share that is waited for, or cases that wait to be taken over."""
    found = []
    if may(request.user, CUSTODY):
        waiting = recoveries_for(request.user).filter(seconded_at=None).exclude(proposed_by=request.user)
        found.append((waiting.count(), _t("بازیابی‌ای در انتظار سهم شماست"), "recoveries", 8))
    if may(request.user, COUNSEL):
        found.append((recoveries_to(request.user).count(), _t("دوره‌هایی به شما سپرده می‌شود"), "offered", 9))
    return [
        {
            "title": title,
            "count": count,
            "href": reverse(f"counsel:{name}"),
            "action": _t("ببینید"),
            "icon": "key-round",
            "order": order,
        }
        for count, title, name, order in found
        if count
    ]


urls = [
    path("recoveries/", recoveries, name="recoveries"),
    path("recoveries/proposal/", proposal, name="recovery_proposal"),
    path("recoveries/<int:recovery_id>/second/", second, name="recovery_second"),
    path("recoveries/<int:recovery_id>/taking/", taking, name="recovery_taking"),
    path("cases/<int:episode_id>/handing/", handing, name="case_handing"),
    path("offered/", offered, name="offered"),
]
