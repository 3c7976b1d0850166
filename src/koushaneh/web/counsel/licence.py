"""A counsellor's own licence: its number, who gave it, until when."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.core.time import today
from koushaneh.counselling.actions.slots import note_licence
from koushaneh.counselling.models import Licence
from koushaneh.web.counsel.forms import LicenceForm
from koushaneh.web.pages import go, page, reply

COUNSEL = Permission.COUNSEL


def own(request):
    return Licence.objects.filter(account=request.user).first()


@page(may=COUNSEL, methods="GET POST")
def licence(request):
    found = own(request)
    initial = {name: getattr(found, name) for name in ("number", "issuer", "valid_until")} if found else {}
    form = LicenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        note_licence(request.user, **form.cleaned_data)
        messages.success(request, _t("پروانه ثبت شد. زنان شمارهٔ آن را کنار وقت‌های شما می‌بینند."))
        return go(request, reverse("counsel:home"))
    status = 422 if form.is_bound else 200
    context = {"form": form, "licence": found, "is_over": found and found.valid_until < today()}
    return reply(request, "counsel/licence.html", "", context, status=status)


def card(request):
    """Without a valid licence nothing else can be done."""
    if not may(request.user, COUNSEL):
        return None
    found = own(request)
    if found and found.valid_until >= today():
        return None
    return {
        "title": _t("شمارهٔ پروانهٔ خود را بنویسید"),
        "text": _t("بی آن کسی نمی‌تواند از شما وقت بگیرد."),
        "href": reverse("counsel:licence"),
        "action": _t("پروانه را بنویسید"),
        "icon": "badge-check",
        "order": 1,
    }


urls = [path("licence/", licence, name="licence")]
