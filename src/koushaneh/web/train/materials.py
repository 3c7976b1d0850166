"""Materials of a trainer's workshop: laid beside it, looked at, taken away."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.web.fields import CleanCharField, DocumentField
from koushaneh.web.media import hand_out
from koushaneh.web.pages import go, page, reply
from koushaneh.web.train.workshops import MAY, address, workshop_or_404
from koushaneh.workshops.actions import beside as actions
from koushaneh.workshops.models import Material


class MaterialForm(forms.Form):
    title = CleanCharField(label=_("نام جزوه"), max_length=120)
    content = DocumentField(label=_("پرونده: PDF یا عکس"))


@page(may=MAY, methods="GET POST")
def materials(request, workshop_code):
    found = workshop_or_404(request, workshop_code)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.add_material(found, given["content"], title=given["title"], by=request.user)
        messages.success(request, _t("جزوه کنار کارگاه گذاشته شد. هر که جا دارد می‌بیند."))
        return go(request, address(found))
    context = {"workshop": found, "form": form}
    return reply(request, "train/materials.html", "", context, status=422 if form.errors else 200)


def material_or_404(request, workshop_code, material_id):
    rows = Material.objects.filter(workshop=workshop_or_404(request, workshop_code))
    return get_object_or_404(rows.select_related("workshop__place"), pk=material_id)


@page(may=MAY)
def material(request, workshop_code, material_id):
    found = material_or_404(request, workshop_code, material_id)
    return hand_out(found.content, name=f"material-{found.pk}")


@page(may=MAY, methods="POST")
def material_removal(request, workshop_code, material_id):
    found = material_or_404(request, workshop_code, material_id)
    actions.drop_material(found, by=request.user)
    messages.success(request, _t("جزوه برداشته شد."))
    return go(request, address(found.workshop))


ONE = "workshops/<slug:workshop_code>/materials/"
urls = [
    path(ONE, materials, name="materials"),
    path(f"{ONE}<int:material_id>/", material, name="material"),
    path(f"{ONE}<int:material_id>/removal/", material_removal, name="material_removal"),
]
