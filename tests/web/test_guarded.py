"""A server with an address that has no rule does not start (promise 1 of design/trust.md)."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import include, path
from django.urls.resolvers import get_resolver

from koushaneh.config import urls
from koushaneh.web.guarded import refuse_unguarded, unguarded


def forgotten(request):
    return HttpResponse("everything")


urlpatterns = [*urls.urlpatterns, path("deep/", include([path("down/", forgotten)]))]


def test_every_address_of_the_house_has_a_rule():
    assert unguarded() == []


def test_a_forgotten_one_is_named(settings):
    assert unguarded(get_resolver(__name__)) == ["/deep/down/"]

    settings.ROOT_URLCONF = __name__
    with pytest.raises(ImproperlyConfigured, match="/deep/down/"):
        refuse_unguarded()


@pytest.mark.slow
@pytest.mark.parametrize(("settings_module", "ends"), [("tests.settings", 0), ("tests.web.forgetful", 1)])
def test_the_server_itself_refuses(settings_module, ends):
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings_module}
    command = [sys.executable, "-c", "import koushaneh.config.wsgi"]

    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert answer.returncode == ends, answer.stderr
    assert ("/deep/down/" in answer.stderr) == bool(ends)
