"""The file of a register while it is being brought in (رونوشت): sealed, and deleted as soon as it is done."""

import base64

from django.core.files.base import ContentFile
from django.db import transaction

from koushaneh.core.fields import random_code, ring

SEALED_AS = "registry_import.upload"


def sealed_copy(content):
    """Return the upload as it is kept: sealed, because it holds identities; gone once it has been brought in."""
    text = base64.b64encode(content).decode()
    return ContentFile(ring().encrypt(text, SEALED_AS).encode(), name=f"{random_code(16)}.sealed")


def opened_copy(source):
    with source.upload.open("rb") as upload:
        return base64.b64decode(ring().decrypt(upload.read().decode(), SEALED_AS))


def drop_copy(source):
    """Delete the upload when the transaction holds; its rows keep what was said of each woman, sealed."""
    name, storage = source.upload.name, source.upload.storage
    transaction.on_commit(lambda: storage.delete(name))
