"""Being there (حضور): whoever types is there, though she asks for no page; her page says so now and then."""

from django.http import HttpResponse
from django.urls import path

from koushaneh.web.pages import SIGNED_IN, page


@page(may=SIGNED_IN)
def here(request):
    """Nothing but the passage through the chain, which keeps the session of whoever is there."""
    return HttpResponse(status=204)


urls = [path("here/", here, name="account_here")]
