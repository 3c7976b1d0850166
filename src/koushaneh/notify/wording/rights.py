from django.utils.translation import gettext_lazy as _

from koushaneh.notify.wording.core import COVERED

TEXTS = {
    "erasure_asked": {
        "open": _(
            "درخواست پاک‌شدن داده‌های شما رسید. اگر شما نخواسته‌اید یا پشیمان شدید، در صفحهٔ خود یا با تلفن {office_phone} پس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("درخواست پاک‌شدن داده‌هایتان رسید. تا پیش از انجام، هر لحظه می‌توانید پس بگیرید."),
    },
    "erasure_tomorrow": {
        "open": _(
            "داده‌های شما {day} پاک می‌شود. اگر پشیمان شدید، پیش از آن در صفحهٔ خود یا با تلفن {office_phone} پس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("داده‌های شما {day} پاک می‌شود. شمارهٔ رسید را جایی نگه دارید؛ پس از آن دیگر وارد نمی‌شوید."),
    },
    "erasure_postponed": {
        "open": _("پاک‌شدن داده‌های شما به {day} افتاد. دلیل آن در صفحهٔ شماست؛ پرسشی دارید: {office_phone}"),
        "covered": COVERED,
        "notice": _("پاک‌شدن داده‌هایتان به {day} افتاد. دلیل آن را در همان صفحه نوشته‌ایم."),
    },
    "erasure_taken_back": {
        "open": _(
            "درخواست پاک‌شدن را پس گرفتید. چیزی پاک نشد. اگر کار شما نبود، با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("درخواست پاک‌شدن را پس گرفتید. چیزی پاک نشد."),
    },
    "correction_answered": {
        "open": _(
            "اداره به درخواست اصلاح شما پاسخ داد. در صفحهٔ خود بخوانید یا با {office_phone} تماس بگیرید."
        ),
        "covered": COVERED,
        "notice": _("اداره به آنچه گفته بودید نادرست است پاسخ داد."),
    },
}
