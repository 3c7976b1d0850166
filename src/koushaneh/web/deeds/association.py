"""The association and its chapters; questionnaires."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "chapter.founded": _("شعبه‌ای بنیان شد"),
    "membership.began": _("عضویت آغاز شد"),
    "founding.drafted": _("مصوبهٔ تأسیس نوشته شد"),
    "founding.entry": _("نامی در مصوبه نوشته شد"),
    "founding.entry_removed": _("نامی از مصوبه برداشته شد"),
    "founding.first_signature": _("امضای نخست مصوبه"),
    "founding.read": _("مصوبه خوانده شد"),
    "foundingact.draft": _("مصوبه برای اصلاح برگشت"),
    "foundingact.proposed": _("مصوبه پیشنهاد شد"),
    "foundingact.signed": _("مصوبه امضا شد"),
    "foundingact.void": _("مصوبه رد شد"),
    "cohort.opened": _("هم‌دوره‌ها باز شد"),
    "cohort.planned": _("نام و روز آغاز هم‌دوره‌ها نوشته شد"),
    "cohort.listed": _("فهرست هم‌دوره‌ها دیده شد"),
    "instrument.shipped": _("پرسش‌نامه گذاشته شد"),
    "wave.opened": _("نوبت پرسش باز شد"),
    "sitting.begun": _("پرسش‌نامه آغاز شد"),
    "sitting.answered": _("به پرسش‌نامه پاسخ داده شد"),
    "sitting.declined": _("پرسش‌نامه را نخواست"),
    "sitting.erased": _("پاسخ‌های پرسش‌نامه پاک شد"),
}
