"""A paper as PDF is drawn in the font that has been fetched, and its making fetches nothing else."""

import re
import shutil
from io import BytesIO

import pytest
from django.template import engines
from pypdf import PdfReader

from koushaneh.web import paper_pdf

pytestmark = pytest.mark.skipif(not paper_pdf.can_draw(), reason="WeasyPrint or its libraries are not here")
MARKUP = "<!doctype html><html lang='fa'><body><h1>ا</h1><p>abc</p></body></html>"


def write_font(path):
    """Write a font that can draw one letter; its face is named by the sheet, not by itself."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (300, 700), (300, 0)):
        pen.lineTo(corner)
    pen.closePath()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "alef"])
    font.setupCharacterMap({0x0627: "alef"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "alef": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (500, 0), "alef": (400, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Sign", "styleName": "Regular", "psName": "Sign"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.font.flavor = "woff2"
    path.parent.mkdir()
    font.save(path)


@pytest.fixture
def static(tmp_path, monkeypatch):
    """The sheets of the house in a folder in which no font has been fetched."""
    shutil.copytree(paper_pdf.STATIC / "paper", tmp_path / "paper")
    monkeypatch.setattr(paper_pdf, "STATIC", tmp_path)
    made = engines["django"].from_string(MARKUP)
    monkeypatch.setattr(paper_pdf, "render_to_string", lambda _template, context: made.render(context))
    return tmp_path


def drawn():
    """Return the names of the fonts of the page that is drawn."""
    content = paper_pdf.pdf("any.html", {}, sheet="certificate", name="x").content
    fonts = PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"]
    return {fonts[name].get_object()["/BaseFont"] for name in fonts}


def test_the_font_is_used_where_it_has_been_fetched(static):
    without = drawn()
    write_font(static / "fonts" / "vazirmatn-arabic.woff2")
    with_it = drawn()

    assert without and not any("Vazirmatn" in name for name in without)
    assert any("Vazirmatn" in name for name in with_it)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "https://example.org/a.woff2", "file:///tmp/other.woff2", "/etc/passwd"]
)
def test_nothing_else_is_fetched(static, address):
    with pytest.raises(ValueError, match=re.escape(address)):
        paper_pdf._fetch(address)
