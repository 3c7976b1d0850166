"""Sound that comes in (صدا): looked at by its first bytes, kept under a name of our own."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from koushaneh.core.fields import random_code
from koushaneh.web import uploads

MESSAGES = {
    "size": uploads.MESSAGES["size"],
    "sound": _("این فایل صدا نیست یا باز نمی‌شود. با ضبط‌صوت گوشی دوباره ضبط کنید."),
}


def ending_of(head):
    """Return the ending that the first bytes speak for, "" for anything that is not sound."""
    if head[4:8] == b"ftyp":
        return ".m4a"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return ".wav"
    if head[:3] == b"ID3" or (head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0):
        return ".mp3"
    return {b"OggS": ".ogg", b"\x1aE\xdf\xa3": ".webm"}.get(head[:4], "")


class SoundField(forms.FileField):
    """A recording from a phone: MP3, M4A, OGG, WebM or WAV."""

    default_error_messages = MESSAGES

    def __init__(self, **options):
        options.setdefault("widget", forms.FileInput({"accept": "audio/*"}))
        super().__init__(**options)

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        self._check_size(upload)
        upload.seek(0)
        content = upload.read()
        ending = ending_of(content[:16])
        if not ending:
            raise ValidationError(self.error_messages["sound"], "sound")
        return ContentFile(content, name=f"{random_code(16)}{ending}")

    def _check_size(self, upload):
        try:
            uploads.check_size(upload)
        except uploads.UnfitUpload as unfit:
            raise ValidationError(self.error_messages["size"], "size", unfit.facts) from unfit
