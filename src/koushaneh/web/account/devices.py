"""What a browser says of itself, in the words by which its owner knows the device."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

DEVICES = (
    ("Android", _("گوشی یا تبلت اندروید")),
    ("iPhone", _("گوشی آیفون")),
    ("iPad", _("تبلت آیپد")),
    ("Windows", _("رایانهٔ ویندوز")),
    ("Macintosh", _("رایانهٔ مک")),
    ("Linux", _("رایانهٔ لینوکس")),
)
BROWSERS = (  # the order matters: many call themselves Chrome and Safari besides
    ("Firefox", _("مرورگر فایرفاکس")),
    ("SamsungBrowser", _("مرورگر سامسونگ")),
    ("Edg", _("مرورگر اج")),
    ("Chrome", _("مرورگر کروم")),
    ("Safari", _("مرورگر سافاری")),
)


def _first(signs, text, unknown):
    return next((str(words) for sign, words in signs if sign in text), unknown)


def device_in_words(user_agent):
    """Return the kind of device and of browser, as far as the browser says so."""
    device = _first(DEVICES, user_agent, _t("دستگاهی ناشناخته"))
    return "، ".join(part for part in (device, _first(BROWSERS, user_agent, "")) if part)
