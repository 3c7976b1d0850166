from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "graduation_asked": {
        "open": _(
            "دربارهٔ ادامه بدون حمایت نظر شما را می‌خواهیم. صفحهٔ خود را ببینید یا زنگ بزنید: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _("دربارهٔ ادامه بدون حمایت نظر شما را می‌خواهیم. بی‌پاسخ شما هیچ چیز عوض نمی‌شود."),
    },
    "graduation_replied": {
        "open": _("به اعتراض شما پاسخ داده شد. در صفحهٔ خود بخوانید یا زنگ بزنید: {office_phone}"),
        "covered": COVERED,
        "notice": _("به اعتراض شما پاسخ داده شد. بررسی از نو با شما نوشته می‌شود."),
    },
    "graduation_approved": {
        "open": _("روز مستقل‌شدن شما {day} است. تا آن روز می‌توانید بگویید هنوز نه. تلفن: {office_phone}"),
        "covered": COVERED,
        "notice": _("روز مستقل‌شدن شما {day} است. تا آن روز هر وقت خواستید بگویید هنوز نه."),
    },
    "graduation_effective": {
        "open": _(
            "از {day} مستقل هستید. نامه و گواهی در صفحهٔ شماست. راه برگشت همیشه باز است: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _("از {day} مستقل هستید. نامه و گواهی شما آماده است. راه برگشت همیشه باز است."),
    },
    "graduation_back": {
        "open": _("خوش برگشتید. کارشناس منطقه با شما تماس می‌گیرد. تلفن: {office_phone}"),
        "covered": COVERED,
        "notice": _("خوش برگشتید. همه چیز سر جایش است و کارشناس با شما تماس می‌گیرد."),
    },
}
