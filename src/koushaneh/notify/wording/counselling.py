"""Texts about turns with a counsellor. None says with whom, for what, or that there is a counsellor at all."""

from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "appointment_made": {
        "open": _("قرار شما: {when}. اگر نمی‌توانید بیایید به {office_phone} زنگ بزنید."),
        "covered": COVERED,
        "notice": _("قرار شما ثبت شد: {when}، {where}. تا پیش از آن ساعت می‌توانید عوضش کنید."),
    },
    "appointment_near": {
        "open": _("یادآوری قرار شما: {when}. اگر نمی‌توانید بیایید به {office_phone} زنگ بزنید."),
        "covered": COVERED,
        "notice": _("قرار شما نزدیک است: {when}، {where}."),
    },
    "appointment_moved": {
        "open": _("قرار {when} برگزار نمی‌شود. برای وقت دیگر به {office_phone} زنگ بزنید."),
        "covered": COVERED,
        "notice": _("قرار {when} برگزار نمی‌شود و این به خاطر شما نیست. وقت دیگری بگیرید."),
    },
    "appointment_missed": {
        "open": "",
        "covered": "",
        "notice": _(
            "در قرار {when} شما را ندیدیم. این چیزی از شما کم نمی‌کند؛ هر وقت خواستید وقت دیگری بگیرید."
        ),
    },
    "appointment_person": {
        "open": "",
        "covered": "",
        "notice": _(
            "از این پس همکار دیگری با شما گفت‌وگو می‌کند. اگر نمی‌خواهید، رضایتتان را در «رضایت‌های من» پس بگیرید."
        ),
    },
}
