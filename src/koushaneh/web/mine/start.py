"""Beginning an application: who she is, where, and with what consent."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.calls.actions.applications import needs_a_file, start_application
from koushaneh.calls.deadlines import takes_new
from koushaneh.people.actions import add_person
from koushaneh.registry.actions.binding import bind_by_phone, may_bind
from koushaneh.web.asking import places_of
from koushaneh.web.fields import CleanCharField
from koushaneh.web.pages import SIGNED_IN, go, page, reply
from koushaneh.web.pledges import APPLICATION


class StartForm(forms.Form):
    """Only what is not known yet is asked."""

    first_name = CleanCharField(label=_("نام شما"), max_length=60)
    last_name = CleanCharField(label=_("نام خانوادگی شما"), max_length=80)
    place = forms.ChoiceField(
        label=_("در کدام منطقه زندگی یا کار می‌کنید؟"), help_text=_("ادارهٔ همین منطقه با شما در تماس است.")
    )
    access_code = forms.CharField(
        label=_("کد ورود این فراخوان"),
        help_text=_("روی دعوت‌نامهٔ شما نوشته شده است."),
        max_length=20,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    consent = forms.BooleanField(label=_("این را خواندم و با خواست خودم رضایت می‌دهم."))

    def __init__(self, *args, call, person, has_file, **options):
        super().__init__(*args, **options)
        self.places = {place.code: place for place in places_of(call)}
        self.fields["place"].choices = [
            ("", _t("انتخاب کنید")),
            *((code, str(one)) for code, one in self.places.items()),
        ]
        known = {
            "first_name": person,
            "last_name": person,
            "place": has_file,
            "access_code": not call.access_code,
        }
        for name in [name for name, is_known in known.items() if is_known]:
            del self.fields[name]

    @property
    def chosen_place(self):
        return self.places.get(self.cleaned_data.get("place"))


def _person_of(request):
    """Return who is here; None for an account that nobody is known by yet."""
    return request.person or None


@page(may=SIGNED_IN, methods="GET POST")
def start(request, code):
    call = get_object_or_404(rules.public_calls(), code=code)
    person = _person_of(request)
    if person is None and request.user.persons.filter(is_colleague=False).exists():
        return go(request, f"{reverse('account_who')}?next={request.path}")
    if person and (begun := rules.applications_of(person).filter(call=call).first()):
        return go(request, reverse("mine:application", args=[begun.tracking_code]))
    return _begin(request, call, person)


def _begin(request, call, person):
    has_file = person is not None and may_bind(person, account=request.user)
    form = StartForm(request.POST or None, call=call, person=person, has_file=has_file)
    is_open = takes_new(call, at=timezone.now())
    is_known = has_file or not needs_a_file(call)
    if request.method == "POST" and form.is_valid():
        application = _start(request, call, person, form)
        return go(request, reverse("mine:form", args=[application.tracking_code]))
    context = {"call": call, "form": form, "is_open": is_open, "is_known": is_known, "pledge": APPLICATION}
    return reply(request, "mine/start.html", "", context)


def _start(request, call, person, form):
    if person is None:
        person = add_her(request, form)
    bind_by_phone(person, account=request.user)
    return start_application(
        call,
        person,
        by=request.user,
        wording=str(APPLICATION),
        place=form.chosen_place,
        access_code=form.cleaned_data.get("access_code", ""),
    )


def add_her(request, form):
    """Make a person of who has signed in with a verified phone, by the name she gives. It binds no file."""
    if request.user.phone_verified_at is None:
        raise Http404
    person = add_person(
        form.cleaned_data["first_name"],
        form.cleaned_data["last_name"],
        by=request.user,
        account=request.user,
        phone=request.user.phone,
    )
    request.session["person"] = person.public_id
    return person


urls = [path("apply/<slug:code>/", start, name="start")]
