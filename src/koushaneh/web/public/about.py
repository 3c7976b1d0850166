"""Pages about the house: how to take part, privacy in plain words, help."""

from django.shortcuts import render
from django.urls import path

from koushaneh.web.pages import PUBLIC, page


def _words(template):
    @page(may=PUBLIC)
    def words(request):
        return render(request, f"public/{template}.html")

    return words


urls = [
    path("joining/", _words("joining"), name="joining"),
    path("privacy/", _words("privacy"), name="privacy"),
    path("help/", _words("help"), name="help"),
]
