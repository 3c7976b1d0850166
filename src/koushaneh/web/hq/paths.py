"""Templates of paths: seen, changed as a new version, taken over from other cities; a cohort sets out."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may_at, places_where
from koushaneh.path.actions import templates as actions
from koushaneh.path.actions.plans import begin_cohort
from koushaneh.path.models import Kind, PathTemplate
from koushaneh.path.rules import templates_at, templates_for, templates_to_copy
from koushaneh.screening.rules_results import cohorts_for
from koushaneh.web.fields import CleanCharField, FoldedIntegerField
from koushaneh.web.lists import Column, Filter, Listing
from koushaneh.web.pages import go, page, reply
from koushaneh.web.ui import values

MAY = Permission.PATH_TEMPLATE
State = PathTemplate.State


class StepForm(forms.Form):
    title = CleanCharField(label=_("نام گام"), max_length=120)
    title_en = CleanCharField(label=_("نام انگلیسی"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("نوع گام"), choices=Kind.choices)
    days = FoldedIntegerField(label=_("چند روز بعد؟"), min_value=0, max_value=1500, unit_label=_("روز"))
    follows = forms.ChoiceField(
        label=_("پس از کدام گام؟"), required=False, help_text=_("خالی یعنی از روز آغاز شمرده می‌شود.")
    )
    about = CleanCharField(label=_("چند کلمه برای او"), max_length=300, required=False)
    about_en = CleanCharField(label=_("همان به انگلیسی"), max_length=300, required=False)

    def __init__(self, template, data=None, *, step=None):
        names = ("title", "title_en", "kind", "days", "follows", "about", "about_en")
        super().__init__(data, initial={name: getattr(step, name) for name in names} if step else None)
        others = template.steps.exclude(pk=step.pk if step else None)
        self.fields["follows"].choices = [("", "—"), *((one.key, str(one)) for one in others)]


class SetOutForm(forms.Form):
    template = forms.ModelChoiceField(
        label=_("مسیر هم‌دوره‌ها"),
        help_text=_("مسیر کسانی آغاز می‌شود که هنوز مسیری ندارند."),
        queryset=None,
        empty_label=None,
    )

    def __init__(self, place, data=None):
        super().__init__(data)
        self.fields["template"].queryset = templates_at(place)


def template_or_404(request, template_id):
    return get_object_or_404(templates_for(request.user), pk=template_id)


def address(template):
    return reverse("hq:path_template", args=[template.pk])


@page(may=MAY)
def templates(request):
    listing = Listing(
        request,
        templates_for(request.user).annotate(count=Count("steps")),
        name="path_templates",
        columns=[
            Column("title", _("مسیر"), value=str, sort="title", href=address),
            Column("place", _("جا"), sort="place__sort_key"),
            Column("version", _("نسخه"), kind="number", sort="version"),
            Column("count", _("گام"), kind="number", sort="count"),
            Column("state", _("وضعیت"), kind="state", sort="state"),
        ],
        filters=[Filter("state", _("وضعیت"), State.choices)],
        sort="title",
        empty={
            "title": _("هنوز الگویی نیست"),
            "text": _("یکی را از شهر دیگری بگیرید و برای شهر خود تغییر دهید."),
        },
    )
    return listing.reply("hq/paths.html", {"others": templates_to_copy(request.user)[:50]})


@page(may=MAY)
def template(request, template_id):
    return reply(request, "hq/path.html", "", context_of(template_or_404(request, template_id)))


def context_of(found, form=None):
    names = {one.key: str(one) for one in found.steps.all()}
    return {
        "template": found,
        "steps": [(one, names.get(one.follows, "")) for one in found.steps.all()],
        "is_draft": found.state == State.DRAFT,
        "plans": found.plans.filter(ended_at=None).count(),
        "form": form or StepForm(found),
    }


@page(may=MAY, methods="POST")
def copying(request, template_id):
    source = get_object_or_404(templates_to_copy(request.user), pk=template_id)
    copy = actions.clone_template(source, by=request.user, place=places_where(request.user, MAY)[0])
    messages.success(request, _t("الگو گرفته شد. آن را برای شهر خود تغییر دهید و سپس برقرار کنید."))
    return go(request, address(copy))


@page(may=MAY, methods="POST")
def revision(request, template_id):
    draft = actions.revise_template(template_or_404(request, template_id), by=request.user)
    messages.success(request, _t("این پیش‌نویسِ نسخهٔ تازه است. مسیرهای آغازشده همان می‌مانند."))
    return go(request, address(draft))


@page(may=MAY, methods="POST")
def publication(request, template_id):
    found = actions.publish_template(template_or_404(request, template_id), by=request.user)
    messages.success(request, _t("برقرار شد. مسیرهای تازه از این الگو ساخته می‌شوند."))
    return go(request, address(found))


@page(may=MAY, methods="POST")
def new_step(request, template_id):
    found = template_or_404(request, template_id)
    form = StepForm(found, request.POST)
    if not form.is_valid():
        return reply(request, "hq/path.html", "", context_of(found, form), status=422)
    actions.put_step(found, f"step-{get_random_string(8).lower()}", by=request.user, **form.cleaned_data)
    messages.success(request, _t("گام افزوده شد."))
    return go(request, address(found))


@page(may=MAY, methods="GET POST")
def step(request, template_id, key):
    found = template_or_404(request, template_id)
    one = get_object_or_404(found.steps, key=key)
    form = StepForm(found, request.POST or None, step=one)
    if request.method == "POST" and form.is_valid():
        actions.put_step(found, key, by=request.user, **form.cleaned_data)
        messages.success(request, _t("گام تغییر کرد."))
        return go(request, address(found))
    context = {"template": found, "step": one, "form": form, "is_draft": found.state == State.DRAFT}
    return reply(request, "hq/path_step.html", "", context, status=422 if form.errors else 200)


@page(may=MAY, methods="POST")
def step_removal(request, template_id, key):
    found = template_or_404(request, template_id)
    actions.take_step(found, key, by=request.user)
    messages.success(request, _t("گام برداشته شد."))
    return go(request, address(found))


@page(may=MAY, methods="POST")
def setting_out(request, cohort_id):
    """Begin the path of everybody of a cohort."""
    cohort = get_object_or_404(cohorts_for(request.user), pk=cohort_id)
    if not may_at(request.user, MAY, cohort.place):
        raise actions.NotYours()
    form = SetOutForm(cohort.place, request.POST)
    if form.is_valid():
        count = begin_cohort(cohort, by=request.user, **form.cleaned_data)
        messages.success(request, _t("مسیر {count} نفر آغاز شد.").format(count=values.digits(count)))
    else:
        messages.error(request, _t("مسیری آغاز نشد: یکی از الگوهای برقرار را برگزینید."))
    return go(request, reverse("hq:cohort", args=[cohort.pk]))


ONE = "paths/<int:template_id>/"
urls = [
    path("paths/", templates, name="paths"),
    path(ONE, template, name="path_template"),
    path(f"{ONE}copying/", copying, name="path_copying"),
    path(f"{ONE}revision/", revision, name="path_revision"),
    path(f"{ONE}publication/", publication, name="path_publication"),
    path(f"{ONE}steps/", new_step, name="path_steps"),
    path(f"{ONE}steps/<slug:key>/", step, name="path_step"),
    path(f"{ONE}steps/<slug:key>/removal/", step_removal, name="path_step_removal"),
    path("cohorts/<int:cohort_id>/path/", setting_out, name="cohort_path"),
]
