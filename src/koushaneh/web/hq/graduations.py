"""Leaving, at headquarters: how many left and came back, the checklist, the level of prices, the household need."""

from decimal import Decimal, InvalidOperation
from operator import itemgetter

from django import forms
from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_where
from koushaneh.core.small_cells import TOTAL
from koushaneh.core.time import today
from koushaneh.core.values import in_language
from koushaneh.engine.persian import to_ascii, to_jalali
from koushaneh.graduation.actions import defining
from koushaneh.graduation.computing import can_compute
from koushaneh.graduation.models import Criterion
from koushaneh.graduation.queries import SEASONS, seasons_of
from koushaneh.graduation.rules import checklist_at, indexes_for, needs_for
from koushaneh.graduation.shipped import LINES, NEEDED, STATEMENT, Line
from koushaneh.web.fields import CleanCharField, FoldedIntegerField, JalaliDateField, TomanField
from koushaneh.web.figures import cell, in_sheet, places_of
from koushaneh.web.lists import Column
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui import values
from koushaneh.web.ui.exports import export

MAY, Method = Permission.GRADUATION_DEFINE, Criterion.Method
LEAST_INDEX = Decimal("0.01")
YEARS_BACK = 5
OWN = "own"
COLUMNS = (_("بهار"), _("تابستان"), _("پاییز"), _("زمستان"), _("همهٔ سال"))
MOVES = {"left": _("مستقل شده‌اند"), "back": _("برگشته‌اند")}


class HeadForm(forms.Form):
    needed = FoldedIntegerField(label=_("دست‌کم چند معیار؟"), min_value=1, max_value=20)
    kept_months = FoldedIntegerField(label=_("چند ماه پیاپی؟"), min_value=1, max_value=24)
    share_percent = FoldedIntegerField(
        label=_("درآمد چند درصد نیاز خانوار باشد؟"), min_value=50, max_value=300
    )


class LineForm(forms.Form):
    """One criterion; her own word is always asked and always needed."""

    is_kept = forms.BooleanField(label=_("در فهرست باشد"), required=False)
    title = CleanCharField(label=_("معیار"), max_length=120)
    title_en = CleanCharField(label=_("همان به انگلیسی"), max_length=120, required=False)
    method = forms.ChoiceField(label=_("چگونه معلوم می‌شود؟"), choices=Method.choices)
    is_required = forms.BooleanField(label=_("حتماً لازم است"), required=False)
    is_lasting = forms.BooleanField(label=_("باید این ماه‌ها پیاپی بوده باشد"), required=False)

    def __init__(self, line, data=None):
        known = {
            name: getattr(line, name) for name in ("title", "title_en", "method", "is_required", "is_lasting")
        }
        is_new = line.code == OWN
        super().__init__(data, initial={**known, "is_kept": not is_new}, prefix=line.code)
        self.code = line.code
        known_by = {"fa": line.title, "en": line.title_en}
        self.heading = _("معیار تازه، اگر می‌خواهید") if is_new else in_language(known_by)
        self.fields["title"].required = not is_new
        if not can_compute(line.code):
            self.fields["method"].choices = [one for one in Method.choices if one[0] != Method.COMPUTED]
        if line.code == STATEMENT:
            for name in ("is_kept", "method", "is_required", "is_lasting"):
                del self.fields[name]

    @property
    def line(self):
        """The criterion as it is wished, or None where it is left out."""
        said = self.cleaned_data
        if self.code == STATEMENT:
            shipped = next(line for line in LINES if line.code == STATEMENT)
            return Line(
                STATEMENT, said["title"], said["title_en"], shipped.method, is_required=True, is_lasting=False
            )
        if not said.pop("is_kept") or not said["title"]:
            return None
        return Line(code=self.code, **said)


class IndexForm(forms.Form):
    on = JalaliDateField(label=_("روزی از آن ماه"), latest=today)
    value = CleanCharField(label=_("شاخص قیمت"), help_text=_("مانند ۳۱۲٫۴"), max_length=12)
    source = CleanCharField(
        label=_("از کجا؟"), help_text=_("مانند مرکز آمار ایران، با شمارهٔ گزارش."), max_length=200
    )

    def clean_value(self):
        typed = to_ascii(self.cleaned_data["value"]).replace("٫", ".").replace("٬", "")
        try:
            value = Decimal(typed)
        except InvalidOperation:
            value = Decimal(0)
        if not value.is_finite() or not LEAST_INDEX <= value < 10**8:
            raise forms.ValidationError(_("یک عدد بزرگ‌تر از صفر بنویسید، مانند ۳۱۲٫۴."))
        return round(value, 2)


class NeedForm(forms.Form):
    persons = FoldedIntegerField(label=_("چند نفر با خودش؟"), min_value=1, max_value=21)
    rials = TomanField(label=_("نیاز ماهانه"), min_value=1)
    priced_on = JalaliDateField(label=_("به قیمت روز"), latest=today)
    source = CleanCharField(label=_("از کجا؟"), max_length=200)


def place_of(request):
    return places_where(request.user, MAY)[0]


def lines_of(checklist):
    """The criteria of a checklist as they may be changed, and an empty one."""
    known = [_line(one) for one in checklist.criteria.all()] if checklist else list(LINES)
    taken = sum(line.code.startswith(OWN) for line in known)
    return known, Line(OWN, "", is_lasting=True), taken


