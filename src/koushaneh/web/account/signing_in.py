"""Signing in (ورود): phone, code, and, where several share the phone, which of them is here."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout as end_session
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from koushaneh.notify.codes import ask_code, check_code
from koushaneh.notify.models import PhoneCode
from koushaneh.people.actions import account_for, check_pin, claim_persons
from koushaneh.web.account.forms import PhoneForm, PinForm
from koushaneh.web.codes import CodeForm
from koushaneh.web.limits import CODES_AN_HOUR, spend
from koushaneh.web.pages import PUBLIC, SIGNED_IN, page, reply

SHARED_SECONDS = 15 * 60


def safe_next(request):
    wanted = request.POST.get("next") or request.GET.get("next") or request.session.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


@page(may=PUBLIC, methods="GET POST")
def login(request):
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = _asked(request, form.cleaned_data["phone"])
        request.session["next"] = safe_next(request)
        request.session["asked"] = asked.pk
        request.session["shared"] = form.cleaned_data["is_shared"]
        return HttpResponseRedirect(reverse("account_code"))
    return reply(request, "account/login.html", "", {"form": form, "next": safe_next(request)})


def _asked(request, phone):
    """Send a code; one address may ask for so many an hour, whatever phones it names."""
    spend(request, "codes", most=CODES_AN_HOUR)
    return ask_code(phone, "sign_in")


def asked_of(request):
    return PhoneCode.objects.filter(pk=request.session.get("asked")).first()


@page(may=PUBLIC, methods="GET POST")
def code(request):
    asked = asked_of(request)
    if asked is None:
        return HttpResponseRedirect(reverse("account_login"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if check_code(asked, form.cleaned_data["code"]):
            return _welcome(request, asked)
        form.add_error("code", _("این کد درست نبود. پیامک را دوباره نگاه کنید و شش رقم را بنویسید."))
    return reply(request, "account/code.html", "", {"form": form, "asked": asked, "last": asked.phone[-4:]})


def _welcome(request, asked):
    account = account_for(asked.phone)
    following, shared = safe_next(request) or reverse("public:home"), request.session.get("shared")
    request.session.pop("asked", None)
    record_authentication(request, account, method="code", phone=asked.phone)
    response = perform_login(request, Login(user=account, redirect_url=following))
    if request.user.is_authenticated:
        settle(request, account, shared)
    return response


def settle(request, account, is_shared=False):
    """After the sign-in: pick her where only she can be meant; a shared phone forgets soon."""
    claim_persons(account)
    persons = list(account.persons.filter(merged_into=None, is_colleague=False)[:2])
    if len(persons) == 1 and not persons[0].pin:
        request.session["person"] = persons[0].public_id
    if is_shared:
        request.session["is_shared_phone"] = True
        request.session.set_expiry(0)


@page(may=PUBLIC, methods="POST")
def another_code(request):
    asked = asked_of(request)
    if asked is not None:
        request.session["asked"] = _asked(request, asked.phone).pk
    return HttpResponseRedirect(reverse("account_code"))


@page(may=SIGNED_IN, methods="GET POST")
def who(request):
    persons = request.user.persons.filter(merged_into=None, is_colleague=False).order_by("sort_key", "pk")
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        person = persons.filter(public_id=request.POST.get("person", "")).first()
        if person and (not person.pin or (form.is_valid() and check_pin(person, form.cleaned_data["pin"]))):
            request.session["person"] = person.public_id
            return HttpResponseRedirect(safe_next(request) or reverse("public:home"))
        form.add_error("pin", _("رمز کوتاه درست نبود. اگر یادتان نیست، به ادارهٔ خود زنگ بزنید."))
    return reply(
        request, "account/who.html", "", {"persons": persons, "form": form, "next": safe_next(request)}
    )


@page(may=PUBLIC, methods="POST")
def logout(request):
    """End this session; the browser forgets what it kept of us."""
    end_session(request)
    response = HttpResponseRedirect(reverse("public:front"))
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


urls = [
    path("login/", login, name="account_login"),
    path("code/", code, name="account_code"),
    path("code/again/", another_code, name="account_another_code"),
    path("who/", who, name="account_who"),
    path("logout/", logout, name="account_logout"),
]
