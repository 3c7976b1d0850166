"""Texts about results: none of them tells the result."""

from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "letter_waits": {
        "open": _(
            "سلام. نامه‌ای از ستاد توانمندسازی در صفحهٔ شماست. برای خواندن وارد صفحهٔ خود شوید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("یک نامه برای شما رسیده است."),
    },
    "appeal_received": {
        "open": "",
        "covered": "",
        "notice": _("اعتراض شما رسید. تا {answer_due} پاسخ می‌گیرید."),
    },
}
