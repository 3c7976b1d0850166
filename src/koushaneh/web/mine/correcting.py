"""«چیزی نادرست است»: she says what is wrong with what is kept of her, and reads what her office answered."""

from django import forms
from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.rights.actions.correcting import ask_correction
from koushaneh.rights.actions.telling import place_of
from koushaneh.rights.models import CorrectionRequest
from koushaneh.rights.rules import corrections_of
from koushaneh.web.asking import districts
from koushaneh.web.fields import CleanCharField
from koushaneh.web.pages import PERSON, go, page, reply


class CorrectionForm(forms.Form):
    """What is wrong; which office should look only where none knows her yet."""

    about = forms.ChoiceField(
        label=_("دربارهٔ چیست؟"), choices=CorrectionRequest.About.choices, widget=forms.RadioSelect
    )
    text = CleanCharField(
        label=_("چه چیزی نادرست است و درستش چیست؟"), max_length=400, widget=forms.Textarea({"rows": 4})
    )
    place = forms.ChoiceField(label=_("در کدام منطقه زندگی یا کار می‌کنید؟"))

    def __init__(self, *args, place, **options):
        super().__init__(*args, **options)
        self.place = place
        if place is not None:
            del self.fields["place"]
            return
        self.districts = {one.code: one for one in districts()}
        named = [(code, str(one)) for code, one in self.districts.items()]
        self.fields["place"].choices = [("", _t("انتخاب کنید")), *named]

    @property
    def chosen_place(self):
        return self.place or self.districts[self.cleaned_data["place"]]


@page(may=PERSON, methods="GET POST")
def correction(request):
    form = CorrectionForm(request.POST or None, place=place_of(request.person))
    if request.method == "POST" and form.is_valid():
        known = {key: form.cleaned_data[key] for key in ("about", "text")}
        ask_correction(request.person, by=request.user, place=form.chosen_place, **known)
        messages.success(request, _t("خواستهٔ شما به اداره رسید. تا سه روز کاری پاسخ می‌دهند."))
        return go(request, reverse("mine:correction"))
    wishes = corrections_of(request.person)
    return reply(request, "mine/correction.html", "", {"form": form, "wishes": wishes})


urls = [path("privacy/correction/", correction, name="correction")]
