from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "info_requested": {
        "open": _(
            "برای درخواست شما در کوشانه مدرکی لازم است. در صفحهٔ خود ببینید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("برای درخواست شما مدرکی لازم است. بخوانید چه چیزی و تا چه روزی."),
    },
    "interview_invited": {
        "open": _(
            "شما به گفت‌وگو دعوت شده‌اید. در صفحهٔ خود در کوشانه نوبت بگیرید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("به یک گفت‌وگوی کوتاه دعوت شده‌اید. لطفاً روز و ساعتی را که برایتان خوب است برگزینید."),
    },
    "interview_booked": {
        "open": _("نوبت گفت‌وگوی شما: {when}، {where}. اگر نمی‌توانید بیایید، نوبت را عوض کنید."),
        "covered": COVERED,
        "notice": _("نوبت گفت‌وگوی شما {when} در {where} است. تا پیش از آن می‌توانید نوبت را عوض کنید."),
    },
    "interview_moved": {
        "open": _(
            "نوبت گفت‌وگوی شما در کوشانه لغو شد. لطفاً نوبت دیگری بگیرید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("نوبت گفت‌وگوی شما لغو شد و این به شما ربطی نداشت. لطفاً نوبت دیگری برگزینید."),
    },
    "interview_missed": {
        "open": _("شما را در نوبت گفت‌وگو ندیدیم. هنوز می‌توانید نوبت دیگری بگیرید. تلفن: {office_phone}"),
        "covered": COVERED,
        "notice": _("شما را در نوبت گفت‌وگو ندیدیم. اگر هنوز می‌خواهید، نوبت دیگری برگزینید."),
    },
}
