"""Fields (ستون‌ها) that the models share."""

import secrets

from django.conf import settings
from django.db import models

from koushaneh.core.keys import ring_at

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: these codes are read aloud


def ring():
    return ring_at(str(settings.HOME))


def blind_index(value, purpose):
    """Return the keyed hash under which `value` is found again, "" for nothing."""
    return ring().blind(value, purpose) if value else ""


def random_code(length=10):
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def public_id():
    return random_code(12)


def tracking_code():
    return random_code(8)


class EncryptedTextField(models.TextField):
    """Text that the database sees only sealed. It cannot be searched: that is what blind indexes are for."""

    def _where(self):
        return f"{self.model._meta.db_table}.{self.column}"

    def from_db_value(self, stored, expression, connection):
        return ring().decrypt(stored, self._where()) if stored else stored

    def get_prep_value(self, text):
        text = super().get_prep_value(text)
        return ring().encrypt(text, self._where()) if text else text

    def get_lookup(self, name):
        if name not in ("isnull",):
            raise TypeError(
                f"{self._where()} is sealed and cannot be looked up by {name!r}; use its blind index"
            )
        return super().get_lookup(name)
