"""What comes out of an upload is a picture drawn anew: no metadata, no payload, no surprise in size."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from koushaneh.web import uploads
from koushaneh.web.fields import DocumentField, PictureField
from koushaneh.web.paper_pdf import can_draw
from tests.factories.papers import make_pdf

PLANTED = b"35.7219N 51.3347E planted"


def picture(size=(40, 20), kind="JPEG", mode="RGB", **more):
    written = BytesIO()
    Image.new(mode, size, "red").save(written, kind, **more)
    return SimpleUploadedFile("home address.jpg", written.getvalue(), content_type="image/jpeg")


def with_metadata(orientation=1):
    exif = Image.Exif()
    exif[0x010E] = PLANTED.decode()
    exif[0x0112] = orientation
    return picture(exif=exif.tobytes(), comment=PLANTED, icc_profile=PLANTED)


def refusal(field, upload):
    with pytest.raises(ValidationError) as refused:
        field.clean(upload)
    return refused.value.messages[0]


def test_metadata_and_the_name_of_the_file_are_gone():
    before = with_metadata()
    assert PLANTED in before.read()

    after = PictureField().clean(before)

    assert PLANTED not in after.read()
    drawn = Image.open(after)
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("WEBP", (40, 20), {})
    assert "home" not in after.name and after.name.endswith(".webp")


def test_a_picture_taken_sideways_stands_upright():
    assert Image.open(PictureField().clean(with_metadata(orientation=6))).size == (20, 40)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK")],
)
def test_every_kind_of_picture_comes_out_the_same(kind, mode):
    written = BytesIO()
    Image.new(mode, (30, 30)).save(written, kind)

    after = uploads.reencode(SimpleUploadedFile("a", written.getvalue()))

    assert Image.open(after).format == "WEBP"


def test_what_hangs_behind_a_picture_is_gone():
    polyglot = picture().read() + b"<script>alert(1)</script>"

    assert b"<script>" not in PictureField().clean(SimpleUploadedFile("a.jpg", polyglot)).read()


def test_a_large_picture_is_made_small():
    assert Image.open(PictureField().clean(picture(size=(4000, 1000)))).size == (2000, 500)


def test_too_many_pixels_are_refused_before_they_are_unpacked(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_PIXELS", 799)

    assert "بیش از اندازه بزرگ" in refusal(PictureField(), picture())


def test_too_many_bytes_are_refused(settings):
    settings.MAX_UPLOAD_BYTES = 100

    assert "مگابایت" in refusal(PictureField(), picture())


@pytest.mark.parametrize(
    "content", [b"not a picture", b"\xff\xd8\xff\xe0 broken", b"GIF89a" + b"\0" * 40, b"<svg/>"]
)
def test_what_is_no_picture_is_refused(content):
    assert "عکس نیست" in refusal(
        PictureField(), SimpleUploadedFile("a.jpg", content, content_type="image/jpeg")
    )


@pytest.mark.parametrize("has_drawn", [False, True])
def test_half_a_picture_is_refused(has_drawn):
    if has_drawn and not can_draw():  # loading WeasyPrint lets Pillow take half a picture for a whole one
        pytest.skip("WeasyPrint is not on this machine")
    half = picture(size=(400, 400)).read()[:-400]

    assert "عکس نیست" in refusal(PictureField(), SimpleUploadedFile("a.jpg", half))


def test_a_document_is_a_picture_or_a_pdf_under_a_name_of_our_own():
    paper = DocumentField().clean(SimpleUploadedFile("her name.pdf", make_pdf()))

    assert (paper.read()[:5], paper.name.endswith(".pdf"), "her" in paper.name) == (b"%PDF-", True, False)
    assert DocumentField().clean(picture()).name.endswith(".webp")
    assert "PDF" in refusal(DocumentField(), SimpleUploadedFile("a.pdf", b"MZ program"))
