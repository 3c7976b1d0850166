"""My key: made once, opened with a passphrase for a short time, closed at will."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.core.sealing import WrongPassphrase
from koushaneh.counselling.actions import keys as actions
from koushaneh.web.counsel import forms, vault
from koushaneh.web.pages import go, page, reply
from koushaneh.web.words import sentence

HOME = Permission.COUNSEL_HOME


def context_of(request, **more):
    pair = actions.key_of(request.user)
    return {
        "pair": pair,
        "fingerprint": actions.fingerprint(pair) if pair else "",
        "opened": vault.opened_by(request),
        "is_custodian": may(request.user, Permission.CUSTODY),
        "new_form": forms.NewKeyForm(auto_id="new_%s"),
        "lost_form": forms.NewKeyForm(auto_id="lost_%s"),
        "open_form": forms.PassphraseForm(auto_id="open_%s"),
        "change_form": forms.NewKeyForm(auto_id="change_%s"),
        **more,
    }


@page(may=HOME)
def key(request):
    return reply(request, "counsel/key.html", "", context_of(request))


@page(may=HOME, methods="POST")
def making(request):
    form = forms.NewKeyForm(request.POST, auto_id="new_%s")
    if not form.is_valid():
        return reply(request, "counsel/key.html", "", context_of(request, new_form=form), status=422)
    actions.make_key(request.user, form.cleaned_data["passphrase"])
    messages.success(request, _t("کلید شما ساخته شد. رمز را جایی امن نگه دارید؛ ما آن را نداریم."))
    return go(request, reverse("counsel:key"))


def opened_with(request, form):
    """Open the key with the passphrase of a form; a wrong one stands beside the field, and is counted."""
    try:
        return actions.open_key(request.user, form.cleaned_data["passphrase"])
    except (WrongPassphrase, actions.TooManyTries) as refusal:
        form.add_error("passphrase", sentence(refusal.code))
        return None


@page(may=HOME, methods="POST")
def replacing(request):
    form = forms.NewKeyForm(request.POST, auto_id="lost_%s")
    if not form.is_valid():
        return reply(request, "counsel/key.html", "", context_of(request, lost_form=form), status=422)
    actions.replace_key(request.user, form.cleaned_data["passphrase"])
    messages.success(request, _t("کلید تازه ساخته شد. از دو امین بخواهید دوره‌هایتان را به آن بسپارند."))
    return vault.close(request, go(request, reverse("counsel:key")))


@page(may=HOME, methods="POST")
def opening(request):
    form = forms.PassphraseForm(request.POST, auto_id="open_%s")
    opened = opened_with(request, form) if form.is_valid() else None
    if opened is None:
        return reply(request, "counsel/key.html", "", context_of(request, open_form=form), status=422)
    then = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(then, None) and then.startswith(vault.PATH)
    return vault.put_in(request, go(request, then if is_ours else reverse("counsel:key")), opened)


@page(may=HOME, methods="POST")
def closing(request):
    messages.success(request, _t("کلید بسته شد."))
    return vault.close(request, go(request, reverse("counsel:key")))


@page(may=HOME, methods="POST")
def passphrase(request):
    """The key must be open: whoever changes the passphrase has just proved the old one."""
    opened, form = vault.opened_by(request), forms.NewKeyForm(request.POST, auto_id="change_%s")
    if opened is None:
        raise actions.NoKeyYet()
    if not form.is_valid():
        return reply(request, "counsel/key.html", "", context_of(request, change_form=form), status=422)
    actions.change_passphrase(opened, form.cleaned_data["passphrase"])
    messages.success(request, _t("رمز کلید عوض شد."))
    return vault.close(request, go(request, reverse("counsel:key")))


@page(may=HOME)
def here(request):
    """Whoever types a note is there: her key stays open, as her session does."""
    vault.opened_by(request)
    return HttpResponse(status=204)


def card(request):
    if actions.key_of(request.user):
        return None
    return {
        "title": _t("کلید خود را بسازید"),
        "text": _t("یادداشت‌های مشاوره با کلید بسته می‌شوند. رمزش را فقط شما می‌دانید."),
        "href": reverse("counsel:key"),
        "action": _t("کلید بسازید"),
        "icon": "key-round",
        "order": 5,
    }


urls = [
    path("key/", key, name="key"),
    path("key/making/", making, name="key_making"),
    path("key/replacing/", replacing, name="key_replacing"),
    path("key/opening/", opening, name="key_opening"),
    path("key/closing/", closing, name="key_closing"),
    path("key/passphrase/", passphrase, name="key_passphrase"),
    path("here/", here, name="here"),
]
