"""The door for a WSGI server."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koushaneh.config.settings")
django.setup(set_prefix=False)

from koushaneh.demo import present  # noqa: E402  after setup
from koushaneh.web.frame import is_demo_home  # noqa: E402  after setup
from koushaneh.web.guarded import refuse_unguarded  # noqa: E402  after setup


class DemoHandler(WSGIHandler):
    """Look at the clock of the demo before each request, so that every process keeps the same time at once."""

    def get_response(self, request):
        present.look()
        return super().get_response(request)


def handler():
    """Return what answers requests. Only a home that was filled by `--demo` knows another time than the real one."""
    if not is_demo_home():
        return WSGIHandler()
    present.follow()
    return DemoHandler()


refuse_unguarded()
application = handler()
