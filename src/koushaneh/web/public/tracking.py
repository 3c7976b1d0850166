"""Following an application by its tracking code: the code alone opens nothing, she signs in first."""

from urllib.parse import urlencode

from django.urls import path, reverse

from koushaneh.web.pages import PUBLIC, go, page, reply


@page(may=PUBLIC)
def tracking(request):
    """Ask for the code; whoever is signed in is led on, everybody else by way of the sign-in."""
    wanted = request.GET.get("code", "").strip()
    if wanted:
        return go(request, f"{reverse('mine:track')}?{urlencode({'code': wanted[:8]})}")
    return reply(request, "public/tracking.html")


urls = [path("track/", tracking, name="tracking")]
