"""Forms of a woman's path, as the follow-up officer fills them in. They read and check; the pages act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.access.models import Post, Role
from koushaneh.core.time import today
from koushaneh.path.models import FollowUp, Kind, PathPlan, PlanVersion
from koushaneh.path.rules import templates_at
from koushaneh.people.models import Account
from koushaneh.web.fields import CleanCharField, JalaliDateField

HEARD = [choice for choice in PlanVersion.Confirmation.choices if choice[0] != PlanVersion.Confirmation.SELF]


def followers_at(place):
    """Accounts whose live post lets them follow women of this place."""
    posts = Post.objects.live_on(today()).filter(role=Role.FOLLOW_UP, office__place__in=place.roots)
    return Account.objects.filter(pk__in=posts.values("account")).order_by("name", "pk")


class BeginForm(forms.Form):
    template = forms.ModelChoiceField(label=_("کدام مسیر؟"), queryset=None)
    starts_on = JalaliDateField(label=_("روز آغاز"), help_text=_("گام‌ها از این روز شمرده می‌شوند."))
    officer = forms.ModelChoiceField(label=_("کارشناس پیگیری"), queryset=None, required=False)

    def __init__(self, place, data=None):
        super().__init__(data, initial={"starts_on": today()})
        self.fields["template"].queryset = templates_at(place)
        self.fields["officer"].queryset = followers_at(place)


class GoalsForm(forms.Form):
    goals = CleanCharField(
        label=_("هدف‌های او، با زبان خودش"),
        help_text=_("آنچه خودش می‌گوید را بنویسید و برایش بخوانید."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


class AgreementForm(forms.Form):
    confirmation = forms.ChoiceField(label=_("چگونه پذیرفت؟"), choices=HEARD, widget=forms.RadioSelect)


class FollowUpForm(forms.Form):
    way = forms.ChoiceField(label=_("چگونه؟"), choices=FollowUp.Way.choices, widget=forms.RadioSelect)
    note = CleanCharField(
        label=_("چه قرار شد؟"),
        help_text=_("فقط قرارها؛ سخن محرمانه جایش پیش مشاور است."),
        max_length=300,
        required=False,
    )
    next_on = JalaliDateField(label=_("احوال‌پرسی بعدی"))

    def clean_next_on(self):
        day = self.cleaned_data["next_on"]
        if day and day <= today():
            raise forms.ValidationError(_("این روز گذشته است. روزی پس از امروز بنویسید."))
        return day


class StepForm(forms.Form):
    kind = forms.ChoiceField(label=_("نوع گام"), choices=Kind.choices)
    title = CleanCharField(label=_("نام گام"), max_length=120)
    due = JalaliDateField(label=_("تا روز"))
    about = CleanCharField(label=_("چند کلمه برای او"), max_length=300, required=False)


class DoneForm(forms.Form):
    on = JalaliDateField(label=_("چه روزی؟"))


class DueForm(forms.Form):
    due = JalaliDateField(label=_("روز تازه"))


class WhyForm(forms.Form):
    why = CleanCharField(label=_("دلیل"), max_length=200)


class HandForm(forms.Form):
    officer = forms.ModelChoiceField(label=_("کارشناس پیگیری"), queryset=None)

    def __init__(self, place, data=None):
        super().__init__(data)
        self.fields["officer"].queryset = followers_at(place)


class EndForm(forms.Form):
    ending = forms.ChoiceField(label=_("چگونه پایان یافت؟"), choices=PathPlan.Ending.choices)
    why = CleanCharField(label=_("دلیل یا توضیح"), max_length=200, required=False)
