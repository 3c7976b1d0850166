"""How long each kind of data is kept: one table, decided within limits, applied at night by the clock."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.rights.actions.keeping import set_period
from koushaneh.rights.keeping import KINDS
from koushaneh.rights.queries import table
from koushaneh.web.fields import CleanCharField, FoldedIntegerField
from koushaneh.web.pages import go, page, reply

P = Permission


class PeriodForm(forms.Form):
    days = FoldedIntegerField(
        label=_("چند روز نگه داشته شود؟"), unit_label=_("روز"), min_value=1, max_value=36_500
    )
    why = CleanCharField(label=_("چرا این مدت؟"), max_length=300, widget=forms.Textarea({"rows": 3}))


@page(may=P.RETENTION_READ)
def retention(request):
    context = {"rows": table(), "may_set": may(request.user, P.RETENTION_SET)}
    return reply(request, "hq/retention.html", "", context)


@page(may=P.RETENTION_SET, methods="GET POST")
def period(request, kind):
    if kind not in KINDS:
        raise Http404
    kept = next(row for row in table() if row.code == kind)
    form = PeriodForm(request.POST or None, initial={"days": kept.days, "why": kept.why})
    if request.method == "POST" and form.is_valid():
        set_period(kind, form.cleaned_data["days"], by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _t("مدت تازه ثبت شد و از شب آینده به کار می‌رود."))
        return go(request, reverse("hq:retention"))
    return reply(request, "hq/period.html", "", {"kept": kept, "form": form})


urls = [
    path("retention/", retention, name="retention"),
    path("retention/<slug:kind>/", period, name="period"),
]
