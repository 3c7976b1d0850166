"""Asking for a page and forgetting what it wrote; two answers compared as a stranger would."""

import re

from django.db import transaction

CHANGING = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'), b"CSRF"),
    (re.compile(rb'name="once" value="[^"]*"'), b"ONCE"),
    (re.compile(rb'nonce="[^"]*"'), b"NONCE"),
    (re.compile(rb'"X-CSRFToken": ?"[^"]*"|X-CSRFToken&quot;: ?&quot;[^&]*'), b"CSRF"),
    (re.compile(rb"/(?:my|d|hq|review|train|counsel|oversight|account|circle)/[^\"'<> ]*"), b"PATH"),
)


def ask(client, method, path, data=None, **headers):
    """Return the answer; whatever the page wrote, and whom it signed out, is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        given = {} if method == "TRACE" else {"data": data or {}}
        answer = getattr(client, method.lower())(path, headers=headers, **given)
        answer.body = b"".join(answer) if answer.streaming else answer.content
        answer.close()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def seen(answer):
    """What a stranger can tell an answer by: its status, where it sends her, and its body."""
    body = answer.body
    for pattern, word in CHANGING:
        body = pattern.sub(word, body)
    return answer.status_code, answer.headers.get("Location", "").partition("?")[0], body
