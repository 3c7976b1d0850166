"""Forms of those who judge: an anchor and a note for each indicator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.web.fields import CleanCharField
from koushaneh.web.ui.values import digits


class AnchorForm(forms.Form):
    """One choice of an anchor and one note for each indicator (`screening.blind.Judged`).

    What is kept for later may be `unfinished`; the browser lets an open form go either way.
    """

    use_required_attribute = False

    def __init__(self, *args, indicators, unfinished=False, **options):
        super().__init__(*args, **options)
        self.indicators = indicators
        for one in indicators:
            self.fields[f"score_{one.code}"] = forms.TypedChoiceField(
                label=one.name,
                choices=[
                    (anchor.score, f"{digits(anchor.score)} · {anchor.words}") for anchor in one.anchors
                ],
                coerce=int,
                empty_value=None,
                required=not unfinished,
                widget=forms.RadioSelect({"data-anchor": one.code}),
            )
            self.fields[f"note_{one.code}"] = CleanCharField(
                label=_("چرا این نمره؟"), required=False, max_length=400
            )

    def read(self):
        """Return scores and notes as the actions take them."""
        given = {one.code: self.cleaned_data[f"score_{one.code}"] for one in self.indicators}
        notes = {one.code: self.cleaned_data[f"note_{one.code}"] for one in self.indicators}
        return {"scores": {code: anchor for code, anchor in given.items() if anchor}, "notes": notes}


class ReviewForm(AnchorForm):
    """Anchors, and a note on the whole application."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["note"] = CleanCharField(
            label=_("یادداشت دربارهٔ همهٔ درخواست"),
            required=False,
            widget=forms.Textarea({"rows": 3}),
            max_length=2000,
        )

    def read(self):
        return {**super().read(), "note": self.cleaned_data["note"]}


class ReasonForm(forms.Form):
    reason = CleanCharField(label=_("دلیل"), max_length=200)
