from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "workshop_offered": {
        "open": _(
            "در کارگاه «{title}» برای شما جا هست. تا {until} در صفحهٔ خود پاسخ دهید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("در کارگاه «{title}» برای شما جا هست. تا {until} بگویید که می‌آیید یا نه."),
    },
    "workshop_moved_up": {
        "open": _(
            "نوبت شما رسید: در کارگاه «{title}» جایی خالی شد. تا {until} پاسخ دهید. تلفن: {office_phone}"
        ),
        "covered": COVERED,
        "notice": _("نوبت شما رسید: در کارگاه «{title}» جایی خالی شد. تا {until} بگویید که می‌آیید یا نه."),
    },
    "workshop_waiting": {
        "open": _("برای کارگاه «{title}» در فهرست انتظار هستید. اگر جایی خالی شود خبرتان می‌کنیم."),
        "covered": COVERED,
        "notice": _(
            "برای کارگاه «{title}» در فهرست انتظار هستید، نفر {rank}. اگر جایی خالی شود خبرتان می‌کنیم."
        ),
    },
    "workshop_expired": {
        "open": _("مهلت پاسخ برای کارگاه «{title}» گذشت و جا به نفر بعدی رسید. پرسش: {office_phone}"),
        "covered": COVERED,
        "notice": _(
            "مهلت پاسخ برای کارگاه «{title}» گذشت و جا به نفر بعدی رسید. می‌توانید دوباره درخواست دهید."
        ),
    },
    "workshop_full": {
        "open": _("در کارگاه «{title}» جایی خالی نشد. کارگاه‌های دیگر را در صفحهٔ خود ببینید."),
        "covered": COVERED,
        "notice": _("در کارگاه «{title}» جایی خالی نشد. کارگاه‌های دیگر را ببینید."),
    },
    "workshop_cancelled": {
        "open": _("کارگاه «{title}» برگزار نمی‌شود: {why}. پرسش: {office_phone}"),
        "covered": COVERED,
        "notice": _("کارگاه «{title}» برگزار نمی‌شود: {why}. کارگاه‌های دیگر را ببینید."),
    },
}
