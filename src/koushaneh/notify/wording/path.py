from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "milestone_verified": {
        "open": _("«{milestone}» شما در کوشانه تأیید شد. آفرین. پرسش: {office_phone}"),
        "covered": COVERED,
        "notice": _("«{milestone}» تأیید شد. آفرین بر شما."),
    },
    "milestone_returned": {
        "open": _("برای «{milestone}» چیزی کم است. در صفحهٔ خود ببینید یا با {office_phone} تماس بگیرید."),
        "covered": COVERED,
        "notice": _("برای «{milestone}» چیزی کم است. بخوانید چه چیزی."),
    },
}
