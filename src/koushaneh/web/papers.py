"""PDFs that come in (کاغذهای PDF): written anew with their pages only, as pictures are drawn anew.

What the eye sees stays: contents, fonts, images, the look of filled-in fields. Who made it, with what
and where does not: information, XMP, private data of programs, authors of notes, Exif inside of photographs.
What is sealed, runs or carries files is refused, because nobody can say what it does on the officer's desk.
"""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, EncodedStreamObject, IndirectObject

MOST_PAGES = 40
MOST_OBJECTS = 20_000
PAGE = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Annots"}
NOTE = {"/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/BS", "/Border"}
TELLING = ("/Metadata", "/PieceInfo", "/LastModified", "/StructParent", "/StructParents")
RUNNING = {"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/AF", "/Launch", "/RichMedia"}
RUNNING_KINDS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/Movie", "/Sound"}
JPEG, JPEG_2000 = "/DCTDecode", "/JPXDecode"
SILENT_SEGMENTS = {
    0xE0,
    0xE2,
    0xEE,
}  # JFIF, colour profile, Adobe's colour transform: they change what is seen
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError)


class UnfitPaper(Exception):
    """The PDF is not taken: `reason` is "broken", "sealed", "active", "form" or "pages"."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def written_anew(content):
    """Return the bytes of a PDF that holds the pages of this one and nothing beside them. Raises UnfitPaper."""
    try:
        return _written(PdfReader(BytesIO(content), root_object_recovery_limit=1000))
    except BROKEN as broken:
        raise UnfitPaper("broken") from broken


def _written(reader):
    if reader.is_encrypted:
        raise UnfitPaper("sealed")
    _refuse_running(reader.root_object)
    if not 0 < len(reader.pages) <= MOST_PAGES:
        raise UnfitPaper("pages" if reader.pages else "broken")
    for one in _parts(reader.root_object):  # before they are copied: what hangs on a copy is written with it
        _quieten(one)
    writer = PdfWriter()
    for page in reader.pages:
        _keep_only(page, PAGE)
        for note in page.get("/Annots", None) or ():
            _refuse_unseen(note.get_object())
            _keep_only(note.get_object(), NOTE)
        writer.add_page(page)
    writer.metadata = None
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _parts(root):
    """Yield every dictionary and stream that can be reached, each once. Raises UnfitPaper for a maze."""
    waiting, seen = [root], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if len(seen) > MOST_OBJECTS:
            raise UnfitPaper("pages")
        if isinstance(one, DictionaryObject):
            yield one
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one


def _refuse_running(root):
    for one in _parts(root):
        if RUNNING & one.keys() or one.get("/S") in RUNNING_KINDS or one.get("/Subtype") in RUNNING_KINDS:
            raise UnfitPaper("active")


def _refuse_unseen(note):
    """A field whose words have no look of their own would come out empty, and she would not know."""
    if (
        note.get("/Subtype") == "/Widget"
        and "/AP" not in note
        and note.get("/V", note.get("/Parent", {}).get("/V"))
    ):
        raise UnfitPaper("form")


def _keep_only(one, names):
    for name in [name for name in one if name not in names]:
        del one[name]


def _quieten(one):
    """Take away what tells of its making, in the dictionary and inside of a photograph."""
    for name in TELLING:
        one.pop(name, None)
    if not isinstance(one, EncodedStreamObject):
        return
    filters = one.get("/Filter", ())
    kinds = filters if isinstance(filters, ArrayObject) else [filters]
    if list(kinds) == [JPEG]:
        one._data = bare_jpeg(one._data)
    elif list(kinds) == [JPEG_2000]:
        one._data = bare_jpeg_2000(one._data)
    elif JPEG in kinds or JPEG_2000 in kinds:
        raise UnfitPaper("broken")  # a photograph packed once more: no program that people use writes this


def bare_jpeg(data):
    """Return a JPEG without the segments that speak about it: Exif, XMP, Photoshop's, comments."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("a JPEG begins with ff d8")
    kept, at = [data[:2]], 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        speaks = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not speaks or marker in SILENT_SEGMENTS:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    end = data.rindex(b"\xff\xd9") + 2
    return b"".join([*kept, data[at:end]])


def bare_jpeg_2000(data):
    """Return a JPEG 2000 without its boxes of free text and foreign data."""
    if data[:4] == b"\xff\x4f\xff\x51":
        return data  # a bare codestream has no boxes
    kept, at = [], 0
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        length = len(data) - at if length == 0 else length
        if length < 8:
            raise ValueError("boxes of more than 4 GB do not occur here")
        if kind not in (b"xml ", b"uuid", b"uinf"):
            kept.append(data[at : at + length])
        at += length
    return b"".join(kept)
