"""The lines of a receipt in words (سطرهای رسید): what was erased, and what was going on that ended with it."""

from django.utils.translation import gettext_lazy as _

ERASED = {
    "identity": _("نام، کد ملی، تاریخ تولد و نشانی"),
    "contacts": _("شماره‌های تلفن"),
    "account": _("راه ورود، رمز کوتاه و گوشی‌های واردشده"),
    "facts": _("آنچه در پرونده نوشته شده بود"),
    "papers": _("مدرک‌ها و رونوشت آن‌ها"),
    "notes": _("یادداشت‌های اداره"),
    "answers": _("پاسخ‌های درخواست‌ها"),
    "attachments": _("عکس‌ها، فایل‌ها و صداها"),
    "applications": _("کد پیگیری و گواه درخواست‌ها"),
    "texts": _("نوشته‌های داوران و متن‌های ویرایش‌شده"),
    "letters": _("متن نامه‌ها و دلیل‌ها"),
    "appeals": _("متن اعتراض‌ها و پاسخ آن‌ها"),
    "questionnaire": _("پاسخ‌های پرسش‌نامه‌ها"),
    "counselling": _("کلیدهای یادداشت مشاور؛ دیگر هیچ‌کس نمی‌تواند آن را باز کند"),
    "path": _("هدف‌ها و گام‌های مسیر"),
    "membership": _("کار و نام کسب‌وکار در کانون"),
    "helpers": _("همیاران و منع‌ها"),
    "corrections": _("درخواست‌های اصلاح"),
    "messages": _("پیام‌ها، خبرها و کدها"),
    "imports": _("سطرهای فهرست‌هایی که رسیده بود"),
    "words": _("نوشته‌های آزاد در سابقهٔ کارها"),
}
MATTERS = {
    "seat": _("جایی که به نام اوست"),
    "application": _("درخواستی که در بررسی است"),
    "appeal": _("اعتراضی که پاسخ نگرفته است"),
    "cohort": _("هم‌دوره‌بودن"),
    "membership": _("عضویت در کانون"),
}


def counted(receipt):
    """Return (words, how many) of what was erased, in the order of the receipt."""
    return [(words, receipt.erased[code]) for code, words in ERASED.items() if code in receipt.erased]
