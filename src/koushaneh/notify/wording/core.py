from django.utils.translation import gettext_lazy as _

COVERED = _("سلام. لطفاً در ساعت اداری با {office_phone} تماس بگیرید.")

TEXTS = {
    "code": {
        "open": _("کد ورود شما به کوشانه: {code}\nاین کد تا پنج دقیقه کار می‌کند. آن را به هیچ‌کس ندهید."),
        "covered": _("کد: {code}"),
        "notice": "",
    },
    "confirmation_code": {
        "open": _("کد تأیید شما: {code}\nاین کد را فقط به کارشناسی بگویید که اکنون با شما گفت‌وگو می‌کند."),
        "covered": _("کد: {code}"),
        "notice": "",
    },
    "phone_changed": {
        "open": _(
            "شمارهٔ تماس شما در کوشانه تغییر کرد. اگر خودتان نخواسته‌اید، با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("شمارهٔ تماس شما تغییر کرد و از {usable_from} به کار می‌افتد."),
    },
}
