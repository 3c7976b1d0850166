"""«با من تماس بگیرید» on every page, and the news that she reads in her own pages."""

from django.contrib import messages
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from koushaneh.calls import rules
from koushaneh.notify.queries import news_of
from koushaneh.notify.reading import mark_read
from koushaneh.places.offices import office_of
from koushaneh.registry.actions.calling import ask_for_call
from koushaneh.web.pages import PERSON, go, page, reply


@page(may=PERSON, methods="POST")
def call_me(request):
    latest = rules.applications_of(request.person).order_by("-started_at").first()
    ask_for_call(request.person, by=request.user, place=latest.place if latest else None)
    messages.success(request, _("درخواست شما ثبت شد. کارشناس منطقه در ساعت اداری با شما تماس می‌گیرد."))
    return go(request, _back(request))


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
    path("news/", news, name="news"),
    path("news/reading/", news_reading, name="news_reading"),
]
