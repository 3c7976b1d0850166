"""The guide of the demo (راهنمای نمونه): where each call stands, who must act, and a door to enter as her."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t

from koushaneh.access.models import Installation, Role
from koushaneh.calls.models import Call
from koushaneh.demo.hands import HANDS
from koushaneh.notify.models import Message
from koushaneh.people.models import Account, Person
from koushaneh.screening.way import UNDER_WAY
from koushaneh.web.pages import PUBLIC, go, page, reply
from koushaneh.web.ui.values import digits
from koushaneh.web.way import stages_in_words, turns_of

PEOPLE, ENDED, LETTERS = 6, 2, 60


def demo_or_404():
    if not Installation.objects.filter(is_demo=True).exists():
        raise Http404


@page(may=PUBLIC)
def guide(request):
    demo_or_404()
    calls = list(
        Call.objects.filter(state__in=UNDER_WAY).select_related("place", "policy", "author").order_by("-pk")
    )
    ended = Call.objects.filter(state=Call.State.FINAL).order_by("-pk")[:ENDED]
    officer = Account.objects.filter(is_cast=True, posts__role=Role.HQ_OFFICER).order_by("pk").first()
    context = {
        "now": timezone.now(),
        "calls": [_way(call) for call in calls],
        "ended": [(call, stages_in_words(call)) for call in ended],
        "officer": officer,
    }
    return reply(request, "demo/way.html", "", context)


def _way(call):
    return {
        "call": call,
        "stages": stages_in_words(call),
        "turns": [_turn(call, one) for one in turns_of(call)],
    }


def _turn(call, turn):
    people = _people(call, turn)
    return {
        "turn": turn,
        "people": people[:PEOPLE],
        "more": people[PEOPLE:],
        "others": max(0, len(turn.accounts) - len(people)),
        "may_be_left": turn.code in HANDS,
        "goal": turn.until + timedelta(minutes=1) if turn.is_of_time and turn.until else None,
    }


def _people(call, turn):
    """Return (account id, name) of the cast who may do it; of the women who have not applied, all of them."""
    if turn.code == "apply":
        persons = Person.objects.filter(account__is_cast=True, account__posts=None, files__state="active")
        persons = persons.exclude(applications__call=call).order_by("pk").distinct()
    elif turn.of_women:
        persons = Person.objects.filter(account__in=[one.pk for one in turn.accounts if one.is_cast])
    else:
        return [(one.pk, one.name) for one in turn.accounts if one.is_cast]
    return [(one.account_id, one.full_name) for one in persons]


@page(may=PUBLIC, methods="POST")
def hands(request, code, turn):
    """Let the cast do what waits for it in this call."""
    demo_or_404()
    call = get_object_or_404(Call.objects.select_related("place", "policy"), code=code)
    if turn not in {one.code for one in turns_of(call)} & HANDS.keys():
        messages.warning(request, _t("این کار دیگر در انتظار کسی نیست."))
        return go(request, reverse("demo:way"))
    if done := HANDS[turn](call):
        messages.success(request, _t("%(count)s مورد انجام شد.") % {"count": digits(done)})
    else:
        messages.warning(request, _t("کسی نبود که بتواند این کار را اکنون انجام دهد."))
    return go(request, reverse("demo:way"))


@page(may=PUBLIC)
def phones(request):
    """What the telephones of the demo have received, the newest on top: codes are read here."""
    demo_or_404()
    letters = Message.objects.exclude(state=Message.State.CANCELLED).select_related("person")
    return reply(request, "demo/phones.html", "", {"letters": letters.order_by("-pk")[:LETTERS]})


urls = [
    path("way/", guide, name="way"),
    path("way/<slug:code>/<slug:turn>/", hands, name="hands"),
    path("phones/", phones, name="phones"),
]
