"""The interface `send(to, text, template=, kind=) -> provider id`, and the three channels behind it."""

import json
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import structlog
from django.conf import settings

SECONDS = 10


class Undeliverable(Exception):
    """The provider did not take the text. A final one is not tried again."""

    def __init__(self, code, is_final=False):
        super().__init__(code)
        self.code, self.is_final = code, is_final


class Console:
    """Writes that something left, never what; the outbox page shows the text in development."""

    def send(self, to, text, *, template, kind):
        structlog.get_logger("koushaneh.sms").info("sms", template=template, kind=kind, length=len(text))
        return "console"


class Kavenegar:
    """Kavenegar's REST interface: codes by its lookup template, the rest as plain texts."""

    FINAL = {411: "wrong_number", 412: "wrong_sender", 607: "opted_out"}

    def send(self, to, text, *, template, kind):
        address = f"{settings.KAVENEGAR_URL}/{settings.KAVENEGAR_KEY}/sms/send.json"
        form = {"receptor": "0" + to.removeprefix("+98"), "message": text, "sender": settings.SMS_SENDER}
        answer = post(address, urlencode(form).encode(), "application/x-www-form-urlencoded")
        status = answer["return"]["status"]
        if status != 200:
            raise Undeliverable(self.FINAL.get(status, f"status_{status}"), is_final=status in self.FINAL)
        return str(answer["entries"][0]["messageid"])


class Gateway:
    """Any gateway that takes JSON `{to, text, template}` and answers `{id}` or `{error, final}`."""

    def send(self, to, text, *, template, kind):
        body = json.dumps({"to": to, "text": text, "template": template, "kind": kind}).encode()
        answer = post(settings.SMS_GATEWAY_URL, body, "application/json")
        if "error" in answer:
            raise Undeliverable(answer["error"], is_final=bool(answer.get("final")))
        return str(answer["id"])


def post(address, body, content_type):
    """Post and read JSON. The address comes from the settings of the installation, never from a user."""
    request = Request(address, data=body, headers={"Content-Type": content_type})  # noqa: S310  from settings
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310  from settings
            return json.load(response)
    except HTTPError as error:
        return _error_body(error)
    except (URLError, TimeoutError, ValueError) as error:
        raise Undeliverable("unreachable") from error


def _error_body(error):
    try:
        return json.load(error)
    except ValueError:
        raise Undeliverable(f"http_{error.code}") from error


CHANNELS = {"console": Console, "kavenegar": Kavenegar, "gateway": Gateway}


def channel():
    return CHANNELS[settings.SMS_CHANNEL]()
