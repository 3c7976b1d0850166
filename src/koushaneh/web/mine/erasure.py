"""Her wish to be erased: what goes, what stays and why, the code to her phone, the days to take it back."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from koushaneh.core.time import today
from koushaneh.notify.queries import code_of
from koushaneh.rights.actions.erasing import WAITS, ask_word, file_erasure, is_her_word, take_back
from koushaneh.rights.lines import ERASED, MATTERS
from koushaneh.rights.matters import matters_of
from koushaneh.rights.models import ErasureRequest
from koushaneh.rights.rules import erasure_of, open_erasures_of
from koushaneh.rights.staying import all_stays
from koushaneh.web.codes import CodeForm
from koushaneh.web.pages import PERSON, go, page, reply
from koushaneh.web.ui.homes import waiting

ASKED = "erasure_code"


@page(may=PERSON)
def erasure(request):
    """Her open wish and how it stands; without one, what erasing would mean."""
    wish = erasure_of(request.person)
    if wish:
        matters = [MATTERS[code] for code in wish.matters]
        return reply(request, "mine/erasure_wish.html", "", {"wish": wish, "matters": matters})
    context = {
        "goes": ERASED.values(),
        "stays": all_stays(on=today()),
        "matters": [MATTERS[code] for code in matters_of(request.person)],
        "days": WAITS.days,
    }
    return reply(request, "mine/erasure.html", "", context)


@page(may=PERSON, methods="POST")
def erasure_asking(request):
    request.session[ASKED] = ask_word(request.person, by=request.user).pk
    return go(request, reverse("mine:erasure_code"))


@page(may=PERSON, methods="GET POST")
def erasure_code(request):
    asked = code_of(request.session.get(ASKED))
    if asked is None or erasure_of(request.person):
        return go(request, reverse("mine:erasure"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_her_word(request.person, asked, form.cleaned_data["code"]):
            return _filed(request)
        form.add_error("code", _t("این کد درست نبود. پیامک را دوباره نگاه کنید."))
    return reply(request, "mine/erasure_code.html", "", {"form": form, "last": asked.phone[-4:]})


def _filed(request):
    file_erasure(request.person, by=request.user, confirmation=ErasureRequest.Confirmation.CODE)
    request.session.pop(ASKED, None)
    messages.success(request, _t("درخواست شما ثبت شد. شمارهٔ رسید را یادداشت کنید."))
    return go(request, reverse("mine:erasure"))


@page(may=PERSON, methods="POST")
def erasure_taking_back(request):
    if wish := erasure_of(request.person):
        take_back(wish, by=request.user)
        messages.success(request, _t("پس گرفتید. چیزی پاک نشد."))
    return go(request, reverse("mine:erasure"))


@waiting(lambda request: open_erasures_of(request.person))
def card(request, _count):
    """What she asked for, on top of her home page until it is done."""
    wish = erasure_of(request.person)
    return wish and {
        "title": _t("داده‌های شما پاک می‌شود"),
        "text": _t("اگر پشیمان شدید یا کار شما نبود، همین حالا پس بگیرید."),
        "href": reverse("mine:erasure"),
        "action": _t("ببینید یا پس بگیرید"),
        "due": wish.erase_at,
        "order": 5,
    }


urls = [
    path("privacy/erasure/", erasure, name="erasure"),
    path("privacy/erasure/asking/", erasure_asking, name="erasure_asking"),
    path("privacy/erasure/code/", erasure_code, name="erasure_code"),
    path("privacy/erasure/taking-back/", erasure_taking_back, name="erasure_taking_back"),
]