def _line(one):
    return Line(
        one.code, one.title, one.title_en, one.method, is_required=one.is_required, is_lasting=one.is_lasting
    )


@page(may=MAY, methods="GET POST")
def checklist(request):
    place = place_of(request)
    found = checklist_at(place)
    known, empty, taken = lines_of(found)
    sent = request.POST if request.method == "POST" else None
    head = HeadForm(sent, initial=_head(found))
    forms_of = [LineForm(line, sent) for line in (*known, empty)]
    if sent and all([head.is_valid(), *(form.is_valid() for form in forms_of)]):
        lines = [line for form in forms_of if (line := form.line)]
        lines = [_named(line, taken) for line in lines]
        defining.put_checklist(place, lines, by=request.user, **head.cleaned_data)
        messages.success(request, _t("نوشته شد. بررسی‌هایی که آغاز شده‌اند فهرست خودشان را نگه می‌دارند."))
        return go(request, reverse("hq:checklist"))
    context = {"checklist": found, "head": head, "forms": forms_of}
    return reply(request, "hq/checklist.html", "", context, status=422 if sent else 200)


def _head(found):
    if found is None:
        return {"needed": NEEDED, "kept_months": 6, "share_percent": 120}
    return {name: getattr(found, name) for name in ("needed", "kept_months", "share_percent")}


def _named(line, taken):
    """Give the new criterion a code of its own."""
    if line.code != OWN:
        return line
    return Line(
        f"{OWN}{taken + 1}",
        line.title,
        line.title_en,
        line.method,
        is_required=line.is_required,
        is_lasting=line.is_lasting,
    )


def prices_context(request, **more):
    return {
        "indexes": indexes_for(request.user)[:36],
        "needs": needs_for(request.user)[:60],
        "index_form": IndexForm(auto_id="index_%s"),
        "need_form": NeedForm(auto_id="need_%s"),
        **more,
    }


@page(may=MAY)
def prices(request):
    return reply(request, "hq/prices.html", "", prices_context(request))


@page(may=MAY, methods="POST")
def index(request):
    form = IndexForm(request.POST, auto_id="index_%s")
    if not form.is_valid():
        context = prices_context(request, index_form=form)
        return reply(request, "hq/prices.html", "", context, status=422)
    defining.put_index(place_of(request), by=request.user, **form.cleaned_data)
    messages.success(request, _t("شاخص این ماه ثبت شد."))
    return go(request, reverse("hq:prices"))


@page(may=MAY, methods="POST")
def need(request):
    form = NeedForm(request.POST, auto_id="need_%s")
    if not form.is_valid():
        context = prices_context(request, need_form=form)
        return reply(request, "hq/prices.html", "", context, status=422)
    defining.put_need(place_of(request), by=request.user, **form.cleaned_data)
    messages.success(request, _t("نیاز خانوار ثبت شد."))
    return go(request, reverse("hq:prices"))


def year_of(request):
    """The Jalali year asked for, the present one where the question makes no sense."""
    now = to_jalali(today())[0]
    asked = to_ascii(request.GET.get("year", ""))
    return int(asked) if asked in {str(year) for year in range(now - YEARS_BACK, now + 1)} else now


@page(may=Permission.FILE_FIGURES)
def figures(request):
    year, now = year_of(request), to_jalali(today())[0]
    tables = figures_of(places_of(request), year)
    if request.GET.get("format") in ("csv", "xlsx"):
        return sheet(tables, year, request.GET["format"])
    context = {
        "year": year,
        "years": [(back, values.digits(back)) for back in range(now, now - YEARS_BACK - 1, -1)],
        "tables": [(title, [(name, _cells(counts)) for name, counts in rows]) for title, rows in tables],
        "columns": COLUMNS,
        "may_define": bool(places_where(request.user, MAY)),
    }
    return reply(request, "hq/graduations.html", "", context)


def figures_of(places, year):
    """Return (title, [(name, its counts by season and of the year)]) of who left and who came back."""
    tables = seasons_of(places, year)
    rows = [(place, place.code) for place in places]
    if len(places) > 1:
        rows.append((_t("همه"), TOTAL))
    return [
        (
            title,
            [(name, [tables[what].at(code, column) for column in (*SEASONS, TOTAL)]) for name, code in rows],
        )
        for what, title in MOVES.items()
    ]


def _cells(counts):
    return [(title, cell(count)) for title, count in zip(COLUMNS, counts, strict=True)]


def sheet(tables, year, kind):
    """One row a district and what was counted in it."""
    rows = [(title, str(name), *counts) for title, found in tables for name, counts in found]
    columns = [
        Column("what", _("چه کسانی"), value=itemgetter(0)),
        Column("place", _("منطقه"), value=itemgetter(1)),
    ]
    columns += [
        Column(f"season-{at}", title, value=lambda row, at=at: in_sheet(row[at]))
        for at, title in enumerate(COLUMNS, start=2)
    ]
    return export(f"graduations-{year}", columns, rows, kind)


urls = [
    path("graduations/", figures, name="graduations"),
    path("graduations/checklist/", checklist, name="checklist"),
    path("graduations/prices/", prices, name="prices"),
    path("graduations/prices/index/", index, name="price_index"),
    path("graduations/prices/need/", need, name="household_need"),
]
