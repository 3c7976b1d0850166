"""Offices, their dated names and chains of approval; days on which nobody works."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import offices_for, places_for
from koushaneh.core.time import today
from koushaneh.places import actions
from koushaneh.places.models import ApprovalStep, ClosedDay, Office
from koushaneh.web.fields import CleanCharField, JalaliDateField
from koushaneh.web.lists import Column, Filter, Listing, folded_in
from koushaneh.web.pages import page, reply
from koushaneh.web.ui import values


class OfficeForm(forms.Form):
    name = CleanCharField(label=_("نام اداره"), max_length=120)
    name_en = CleanCharField(label=_("نام انگلیسی"), max_length=120, required=False)
    on = JalaliDateField(label=_("این نام از چه روزی است؟"))
    phone = CleanCharField(
        label=_("تلفن ثابت"),
        max_length=20,
        required=False,
        help_text=_("پیامک‌های پوشیده فقط همین شماره را می‌گویند."),
    )
    address = CleanCharField(label=_("نشانی"), max_length=200, required=False)
    opening_hours = CleanCharField(label=_("ساعت کار"), max_length=120, required=False)


class NewOfficeForm(OfficeForm):
    code = forms.SlugField(label=_("کد"), max_length=40, help_text=_("با حروف لاتین، مانند desk-07-2"))
    kind = forms.ChoiceField(label=_("نوع"), choices=Office.Kind.choices)
    place = forms.ModelChoiceField(label=_("جا"), queryset=None)
    field_order = ["kind", "place", "code", "name", "name_en", "on"]

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = places_for(account, Permission.OFFICE_EDIT)


class ClosureForm(forms.Form):
    first = JalaliDateField(label=_("از روز"))
    last = JalaliDateField(label=_("تا روز"), required=False, help_text=_("اگر فقط یک روز است خالی بگذارید."))
    place = forms.ModelChoiceField(label=_("کجا تعطیل است؟"), queryset=None)
    kind = forms.ChoiceField(label=_("گونه"), choices=ClosedDay.Kind.choices)
    reason = CleanCharField(
        label=_("چرا؟"),
        max_length=120,
        help_text=_("مانند «آلودگی هوا». هر کس که مهلتش جابه‌جا شود همین را می‌خواند."),
    )
    reason_en = CleanCharField(label=_("دلیل به انگلیسی"), max_length=120, required=False)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = places_for(account, Permission.CLOSURE_DECLARE)

    def clean(self):
        found = super().clean()
        first, last = found.get("first"), found.get("last") or found.get("first")
        if first and last and not 0 <= (last - first).days <= 30:
            self.add_error(
                "last", _t("روز پایان باید پس از روز آغاز باشد و بیش از سی روز فاصله نداشته باشد.")
            )
        return found

    def days(self):
        first = self.cleaned_data["first"]
        last = self.cleaned_data["last"] or first
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@page(may=Permission.OFFICE_EDIT)
def offices(request):
    listing = Listing(
        request,
        offices_for(request.user, Permission.OFFICE_EDIT).select_related("place"),
        name="offices",
        columns=[
            Column(
                "name",
                _("نام"),
                sort="code",
                value=str,
                href=lambda office: reverse("hq:office", args=[office.pk]),
            ),
            Column("kind", _("نوع"), value=lambda office: office.get_kind_display(), sort="kind"),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("phone", _("تلفن"), kind="phone"),
        ],
        search=folded_in("name"),
        search_label=_("نام اداره"),
        filters=[Filter("kind", _("نوع"), Office.Kind.choices)],
        sort="name",
    )
    return listing.reply("hq/offices.html")


@page(may=Permission.OFFICE_EDIT, methods="GET POST")
def new_office(request):
    form = NewOfficeForm(request.POST or None, account=request.user, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        code, kind, place, name = (fields.pop(key) for key in ("code", "kind", "place", "name"))
        office = actions.open_office(code, kind, place, name, by=request.user, **fields)
        return HttpResponseRedirect(reverse("hq:office", args=[office.pk]))
    return reply(request, "hq/office_form.html", "", {"form": form})


def office_or_404(request, office_id):
    return get_object_or_404(
        offices_for(request.user, Permission.OFFICE_EDIT).select_related("place"), pk=office_id
    )


@page(may=Permission.OFFICE_EDIT, methods="GET POST")
def office(request, office_id):
    found = office_or_404(request, office_id)
    fields = ("name", "name_en", "phone", "address", "opening_hours")
    form = OfficeForm(
        request.POST or None, initial={"on": today(), **{key: getattr(found, key) for key in fields}}
    )
    if request.method == "POST" and form.is_valid():
        actions.edit_office(found, by=request.user, **form.cleaned_data)
        messages.success(request, _t("تغییر ثبت شد."))
        return HttpResponseRedirect(reverse("hq:office", args=[found.pk]))
    steps = ApprovalStep.objects.filter(place=found.place, retired_at=None).select_related("office")
    return reply(
        request,
        "hq/office.html",
        "",
        {"office": found, "form": form, "names": found.names.all(), "steps": steps},
    )


@page(may=Permission.OFFICE_EDIT, methods="GET POST")
def chains(request):
    """The chains of approval of my places: one line an office, an order, and whether it only observes."""
    places = places_for(request.user, Permission.OFFICE_EDIT)
    form = ChainForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_chain(form.cleaned_data["act"], form.cleaned_data["place"], form.links(), by=request.user)
        messages.success(request, _t("زنجیرهٔ تأیید ثبت شد؛ فراخوان‌های در راه با زنجیرهٔ پیشین ادامه می‌دهند."))
        return HttpResponseRedirect(reverse("hq:chains"))
    steps = ApprovalStep.objects.filter(place__in=places, retired_at=None).select_related("office", "place")
    return reply(
        request, "hq/chains.html", "", {"form": form, "steps": steps.order_by("act", "place", "order")}
    )


class ChainForm(forms.Form):
    """Up to four links; the chain needs at least two that sign."""

    act = forms.ChoiceField(label=_("برای چه کاری؟"), choices=ApprovalStep.Act.choices)
    place = forms.ModelChoiceField(label=_("کجا؟"), queryset=None)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = places_for(account, Permission.OFFICE_EDIT)
        for number in range(1, 5):
            label = _t("گام {number}").format(number=values.digits(number))
            self.fields[f"office_{number}"] = forms.ModelChoiceField(
                label=label, queryset=offices_for(account, Permission.OFFICE_EDIT), required=number <= 2
            )
            self.fields[f"title_{number}"] = CleanCharField(
                label=_("عنوان"), max_length=80, required=number <= 2
            )
            self.fields[f"title_en_{number}"] = CleanCharField(
                label=_("عنوان انگلیسی"), max_length=80, required=False
            )
            self.fields[f"observes_{number}"] = forms.BooleanField(label=_("فقط ناظر است"), required=False)

    def links(self):
        found = self.cleaned_data
        parts = ("office", "title", "title_en", "observes")
        return [
            tuple(found[f"{part}_{number}"] for part in parts)
            for number in range(1, 5)
            if found.get(f"office_{number}")
        ]

    def clean(self):
        found = super().clean()
        signing = [
            number
            for number in range(1, 5)
            if found.get(f"office_{number}") and not found[f"observes_{number}"]
        ]
        if len(signing) < 2:
            raise forms.ValidationError(_t("زنجیره دست‌کم دو امضاکننده می‌خواهد که ناظر نباشند."))
        return found


@page(may=Permission.CLOSURE_DECLARE, methods="GET POST")
def closures(request):
    form = ClosureForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        moved = actions.declare_closure(
            form.days(),
            found["place"],
            by=request.user,
            **{key: found[key] for key in ("reason", "reason_en", "kind")},
        )
        words = _t("تعطیلی ثبت شد و {count} مهلت به روز کاری بعد رفت.")
        messages.success(request, words.format(count=values.digits(sum(moved.values()))))
        return HttpResponseRedirect(reverse("hq:closures"))
    places = places_for(request.user, Permission.CLOSURE_DECLARE)
    listing = Listing(
        request,
        ClosedDay.objects.filter(place__in=places).select_related("place"),
        name="closures",
        columns=[
            Column("day", _("روز"), kind="date", sort="day"),
            Column("kind", _("گونه"), value=lambda closed: closed.get_kind_display(), sort="kind"),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("reason", _("چرا"), value=lambda closed: closed.why),
        ],
        sort="-day",
        empty={"title": _("هنوز روز تعطیلی ثبت نشده است")},
    )
    return listing.reply("hq/closures.html", {"form": form})


urls = [
    path("offices/", offices, name="offices"),
    path("offices/new/", new_office, name="new_office"),
    path("offices/<int:office_id>/", office, name="office"),
    path("chains/", chains, name="chains"),
    path("closures/", closures, name="closures"),
]
