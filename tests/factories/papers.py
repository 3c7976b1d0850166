"""PDFs as women send them: a photograph of a paper on a page, with what programs leave in it."""

from io import BytesIO

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

PLANTED = "planted-35.7219N-51.3347E"


def photograph(text=PLANTED):
    """A JPEG with Exif and a comment."""
    exif = Image.Exif()
    exif[0x010E] = text
    written = BytesIO()
    Image.new("RGB", (40, 20), "red").save(written, "JPEG", exif=exif.tobytes(), comment=text.encode())
    return written.getvalue()


def make_pdf(*, pages=1, change=None, **more):
    """The bytes of a PDF; `change(writer)` plants something before it is written."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 100)
    if change:
        change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def stream(data, **entries):
    made = StreamObject()
    made._data = data
    made.update({NameObject(f"/{name}"): value for name, value in entries.items()})
    return made


def put_photograph(writer, data=None, kind="/DCTDecode"):
    """Show a photograph on the first page."""
    picture = stream(
        data or photograph(),
        Type=NameObject("/XObject"),
        Subtype=NameObject("/Image"),
        Width=FloatObject(40),
        Height=FloatObject(20),
        ColorSpace=NameObject("/DeviceRGB"),
        BitsPerComponent=FloatObject(8),
        Filter=NameObject(kind),
        Metadata=writer._add_object(stream(PLANTED.encode())),
    )
    page = writer.pages[0]
    named = DictionaryObject({NameObject("/Photo"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): named})
    page[NameObject("/Contents")] = writer._add_object(stream(b"q 100 0 0 50 10 10 cm /Photo Do Q"))


def put_note(writer, **entries):
    """Put a note with an author on the first page; its look is a stream of its own."""
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): ArrayObject(FloatObject(one) for one in (10, 10, 90, 40)),
            NameObject("/T"): TextStringObject(PLANTED),
            NameObject("/AP"): DictionaryObject(
                {NameObject("/N"): writer._add_object(stream(b"0 0 9 9 re f"))}
            ),
            **{NameObject(f"/{name}"): value for name, value in entries.items()},
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def everything_of(content):
    """All that can be read of a PDF, unpacked."""
    reader = PdfReader(BytesIO(content))
    parts = [content, str(reader.metadata).encode(), str(reader.trailer).encode()]
    for number in range(1, len(reader.xref.get(0, {})) + 50):
        found = reader.get_object(number) if number in reader.xref.get(0, {}) else None
        parts.append(repr(found).encode())
        if isinstance(found, StreamObject):
            parts.append(found._data)
    return b"\n".join(parts)
