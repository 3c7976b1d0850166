"""Pages for what went wrong. They say nothing about what exists."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request, exception=None):
    return render(request, "errors/404.html", status=404)


def forbidden(request, exception=None, reason=""):
    return render(request, "errors/403.html", status=403)


def bad_request(request, exception=None):
    return render(request, "errors/400.html", status=400)


def broken(request):
    """Draw without a context of the request: the fault may lie in what it would ask for."""
    return HttpResponseServerError(render_to_string("errors/500.html"))
