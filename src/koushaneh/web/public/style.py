"""The style page: every component in every tone, with invented content."""

from datetime import timedelta

from django import forms
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.calls.models import Application
from koushaneh.places.models import Place
from koushaneh.web import fields
from koushaneh.web.frame import is_demo_home
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import PUBLIC, page


class StyleForm(forms.Form):
    name = fields.CleanCharField(label=_("نام"), help_text=_("همان که در شناسنامه است."))
    phone = fields.PhoneField(label=_("شمارهٔ همراه"))
    national_id = fields.NationalIdField(label=_("کد ملی"), required=False)
    birthday = fields.JalaliDateField(label=_("روز تولد"))
    income = fields.TomanField(label=_("درآمد ماه گذشته"), help_text=_("تقریبی هم کافی است."))
    members = fields.FoldedIntegerField(label=_("شمار اعضای خانواده"), min_value=1, unit_label=_("نفر"))
    way = forms.ChoiceField(
        label=_("چه می‌کنید؟"),
        choices=[("make", _("تولید می‌کنم")), ("teach", _("آموزش می‌دهم")), ("learn", _("می‌خواهم یاد بگیرم"))],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=_("منطقه"), choices=[("7", _("منطقهٔ ۷")), ("8", _("منطقهٔ ۸"))])
    story = fields.CleanCharField(label=_("کار شما"), widget=forms.Textarea({"rows": 4}), required=False)
    picture = fields.PictureField(label=_("عکس محصول"), required=False)
    agree = forms.BooleanField(label=_("می‌پذیرم که این پاسخ‌ها نگه داشته شود."))


class ScaleForm(forms.Form):
    mood = forms.ChoiceField(
        label=_("این هفته از کارم راضی بودم"),
        choices=[(1, _("هیچ")), (2, _("کم")), (3, _("گاهی")), (4, _("زیاد")), (5, _("همیشه"))],
        widget=forms.RadioSelect,
        required=False,
    )
    skills = forms.MultipleChoiceField(
        label=_("از این‌ها کدام را بلدید؟"),
        choices=[("sew", _("دوخت")), ("cook", _("پخت")), ("sell", _("فروش")), ("teach", _("آموزش"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@page(may=PUBLIC)
def style(request):
    if not (is_demo_home() or may(request.user, Permission.STYLE_READ)):
        raise Http404
    return places(request).reply("style/page.html", _parts())


def places(request):
    """A list without persons: the places of the country."""
    kinds = Filter("kind", _("گونه"), Place.Kind.choices)
    titles = {kind: str(title) for kind, title in Place.Kind.choices}
    columns = [
        Column("name", _("نام"), value=str, sort="sort_key", href=lambda place: f"/style/?q={place.code}"),
        Column("kind", _("گونه"), value=lambda place: titles[place.kind], sort="kind"),
        Column("population", _("جمعیت"), kind="number", sort="population"),
        Column("code", _("کد"), kind="code"),
    ]
    return Listing(
        request,
        Place.objects.all(),
        name="places",
        columns=columns,
        filters=[kinds],
        search=lambda rows, text: rows.filter(name__contains=text),
        sort="name",
        per_page=10,
    )


def _parts():
    """Return invented content for every component."""
    now = timezone.now()
    return {
        "application": Application(state=Application.State.IN_REVIEW),
        "states": [Application(state=state) for state in Application.State.values],
        "entries": [
            {"at": now - timedelta(days=3), "title": _("درخواست رسید"), "by": _("خودش")},
            {"at": now, "title": _("بررسی شرایط آغاز شد"), "text": _("تا ده روز دیگر پاسخ می‌دهیم.")},
        ],
        "pairs": [(_("شغل"), _("چرم‌دوزی")), (_("منطقه"), _("منطقهٔ ۱۷")), (_("تحصیل"), "")],
        "tabs": [("one", _("درخواست"), "#tabs"), ("two", _("پیوست‌ها"), "#tabs")],
        "trail": [(_("فراخوان‌ها"), "/style/"), (_("هستهٔ اولیه"), "/style/")],
        "form": StyleForm(initial={"income": 125_000_000}),
        "scale": ScaleForm(),
        "wrong": StyleForm({"phone": "12", "birthday_0": "31", "birthday_1": "12", "birthday_2": "1405"}),
        "due": now + timedelta(days=4),
        "rials": 125_000_000,
        "crafts": [_("دوخت"), _("پخت"), _("فروش")],
        "facts": {"now": "draft", "to": "open"},
    }


urls = [path("style/", style, name="style")]
