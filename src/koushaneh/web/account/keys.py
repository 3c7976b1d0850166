"""Second keys and sessions: allauth's own views, each behind our door, and the page of the PIN."""

from urllib.parse import urlencode

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.views import ListUserSessionsView
from django.contrib.auth import logout as end_session
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from koushaneh.people.actions import set_pin
from koushaneh.web.account.devices import device_in_words
from koushaneh.web.account.forms import NewPinForm
from koushaneh.web.account.signing_in import safe_next
from koushaneh.web.pages import PERSON, PUBLIC, SIGNED_IN, page, reply

BOTH = "GET POST"


def inside(view):
    return page(may=SIGNED_IN, methods=BOTH)(view)


@page(may=SIGNED_IN, methods=BOTH)
def reauthenticate(request):
    """Who has a key proves herself with it; everybody else signs in again and comes back."""
    if is_mfa_enabled(request.user):
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{request.GET.urlencode()}")
    following = safe_next(request)
    end_session(request)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': following})}")


class Sessions(ListUserSessionsView):
    """Where an account is signed in, each device in words that its owner knows it by."""

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        return {**found, "devices": [(device_in_words(one.user_agent), one) for one in found["sessions"]]}


@page(may=PERSON, methods=BOTH)
def pin(request):
    form = NewPinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_pin(request.person, form.cleaned_data["pin"], by=request.user)
        return HttpResponseRedirect(reverse("account_security"))
    return reply(request, "account/pin.html", "", {"form": form})


@page(may=SIGNED_IN)
def security(request):
    return reply(request, "account/security.html")


urls = [
    path("security/", security, name="account_security"),
    path("pin/", pin, name="account_pin"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("sessions/", inside(Sessions.as_view()), name="usersessions_list"),
    path("keys/", inside(base.index), name="mfa_index"),
    path("keys/authenticate/", page(may=PUBLIC, methods=BOTH)(base.authenticate), name="mfa_authenticate"),
    path("keys/reauthenticate/", inside(base.reauthenticate), name="mfa_reauthenticate"),
    path("keys/totp/activate/", inside(totp.activate_totp), name="mfa_activate_totp"),
    path("keys/totp/deactivate/", inside(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("keys/recovery/", inside(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("keys/recovery/new/", inside(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("keys/recovery/list/", inside(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("keys/passkeys/", inside(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("keys/passkeys/add/", inside(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "keys/passkeys/prove/", inside(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("keys/passkeys/<int:pk>/remove/", inside(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("keys/passkeys/<int:pk>/edit/", inside(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
