"""Settings of a house that says "received" before it has stored anything: the proof must find it out."""

import threading
import time

from django.http import HttpResponseRedirect

from koushaneh.config.settings import *  # noqa: F403  all but one middleware is as it ships

LATER_SECONDS = 0.5
MIDDLEWARE = ["tests.proof.early.EarlyMiddleware", *MIDDLEWARE]  # noqa: F405  from the settings above


class EarlyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST":
            return self.get_response(request)
        _read = request.body
        threading.Thread(target=self.store, args=(request,), daemon=True).start()
        return HttpResponseRedirect(request.path.replace("submission", "receipt"))

    def store(self, request):
        time.sleep(LATER_SECONDS)
        self.get_response(request)
