"""A PDF is written anew: its pages look as before, and nothing tells who made them, where, with what."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from koushaneh.web import papers
from koushaneh.web.fields import DocumentField
from koushaneh.web.papers import UnfitPaper, bare_jpeg, bare_jpeg_2000, written_anew
from tests.factories.papers import (
    PLANTED,
    everything_of,
    make_pdf,
    photograph,
    put_note,
    put_photograph,
    stream,
)


def told(writer):
    """Information, XMP, private data of a program, tags of the structure."""
    writer.add_metadata({"/Author": PLANTED, "/Producer": PLANTED, "/Title": PLANTED})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream(f"<x>{PLANTED}</x>".encode()))
    page = writer.pages[0]
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Drawn"): TextStringObject(PLANTED)})
    page[NameObject("/Metadata")] = writer._add_object(stream(PLANTED.encode()))


@pytest.mark.parametrize("plant", [told, put_photograph, put_note])
def test_what_was_planted_is_gone(plant):
    before = make_pdf(change=plant)

    after = written_anew(before)

    assert PLANTED.encode() in everything_of(before)
    assert PLANTED.encode() not in everything_of(after)
    assert PdfReader(BytesIO(after)).metadata is None


def test_a_photograph_looks_as_before():
    after = PdfReader(BytesIO(written_anew(make_pdf(change=put_photograph))))

    [image] = after.pages[0].images
    assert (image.image.size, image.image.convert("RGB").getpixel((5, 5))) == ((40, 20), (254, 0, 0))
    assert b"/Photo Do" in after.pages[0].get_contents().get_data()


def test_the_look_of_a_filled_in_field_stays_and_its_author_does_not():
    after = PdfReader(BytesIO(written_anew(make_pdf(change=put_note))))

    note = after.pages[0]["/Annots"][0].get_object()
    assert note["/AP"]["/N"].get_data() == b"0 0 9 9 re f"
    assert note.keys() == {"/Type", "/Subtype", "/Rect", "/AP"}


def test_pages_keep_their_number_their_size_and_their_turn():
    before = make_pdf(pages=3, change=lambda writer: writer.pages[1].rotate(90))

    after = PdfReader(BytesIO(written_anew(before)))

    assert [page.rotation for page in after.pages] == [0, 90, 0]
    assert {tuple(page.mediabox) for page in after.pages} == {(0, 0, 200, 100)}


def runs_a_script(writer):
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def carries_a_file(writer):
    writer.add_attachment("a.exe", b"MZ")


def starts_a_program(writer):
    action = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def sends_a_form(writer):
    put_note(writer, A=DictionaryObject({NameObject("/S"): NameObject("/SubmitForm")}))


def hides_a_script_in_a_note(writer):
    put_note(
        writer,
        AA=DictionaryObject({NameObject("/E"): DictionaryObject({NameObject("/JS"): TextStringObject("x")})}),
    )


ACTIVE = [runs_a_script, carries_a_file, starts_a_program, sends_a_form, hides_a_script_in_a_note]


@pytest.mark.parametrize("plant", ACTIVE)
def test_what_runs_or_carries_files_is_refused_in_words(plant):
    upload = SimpleUploadedFile("a.pdf", make_pdf(change=plant))

    with pytest.raises(ValidationError) as refused:
        DocumentField().clean(upload)

    assert refused.value.messages == [
        "در این PDF برنامه یا فایل دیگری پنهان است و برای ایمنی پذیرفته نمی‌شود. از کاغذ عکس بگیرید و بفرستید."
    ]


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        DocumentField().clean(SimpleUploadedFile("a.pdf", content))
    return refused.value.messages[0]


def test_a_sealed_pdf_is_refused_in_words():
    assert "رمز دارد" in refusal(
        make_pdf(change=lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    )


@pytest.mark.parametrize(("look", "words"), [(None, "فرم"), ("drawn", "")])
def test_a_field_whose_words_nobody_could_see_is_refused(look, words):
    def fill_in(writer):
        put_note(writer, Subtype=NameObject("/Widget"), V=TextStringObject("زهرا"))
        if look is None:
            del writer.pages[0]["/Annots"][0].get_object()["/AP"]

    content = make_pdf(change=fill_in)

    assert words in (refusal(content) if words else written_anew(content).decode("latin-1"))


def test_too_many_pages_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(papers, "MOST_PAGES", 2)

    assert "بیش از" in refusal(make_pdf(pages=3))


def test_a_maze_of_objects_is_left_early(monkeypatch):
    monkeypatch.setattr(papers, "MOST_OBJECTS", 5)

    assert "بیش از" in refusal(make_pdf(pages=9))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4", b"%PDF-1.4 paper", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj", make_pdf()[:-60]]
)
def test_what_is_broken_is_refused_in_words_or_repaired(content):
    try:
        assert PdfReader(BytesIO(written_anew(content))).pages
    except UnfitPaper as unfit:
        assert unfit.reason == "broken"


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_damage_brings_anything_but_a_refusal(at, noise):
    content = make_pdf(change=put_photograph)
    damaged = content[: at % len(content)] + noise + content[at % len(content) + len(noise) :]

    try:
        assert written_anew(damaged).startswith(b"%PDF")
    except UnfitPaper as unfit:
        assert unfit.reason in {"broken", "sealed", "active", "form", "pages"}


def test_a_jpeg_keeps_its_picture_and_nothing_that_speaks_of_it():
    bare = bare_jpeg(photograph() + b"behind the end")

    drawn = Image.open(BytesIO(bare))
    drawn.load()
    assert (drawn.size, dict(drawn.getexif()), PLANTED.encode() in bare) == ((40, 20), {}, False)
    assert bare.endswith(b"\xff\xd9")


def test_a_jpeg_2000_loses_its_boxes_of_text():
    written = BytesIO()
    Image.new("RGB", (40, 20), "red").save(written, "JPEG2000")
    told = PLANTED.encode()
    box = (len(told) + 8).to_bytes(4) + b"xml " + told
    picture = written.getvalue()
    at = int.from_bytes(picture[:4])  # behind the signature

    bare = bare_jpeg_2000(picture[:at] + box + picture[at:])

    assert bare == picture


def test_a_photograph_in_two_wrappings_is_refused():
    def twice(writer):
        put_photograph(writer)
        photo = writer.pages[0]["/Resources"]["/XObject"]["/Photo"]
        photo[NameObject("/Filter")] = ArrayObject([NameObject("/ASCII85Decode"), NameObject("/DCTDecode")])

    with pytest.raises(UnfitPaper) as refused:
        written_anew(make_pdf(change=twice))

    assert refused.value.reason == "broken"
