from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "application_received": {
        "open": _(
            "درخواست شما برای «{call}» رسید. کد پیگیری شما: {tracking_code}\nبرای پرسش: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _(
            "درخواست شما برای «{call}» رسید. کد پیگیری شما {tracking_code} است. تا پایان مهلت می‌توانید پاسخ‌ها را تغییر دهید."
        ),
    },
    "application_waits": {
        "open": _(
            "درخواست شما برای «{call}» هنوز فرستاده نشده و مهلت نزدیک است. ادامه دهید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("درخواست شما برای «{call}» هنوز فرستاده نشده است. پیش از پایان مهلت آن را بفرستید."),
    },
    "application_lapsed": {
        "open": "",
        "covered": "",
        "notice": _(
            "مهلت «{call}» تمام شد و درخواست شما فرستاده نشده بود. این چیزی از شما کم نمی‌کند؛ در فراخوان بعدی می‌توانید شرکت کنید."
        ),
    },
    "application_withdrawn": {
        "open": _(
            "درخواست شما برای «{call}» پس گرفته شد. اگر خودتان نخواسته‌اید، با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("درخواست شما برای «{call}» پس گرفته شد. تا پایان مهلت می‌توانید آن را برگردانید."),
    },
    "application_left": {
        "open": _(
            "درخواست شما برای «{call}» پس گرفته شد. اگر خودتان نخواسته‌اید، با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _(
            "درخواست شما برای «{call}» پس گرفته شد. این از شما چیزی کم نمی‌کند و در فراخوان‌های بعدی جای شما هست."
        ),
    },
    "application_changed": {
        "open": _(
            "در درخواست شما برای «{call}» پاسخی به دست کارشناس تغییر کرد. آن را ببینید و تأیید کنید، یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _(
            "در درخواست شما برای «{call}» پاسخی به دست کارشناس تغییر کرد. تا شما آن را تأیید نکنید، حساب نمی‌شود."
        ),
    },
    "application_change_dropped": {
        "open": "",
        "covered": "",
        "notice": _(
            "تغییری که کارشناس در درخواست شما برای «{call}» داده بود تا پایان مهلت تأیید نشد. پاسخ‌های خودتان برگشت و همان حساب می‌شود."
        ),
    },
    "info_waits": {
        "open": _(
            "برای درخواست «{call}» هنوز مدرکی از شما لازم است و مهلت نزدیک است. راهنمایی: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _("برای درخواست «{call}» هنوز مدرکی از شما لازم است. مهلت آن نزدیک است."),
    },
    "info_expired": {
        "open": "",
        "covered": "",
        "notice": _(
            "مهلت فرستادن مدرک برای «{call}» تمام شد. بررسی با آنچه داریم ادامه پیدا می‌کند و نتیجه را با دلیلش به شما می‌گوییم."
        ),
    },
}
