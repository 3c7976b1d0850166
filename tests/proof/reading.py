"""What an answer says, in whatever wrapping: pages, CSV, the sheets inside an XLSX, pictures as they lie."""

import re
import zipfile
from io import BytesIO

from tests.proof.asking import ask

EXPORTS = ("csv", "xlsx")


def text_of(body):
    """Return the text of a body; an XLSX is unzipped first."""
    if not body.startswith(b"PK\x03\x04"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(body)) as book:
        return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())


def texts(client, path):
    """Yield (format, text) of a page and of each export that it offers."""
    page = text_of(ask(client, "GET", path).body)
    yield "page", page
    for kind in EXPORTS:
        if re.search(rf"[?;&]format={kind}", page):
            yield kind, text_of(ask(client, "GET", f"{path}?format={kind}").body)
