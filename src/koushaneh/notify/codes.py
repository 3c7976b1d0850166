"""Codes by SMS: five tries a code, and a budget for each phone that a new code does not reset.

Known and unknown phones are treated alike: every phone gets its code, and whoever holds
the phone may have an account. What a stranger learns is therefore nothing.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from koushaneh.core.fields import blind_index
from koushaneh.core.refusal import Refusal
from koushaneh.engine.persian import to_ascii
from koushaneh.notify.actions import send_code
from koushaneh.notify.models import PhoneCode

LIFE = timedelta(minutes=5)
TRIES_PER_CODE = 5
CODES_PER_HOUR = 5
WRONG_TRIES_PER_DAY = 20


class TooManyCodes(Refusal):
    code = "notify.too_many_codes"


class SmsBudgetSpent(Refusal):
    code = "notify.sms_budget_spent"


class WrongCode(Refusal):
    code = "notify.wrong_code"


class CodeSpent(Refusal):
    code = "notify.code_spent"


@transaction.atomic
def ask_code(phone, purpose, *, person=None, template="code"):
    """Send a fresh code to a phone for one purpose. Refuses beyond the hour's and the day's budget."""
    index, now = blind_index(phone, "people.phone"), timezone.now()
    _check_budget(index, now)
    digits = f"{secrets.randbelow(1_000_000):06}"
    asked = PhoneCode.objects.create(
        phone=phone,
        phone_index=index,
        purpose=purpose,
        code_hash=_hash(index, purpose, digits),
        sent_at=now,
        expires_at=now + LIFE,
    )
    send_code(phone, digits, person=person, template=template)
    return asked


def _check_budget(index, now):
    lately = PhoneCode.objects.filter(phone_index=index, sent_at__gt=now - timedelta(hours=1)).count()
    if lately >= CODES_PER_HOUR or _wrong_tries(index, now) >= WRONG_TRIES_PER_DAY:
        raise TooManyCodes()
    if PhoneCode.objects.filter(sent_at__gt=now - timedelta(days=1)).count() >= settings.SMS_DAILY_BUDGET:
        raise SmsBudgetSpent()


def _wrong_tries(index, now):
    day = PhoneCode.objects.filter(phone_index=index, sent_at__gt=now - timedelta(days=1))
    return day.aggregate(tries=Sum("tries"))["tries"] or 0


def _hash(index, purpose, digits):
    return blind_index(f"{index}\n{purpose}\n{digits}", "notify.code")


@transaction.atomic
def check_code(asked, typed):
    """Return True where the typed code is right, and spend it; count a wrong try otherwise.

    Raises CodeSpent where it is used up, expired or tried too often. The count is written
    in the same statement that reads it, so that simultaneous guesses are all counted.
    """
    now = timezone.now()
    live = PhoneCode.objects.filter(pk=asked.pk, used_at=None, expires_at__gt=now, tries__lt=TRIES_PER_CODE)
    digits = "".join(sign for sign in to_ascii(typed) if sign.isdigit())
    right = secrets.compare_digest(_hash(asked.phone_index, asked.purpose, digits), asked.code_hash)
    if right and _wrong_tries(asked.phone_index, now) < WRONG_TRIES_PER_DAY and live.update(used_at=now):
        return True
    if not live.update(tries=F("tries") + 1):
        raise CodeSpent()
    return False
