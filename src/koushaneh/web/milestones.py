"""The form of a claim, as she fills it in and as an officer does for her."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.core.time import today
from koushaneh.path.models import MilestoneClaim
from koushaneh.web.fields import CleanCharField, DocumentField, JalaliDateField

Permit = MilestoneClaim.Permit


class ClaimForm(forms.Form):
    """A launch also asks for the product and the permit."""

    reached_on = JalaliDateField(label=_("از چه روزی؟"), latest=today)
    story = CleanCharField(
        label=_("چه شد؟"),
        help_text=_("دو سه جمله بس است: چه کاری کردید و چه به دست آمد."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    product = CleanCharField(label=_("چه می‌سازید یا چه خدمتی می‌دهید؟"), max_length=120)
    permit = forms.ChoiceField(
        label=_("مجوز کار"),
        help_text=_("غذا، آرایش و نگهداری کودک بیشتر وقت‌ها مجوز می‌خواهد. اگر نمی‌دانید از اداره بپرسید."),
        choices=Permit.choices,
        widget=forms.RadioSelect,
    )
    permit_number = CleanCharField(label=_("شمارهٔ مجوز"), max_length=40, required=False)
    copy = DocumentField(
        label=_("عکس یا مدرک"),
        help_text=_("اگر الان ندارید، بعد هم می‌توانید بفرستید."),
        required=False,
    )

    def __init__(self, milestone, data=None, files=None, *, claim=None):
        names = ("reached_on", "story", "product", "permit", "permit_number")
        known = {name: getattr(claim, name) for name in names} if claim else {"reached_on": today()}
        super().__init__(data, files, initial=known)
        if not milestone.is_launch:
            for name in ("product", "permit", "permit_number"):
                del self.fields[name]

    def clean(self):
        values = super().clean()
        if values.get("permit") == Permit.HELD and not values.get("permit_number"):
            self.add_error("permit_number", _("شمارهٔ روی مجوز را بنویسید."))
        return values

    @property
    def said(self):
        """What the claim itself keeps; the picture is evidence of its own."""
        return {name: value for name, value in self.cleaned_data.items() if name != "copy"}


class EvidenceForm(forms.Form):
    copy = DocumentField(label=_("عکس یا مدرک"))
    about = CleanCharField(label=_("این چیست؟"), max_length=120)


class SeenForm(forms.Form):
    about = CleanCharField(label=_("چه چیزی را دیدید؟"), max_length=120)


class MissingForm(forms.Form):
    missing = CleanCharField(
        label=_("چه چیزی کم است؟"),
        help_text=_("خودش می‌خواند. ساده بنویسید چه چیزی لازم است."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )
