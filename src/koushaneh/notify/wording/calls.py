from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "call_invitation": {
        "open": _(
            "سلام. شما می‌توانید در «{call}» شرکت کنید. مهلت: {closes}.\n{address}\nراهنمایی و کمک: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _(
            "شما می‌توانید در «{call}» شرکت کنید. مهلت: {closes}. اگر کمک می‌خواهید با {office_phone} تماس بگیرید."
        ),
    },
    "call_amended": {
        "open": _(
            "در «{call}» چیزی تغییر کرد: {why}\nبرای دیدن آن به صفحهٔ فراخوان بروید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("در «{call}» چیزی تغییر کرد: {why} درخواست شما سر جای خودش است."),
    },
    "call_postponed": {
        "open": _(
            "به سبب تعطیلی ({why}) مهلت «{call}» بیشتر شد: تا {closes}.\nبرای پرسش با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("به سبب تعطیلی ({why}) مهلت «{call}» بیشتر شد: تا {closes}."),
    },
    "call_cancelled": {
        "open": _(
            "«{call}» برگزار نمی‌شود: {why}\nاین به خاطر شما نیست. برای راه‌های دیگر با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _(
            "«{call}» برگزار نمی‌شود: {why} این به خاطر شما نیست و در فراخوان بعدی می‌توانید شرکت کنید."
        ),
    },
}
