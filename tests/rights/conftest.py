"""What many tests of rights need: a woman's request in a word, and everything that lies in the database."""

import json

import pytest
from django.apps import apps
from django.db import connection


def joined(rows):
    """One text of all values; `repr` would hide the half-spaces of Persian words."""
    return "\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)


def stored():
    """Yield (label, text) of every table as it lies in the database."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            yield model._meta.label, joined(cursor.fetchall())


def opened():
    """Yield (label, text) of every column that is sealed or escaped there, as people would read it."""
    for model in apps.get_models():
        kinds = ("EncryptedTextField", "JSONField")
        names = [field.name for field in model._meta.concrete_fields if type(field).__name__ in kinds]
        if names:
            yield model._meta.label, joined(model._base_manager.values_list(*names))


@pytest.fixture
def everything():
    """Return a function that gives all that is kept, sealed or not, by table."""

    def look():
        found = dict(stored())
        for label, text in opened():
            found[label] += text
        return found

    return look
