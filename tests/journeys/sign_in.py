"""Entering by phone and code, as a woman does on her own phone."""

import re

from koushaneh.notify.models import Message

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def sign_in(her, person):
    """Write the phone in Persian digits; read the code from the outbox as she reads it from her SMS."""
    her.fill(phone=person.contacts.first().phone.translate(PERSIAN)).press("کد را بفرستید")
    text = Message.objects.filter(kind="code").order_by("pk").last().text
    her.fill(code=re.search(r"[\d۰-۹]{6}", text)[0])
    return her.press("وارد شوید")
