"""Entering by phone and code, as a woman does on her own phone."""

import re

from koushaneh.notify.models import Message

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def code_on_her_phone():
    """Read the newest code from the outbox as she reads it from her SMS."""
    text = Message.objects.filter(kind="code").order_by("pk").last().text
    return re.search(r"[\d۰-۹]{6}", text)[0]


def sign_in(her, person):
    """Write the phone in Persian digits, and the code that came to it."""
    her.fill(phone=person.contacts.first().phone.translate(PERSIAN)).press("کد را بفرستید")
    her.fill(code=code_on_her_phone())
    return her.press("وارد شوید")
