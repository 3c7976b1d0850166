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
    "letter_deadline_moved": {
        "open": _(
            "به سبب تعطیلی ({why}) مهلتی که در نامهٔ شما نوشته شده بیشتر شد: تا {until}. پرسش: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _("به سبب تعطیلی ({why}) مهلتی که در نامهٔ شما نوشته شده بیشتر شد: تا {until}."),
    },
    "answer_moved": {  # she need do nothing, so a covered text would make her call for nothing
        "open": _("به سبب تعطیلی ({why}) پاسخ اعتراض شما تا {until} می‌رسد. لازم نیست کاری بکنید."),
        "covered": "",
        "notice": _("به سبب تعطیلی ({why}) پاسخ اعتراض شما تا {until} می‌رسد. لازم نیست کاری بکنید."),
    },
    "appeal_received": {
        "open": "",
        "covered": "",
        "notice": _("اعتراض شما رسید. تا {answer_due} پاسخ می‌گیرید."),
    },
}
