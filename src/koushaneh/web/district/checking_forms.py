"""Forms of the officer's checks: what she found of a gate, what is missing, what she asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from koushaneh.core.values import in_language
from koushaneh.screening.models import Eligibility
from koushaneh.web.district.evidence import OTHER_PROOFS, proofs_of
from koushaneh.web.fields import CleanCharField

Result = Eligibility.Result
RESULTS = [(Result.PASSED, _("برقرار است")), (Result.FAILED, _("برقرار نیست"))]


class GateForm(forms.Form):
    result = forms.ChoiceField(label=_("نتیجه"), choices=RESULTS, widget=forms.RadioSelect)
    proof_kind = forms.ChoiceField(label=_("اصل کدام مدرک را دیدید؟"), required=False)
    note = CleanCharField(label=_("یادداشت"), required=False, max_length=200)

    def __init__(self, *args, application, **options):
        super().__init__(*args, **options)
        self.fields["proof_kind"].choices = [("", _("مدرکی ندیدم")), *_proofs(application)]


def _proofs(application):
    category = application.file.category if application.file else None
    return [*proofs_of(category), *OTHER_PROOFS.items()]


class MissingForm(forms.Form):
    """One answer that is missing, in the words of the question."""

    def __init__(self, *args, question, **options):
        super().__init__(*args, **options)
        self.key, label = question.key, in_language(question.text)
        choices = [(one["value"], in_language(one["label"])) for one in question.options]
        if question.kind == "yes_no":
            choices = [("yes", _("بله")), ("no", _("نه"))]
        if choices:
            self.fields["answer"] = forms.ChoiceField(label=label, choices=[("", "—"), *choices])
        else:
            self.fields["answer"] = CleanCharField(label=label, max_length=400)


class RequestForm(forms.Form):
    text = CleanCharField(
        label=_("از او چه می‌خواهید؟"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("با جمله‌ای ساده بنویسید چه مدرکی لازم است و چگونه می‌تواند بفرستد."),
    )
