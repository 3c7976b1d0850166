"""Uploads (پیوست‌ها): a picture is drawn anew and a PDF written anew, so nothing but what the eye sees is kept."""

from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from koushaneh.core.fields import random_code
from koushaneh.web.papers import MOST_PAGES, UnfitPaper, written_anew
from koushaneh.web.ui.values import grouped

PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 2000  # a page of paper stays readable
LARGEST_PIXELS = 50_000_000  # a phone camera of today; a picture that unpacks to more is an attack
MESSAGES = {
    "size": _("این فایل بزرگ‌تر از %(megabytes)s مگابایت است. عکس را با اندازهٔ کوچک‌تر بفرستید."),
    "pixels": _("این عکس بیش از اندازه بزرگ است. دوباره با دوربین گوشی عکس بگیرید."),
    "picture": _("این فایل عکس نیست یا باز نمی‌شود. یک عکس (JPEG، PNG یا WebP) بفرستید."),
    "document": _("این فایل نه عکس است و نه PDF. از کاغذ عکس بگیرید و بفرستید."),
    "paper_broken": _("این PDF باز نمی‌شود. از کاغذ عکس بگیرید و بفرستید."),
    "paper_sealed": _("این PDF رمز دارد و خوانده نمی‌شود. آن را بی‌رمز بفرستید یا از کاغذ عکس بگیرید."),
    "paper_active": _(
        "در این PDF برنامه یا فایل دیگری پنهان است و برای ایمنی پذیرفته نمی‌شود. از کاغذ عکس بگیرید و بفرستید."
    ),
    "paper_form": _(
        "نوشته‌های این فرم PDF در برنامه‌های دیگر دیده نمی‌شود. از صفحهٔ پرشدهٔ آن عکس بگیرید و بفرستید."
    ),
    "paper_pages": _("این PDF بیش از %(most)s صفحه دارد. فقط صفحه‌هایی را که لازم است بفرستید."),
}


class UnfitUpload(Exception):
    """The upload is not taken; `reason` is a key of MESSAGES."""

    def __init__(self, reason, **facts):
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def reencode(upload, *, side=LONGEST_SIDE):
    """Return the picture as WebP, upright, at most `side` pixels long, without any metadata."""
    check_size(upload)
    picture = _opened(upload)
    if picture.width * picture.height > LARGEST_PIXELS:
        raise UnfitUpload("pixels")
    try:
        seen = _as_seen(picture, side)
    except (OSError, SyntaxError, ValueError) as broken:
        raise UnfitUpload("picture") from broken
    written = BytesIO()
    seen.save(written, "WEBP", quality=82)
    return ContentFile(written.getvalue(), name=f"{random_code(16)}.webp")


def document(upload, *, side=LONGEST_SIDE):
    """Return a picture drawn anew, or a PDF written anew under a name of our own."""
    check_size(upload)
    upload.seek(0)
    if upload.read(5) != b"%PDF-":
        try:
            return reencode(upload, side=side)
        except UnfitUpload as unfit:
            raise UnfitUpload("document" if unfit.reason == "picture" else unfit.reason) from unfit
    upload.seek(0)
    try:
        return ContentFile(written_anew(upload.read()), name=f"{random_code(16)}.pdf")
    except UnfitPaper as unfit:
        raise UnfitUpload(f"paper_{unfit.reason}", most=grouped(MOST_PAGES)) from unfit


def check_size(upload):
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise UnfitUpload("size", megabytes=grouped(settings.MAX_UPLOAD_BYTES // 2**20))


def _opened(upload):
    upload.seek(0)
    try:
        return Image.open(upload, formats=FORMATS)
    except Image.DecompressionBombError as bomb:
        raise UnfitUpload("pixels") from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise UnfitUpload("picture") from broken


def _as_seen(picture, side):
    """Copy the bare pixels to a new picture: what hung on the old one stays behind."""
    picture.draft("RGB", (side, side))
    picture = ImageOps.exif_transpose(picture)
    picture.thumbnail((side, side))
    bare = Image.new("RGB", picture.size, "white")
    has_gaps = picture.mode in ("RGBA", "LA", "P")
    layer = picture.convert("RGBA") if has_gaps else picture.convert("RGB")
    bare.paste(layer, mask=layer if has_gaps else None)
    return bare
