"""What women ask of their data, and how long each kind is kept."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "membership.ended": _("عضویت پایان یافت"),
    "sitting.erased_again": _("پاسخ‌های پرسش‌نامه پس از بازگرداندن دوباره پاک شد"),
    "log.forgotten": _("نوشته‌های آزاد سابقه فراموش شد"),
    "correction.asked": _("گفته شد که چیزی نادرست است"),
    "correction.read": _("درخواست اصلاح خوانده شد"),
    "corrections.listed": _("فهرست درخواست‌های اصلاح دیده شد"),
    "correctionrequest.corrected": _("اصلاح شد"),
    "correctionrequest.kept": _("همان ماند و دلیلش گفته شد"),
    "erasure.asked": _("پاک‌شدن داده‌ها خواسته شد"),
    "erasure.word_asked": _("کد تأیید پاک‌شدن فرستاده شد"),
    "erasure.postponement_proposed": _("روز دیگری برای پاک‌شدن پیشنهاد شد"),
    "erasurerequest.waiting": _("پاک‌شدن در مهلت پشیمانی است"),
    "erasurerequest.postponed": _("پاک‌شدن به روز دیگری افتاد"),
    "erasurerequest.taken_back": _("درخواست پاک‌شدن پس گرفته شد"),
    "erasurerequest.erased": _("درخواست پاک‌شدن انجام شد"),
    "person.erased": _("داده‌های کسی پاک شد"),
    "retention.set": _("مدت نگهداری تعیین شد"),
    "retention.applied": _("داده‌های کهنه پاک شد"),
}
