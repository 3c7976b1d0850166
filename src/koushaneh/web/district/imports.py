"""Import of a register, step by step: columns, trial, commit; with rows that need correction as a sheet."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_for
from koushaneh.places.models import Place
from koushaneh.registry import rules
from koushaneh.registry.actions import importing as actions
from koushaneh.registry.columns import FIELDS
from koushaneh.registry.models import Import, ImportRow
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import page, reply
from koushaneh.web.words import sentence

S = Import.State
RUNNING = (S.CHECKING, S.COMMITTING)


class UploadForm(forms.Form):
    upload = forms.FileField(label=_("فایل فهرست"), help_text=_("اکسل (XLSX) یا CSV؛ سطر نخست نام ستون‌هاست."))
    place = forms.ModelChoiceField(label=_("فهرست کجاست؟"), queryset=None)

    def __init__(self, *args, account, **options):
        super().__init__(*args, **options)
        self.fields["place"].queryset = places_for(account, Permission.REGISTER_IMPORT).filter(
            kind__in=[Place.Kind.CITY, Place.Kind.DISTRICT, Place.Kind.COUNTY]
        )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > 20 * 1024 * 1024:
            raise forms.ValidationError(_("این فایل بزرگ‌تر از بیست مگابایت است. آن را به چند فایل بخش کنید."))
        return upload


class MappingForm(forms.Form):
    """One choice for each meaning: which column of the file is it?"""

    def __init__(self, *args, source, **options):
        super().__init__(*args, **options)
        columns = [("", _("در این فایل نیست")), *((name, name) for name in source.columns)]
        for code, field in FIELDS.items():
            self.fields[code] = forms.ChoiceField(
                label=field.title,
                choices=columns,
                required=field.is_required,
                initial=source.mapping.get(code, ""),
            )


@page(may=Permission.REGISTER_IMPORT, methods="GET POST")
def imports(request):
    form = UploadForm(request.POST or None, request.FILES or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        source = actions.upload_register(
            upload.read(), upload.name, place=form.cleaned_data["place"], by=request.user
        )
        return HttpResponseRedirect(address(source))
    listing = Listing(
        request,
        rules.imports_for(request.user).select_related("place", "by"),
        name="imports",
        columns=[
            Column("file_name", _("فایل"), sort="file_name", href=address, kind="code"),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("made_at", _("زمان"), kind="time", sort="made_at"),
            Column("rows_total", _("سطرها"), kind="number", sort="rows_total"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        sort="-made_at",
        empty={"title": _("هنوز فهرستی وارد نشده است")},
    )
    return listing.reply("district/imports.html", {"form": form})


def address(source):
    return reverse("district:import", args=[source.code])


def found(request, code):
    return get_object_or_404(rules.imports_for(request.user).select_related("place", "by"), code=code)


@page(may=Permission.REGISTER_IMPORT)
def one_import(request, code):
    source = found(request, code)
    names = dict(ImportRow.Outcome.choices)
    context = {
        "source": source,
        "form": MappingForm(source=source) if source.state in (S.UPLOADED, S.MAPPED, S.CHECKED) else None,
        "counts": [(names[code], count) for code, count in source.counts.items()],
        "is_running": source.state in RUNNING,
        "writes": source.counts.get("new", 0) + source.counts.get("changed", 0),
        "total": source.counts.get("new", 0) + source.counts.get("changed", 0)
        if source.state == S.COMMITTING
        else source.rows_total,
        "refused": source.counts.get("refused", 0) + source.counts.get("duplicate", 0),
    }
    return reply(request, "district/import.html", "progress", context)


@page(may=Permission.REGISTER_IMPORT, methods="POST")
def mapping(request, code):
    """Say what the columns mean and try it out at once."""
    source = found(request, code)
    form = MappingForm(request.POST, source=source)
    if not form.is_valid():
        return reply(request, "district/import.html", "", {"source": source, "form": form}, status=422)
    source = actions.map_columns(
        source, {key: value for key, value in form.cleaned_data.items() if value}, by=request.user
    )
    actions.start_check(source, by=request.user)
    return HttpResponseRedirect(address(source))


@page(may=Permission.REGISTER_IMPORT, methods="POST")
def commit(request, code):
    return HttpResponseRedirect(address(actions.start_commit(found(request, code), by=request.user)))


@page(may=Permission.REGISTER_IMPORT, methods="POST")
def cancel(request, code):
    actions.cancel_import(found(request, code), by=request.user)
    return HttpResponseRedirect(reverse("district:imports"))


def problems_of(row):
    return "؛ ".join(
        f"{problem['column'] or FIELDS[problem['field']].title if problem['field'] in FIELDS else problem['column']}: "
        f"{str(sentence(problem['code'], problem['facts'])).removesuffix('.')}"
        for problem in row.problems
    )


@page(may=Permission.REGISTER_IMPORT)
def import_rows(request, code):
    """The rows and what they would do; the export is the sheet to correct."""
    source = found(request, code)
    listing = Listing(
        request,
        source.rows.all(),
        name="import-rows",
        columns=[
            Column("number", _("سطر فایل"), kind="number", sort="number"),
            Column("outcome", _("نتیجه"), value=lambda row: row.get_outcome_display(), sort="outcome"),
            Column("problems", _("چه چیزی را درست کنید"), value=problems_of),
        ],
        filters=[Filter("outcome", _("نتیجه"), ImportRow.Outcome.choices)],
        sort="number",
        empty={"title": _("هنوز سطری آزموده نشده است")},
    )
    return listing.reply("district/import_rows.html", {"source": source})


urls = [
    path("imports/", imports, name="imports"),
    path("imports/<slug:code>/", one_import, name="import"),
    path("imports/<slug:code>/mapping/", mapping, name="import_mapping"),
    path("imports/<slug:code>/commit/", commit, name="import_commit"),
    path("imports/<slug:code>/cancelling/", cancel, name="import_cancel"),
    path("imports/<slug:code>/rows/", import_rows, name="import_rows"),
]
