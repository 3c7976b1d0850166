"""«با من تماس بگیرید» on every page, and the news that she reads in her own pages."""

from django import forms
from django.contrib import messages
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.notify.queries import news_of
from koushaneh.notify.reading import mark_read
from koushaneh.places.offices import office_of
from koushaneh.registry.actions.calling import NoOfficeKnown, ask_for_call
from koushaneh.web.asking import districts
from koushaneh.web.fields import CleanCharField
from koushaneh.web.mine.start import add_her
from koushaneh.web.pages import PERSON, SIGNED_IN, go, page, reply


class WhereForm(forms.Form):
    """Which office should call; her name only where nobody is known by this account yet."""

    first_name = CleanCharField(label=_("نام شما"), max_length=60)
    last_name = CleanCharField(label=_("نام خانوادگی شما"), max_length=80)
    place = forms.ChoiceField(
        label=_("در کدام منطقه زندگی یا کار می‌کنید؟"), help_text=_("ادارهٔ همین منطقه به شما زنگ می‌زند.")
    )

    def __init__(self, *args, person, **options):
        super().__init__(*args, **options)
        self.districts = {place.code: place for place in districts()}
        named = [(code, str(place)) for code, place in self.districts.items()]
        self.fields["place"].choices = [("", _t("انتخاب کنید")), *named]
        if person is not None:
            del self.fields["first_name"], self.fields["last_name"]

    @property
    def chosen_place(self):
        return self.districts[self.cleaned_data["place"]]


@page(may=PERSON, methods="POST")
def call_me(request):
    latest = rules.applications_of(request.person).order_by("-started_at").first()
    try:
        ask_for_call(request.person, by=request.user, place=latest.place if latest else None)
    except NoOfficeKnown:  # not the end of the matter: the next page asks where she lives
        return go(request, reverse("mine:where"))
    _promise(request)
    return go(request, _back(request))


def _promise(request):
    messages.success(request, _t("درخواست شما ثبت شد. کارشناس منطقه در ساعت اداری با شما تماس می‌گیرد."))


@page(may=SIGNED_IN, methods="GET POST")
def where(request):
    """Ask for a call before any office knows her. What she writes opens no file and shows none."""
    person = request.person
    if person is None and request.user.persons.filter(is_colleague=False).exists():
        return go(request, f"{reverse('account_who')}?next={request.path}")
    form = WhereForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        person = person or add_her(request, form)
        ask_for_call(person, by=request.user, place=form.chosen_place)
        _promise(request)
        return go(request, reverse("mine:home"))
    return reply(request, "mine/where.html", "", {"form": form})


def _back(request):
    wanted = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("mine:home")


@page(may=PERSON)
def help(request):
    latest = rules.applications_of(request.person).order_by("-started_at").first()
    return reply(request, "mine/help.html", "", {"office": office_of(latest.place) if latest else None})


@page(may=PERSON)
def news(request):
    return reply(request, "mine/news.html", "", {"news": news_of(request.person)})


@page(may=PERSON, methods="POST")
def news_reading(request):
    mark_read(request.person, by=request.user)
    return go(request, reverse("mine:news"))


urls = [
    path("help/", help, name="help"),
    path("call-me/", call_me, name="call_me"),
    path("call-me/where/", where, name="where"),
    path("news/", news, name="news"),
    path("news/reading/", news_reading, name="news_reading"),
]
