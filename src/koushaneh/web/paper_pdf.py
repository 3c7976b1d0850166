"""Pages as PDF (کاغذ PDF): drawn by WeasyPrint from our own markup, without fetching anything."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from PIL import ImageFile

STATIC = Path(settings.PACKAGE) / "web" / "static"
FACE = '@font-face {{ font-family: "Vazirmatn Variable"; src: url("{address}") format("woff2"); }}'


def can_draw():
    """Say whether WeasyPrint and its libraries are here; without them a page is printed by the browser."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        return False
    return True


def _weasyprint():
    """Load WeasyPrint and take back what loading it does: that Pillow takes half a picture for a whole one."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint  # noqa: PLC0415  optional and slow to import
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return weasyprint


def pdf(template, context, *, sheet, name):
    """Answer with a template, drawn with a sheet of `static/paper`, as a PDF for download.

    404 where nothing can draw it.
    """
    if not can_draw():
        raise Http404
    weasyprint = _weasyprint()
    language = get_language() or "fa"
    known = {**context, "language": language, "direction": "rtl" if language == "fa" else "ltr"}
    markup = render_to_string(template, known)
    fonts = weasyprint.text.fonts.FontConfiguration()  # without it the faces of a sheet are not loaded
    style = (STATIC / "paper" / f"{sheet}.css").read_text() + _faces()
    sheets = [weasyprint.CSS(string=style, url_fetcher=_fetch, font_config=fonts)]
    drawn = weasyprint.HTML(string=markup, url_fetcher=_fetch).write_pdf(
        stylesheets=sheets, font_config=fonts
    )
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _faces():
    """The Persian cut of Vazirmatn, where it has been fetched; what it lacks is drawn in the machine's own font.

    WeasyPrint mixes up the signs of two files that bear one name inside, as the two cuts do.
    """
    cut = STATIC / "fonts" / "vazirmatn-arabic.woff2"
    return FACE.format(address=cut.as_uri()) if cut.exists() else ""


def _fetch(url, *_args, **_options):
    """Nothing is fetched from anywhere but the folder of fonts."""
    path = Path(url.removeprefix("file://"))
    if not url.startswith("file://") or path.suffix != ".woff2" or path.parent != STATIC / "fonts":
        raise ValueError(url)
    urls = _weasyprint().urls
    return urls.URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": "font/woff2"})
