"""Forms with which an office writes a workshop. They read and check; the pages act."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.access.rules import places_for, places_where
from koushaneh.core.time import TEHRAN, end_of, start_of, today
from koushaneh.core.values import local_day
from koushaneh.path.models import Kind, TemplateStep
from koushaneh.people.models import Account
from koushaneh.web.fields import CleanCharField, FoldedIntegerField, HourField, JalaliDateField
from koushaneh.workshops.models import Workshop
from koushaneh.workshops.rules import trainers_at

KINDS = ("city", "county", "district")
SAME = ("title", "title_en", "about", "about_en", "topic", "trainer", "venue", "link", "childcare")
SAME += ("seats", "reserved", "step_key", "needed_sessions")


def trainers_for(account):
    """Trainers near any place of this account; the action asks again for the chosen place."""
    near = Account.objects.none()
    for place in places_where(account, Permission.WORKSHOP_COMPOSE):
        near |= trainers_at(place)
    return near


def step_choices():
    """Steps of paths that a workshop can be: those of the published templates, each key once."""
    steps = TemplateStep.objects.filter(kind=Kind.WORKSHOP, template__state="published").order_by("-pk")
    return [("", _("هیچ‌کدام")), *sorted({step.key: str(step) for step in steps}.items())]


class WorkshopForm(forms.Form):
    place = forms.ModelChoiceField(
        label=_("برای زنان کجا؟"), queryset=None, help_text=_("زنان این جا و پایین‌تر از آن می‌بینند.")
    )
    topic = forms.ChoiceField(label=_("موضوع"), choices=Workshop.Topic.choices)
    title = CleanCharField(label=_("نام کارگاه"), max_length=120)
    title_en = CleanCharField(label=_("نام انگلیسی"), max_length=120, required=False)
    about = CleanCharField(
        label=_("چه یاد می‌گیرند؟"),
        max_length=300,
        required=False,
        help_text=_("یک یا دو جملهٔ ساده."),
        widget=forms.Textarea({"rows": 2}),
    )
    about_en = CleanCharField(label=_("همان به انگلیسی"), max_length=300, required=False)
    trainer = forms.ModelChoiceField(label=_("مربی"), queryset=None)
    venue = CleanCharField(
        label=_("نشانی"), max_length=200, required=False, help_text=_("سرای محله، خیابان، اتاق.")
    )
    link = forms.URLField(
        label=_("پیوند کلاس"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("اگر از راه دور است. فقط کسانی که جا دارند می‌بینند."),
        widget=forms.URLInput({"dir": "ltr"}),
    )
    childcare = forms.BooleanField(label=_("نگهداری کودک دارد"), required=False)
    seats = FoldedIntegerField(label=_("شمار جاها"), min_value=1, max_value=300, initial=20)
    reserved = FoldedIntegerField(
        label=_("جاهای نگه‌داشته"),
        min_value=0,
        max_value=300,
        initial=0,
        help_text=_("برای کسانی که اداره نام می‌برد. باقی با امتیاز نیاز و قرعه داده می‌شود."),
    )
    step_key = forms.ChoiceField(label=_("کدام گام مسیر است؟"), required=False, choices=step_choices)
    needed_sessions = FoldedIntegerField(
        label=_("حضور در چند جلسه لازم است؟"), min_value=1, max_value=40, initial=1
    )
    opens_on = JalaliDateField(label=_("درخواست از روز"))
    closes_on = JalaliDateField(label=_("درخواست تا پایان روز"))

    def __init__(self, *args, account, workshop=None, **options):
        if workshop:
            options["initial"] = {name: getattr(workshop, name) for name in SAME} | {
                "place": workshop.place_id,
                "opens_on": local_day(workshop.opens_at),
                "closes_on": local_day(workshop.closes_at),
            }
        super().__init__(*args, **options)
        places = places_for(account, Permission.WORKSHOP_COMPOSE).filter(kind__in=KINDS)
        self.fields["place"].queryset = places
        self.fields["trainer"].queryset = trainers_for(account)
        if workshop:
            del self.fields["place"]

    def clean(self):
        given = super().clean()
        if not given.get("venue") and not given.get("link") and "link" not in self.errors:
            self.add_error("venue", _t("نشانی یا پیوند کلاس را بنویسید."))
        if given.get("seats") and given.get("reserved", 0) > given["seats"]:
            self.add_error("reserved", _t("جاهای نگه‌داشته بیش از همهٔ جاهاست."))
        opens, closes = given.pop("opens_on", None), given.pop("closes_on", None)
        if opens and closes and closes < opens:
            self.add_error("closes_on", _t("پایان مهلت باید پس از آغاز آن باشد."))
        if opens and closes:
            given["opens_at"], given["closes_at"] = start_of(opens), end_of(closes)
        return given


class SessionForm(forms.Form):
    day = JalaliDateField(label=_("روز"), earliest=today)
    hour = HourField(label=_("از ساعت"), max_length=5)
    minutes = FoldedIntegerField(label=_("چند دقیقه"), min_value=15, max_value=600, initial=120)

    def read(self):
        """Return what `add_session` takes."""
        given = self.cleaned_data
        starts_at = datetime.combine(given["day"], given["hour"], TEHRAN)
        return {"starts_at": starts_at, "minutes": given["minutes"]}


class WhyForm(forms.Form):
    why = CleanCharField(label=_("دلیل"), max_length=200)


class NamingForm(forms.Form):
    """Name a woman by the number of her file, and what is asked for her."""

    HOW = (("wish", _("مانند دیگران در نوبت")), ("reserved", _("جای نگه‌داشته")))

    number = CleanCharField(label=_("شمارهٔ پروندهٔ او"), max_length=40)
    how = forms.ChoiceField(label=_("چه جایی؟"), choices=HOW, widget=forms.RadioSelect, initial="wish")
