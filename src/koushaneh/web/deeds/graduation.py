"""Leaving the support cycle, and the way back."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "checklist.shipped": _("فهرست آمادهٔ معیارها گذاشته شد"),
    "checklist.written": _("فهرست معیارها نوشته شد"),
    "price_index.put": _("شاخص قیمت یک ماه وارد شد"),
    "household_need.put": _("نیاز خانوار وارد شد"),
    "graduation.begun": _("بررسی استقلال با او آغاز شد"),
    "graduation.computed": _("معیارها از روی پرونده حساب شد"),
    "graduation.answered": _("معیاری با او پرسیده شد"),
    "graduation.stated": _("سخن خود او دربارهٔ ادامه نوشته شد"),
    "graduation.submitted": _("بررسی برای نفر دوم فرستاده شد"),
    "graduation.draft": _("بررسی برگشت تا کامل شود"),
    "graduation.confirmed": _("نفر دوم بررسی را دید و پذیرفت"),
    "graduation.agreed": _("او با مستقل‌شدن موافقت کرد"),
    "graduation.not_yet": _("او گفت هنوز نه"),
    "graduation.objected": _("او به بررسی اعتراض کرد"),
    "graduation.approved": _("روز مستقل‌شدن گذاشته شد"),
    "graduation.effective": _("روز مستقل‌شدن رسید"),
    "graduation.withdrawn": _("بررسی استقلال کنار گذاشته شد"),
    "graduation.came_back": _("او به حمایت برگشت"),
    "graduation.read": _("بررسی استقلالی خوانده شد"),
    "graduations.listed": _("فهرست بررسی‌های استقلال دیده شد"),
    "checkin.done": _("پس از خروج احوالش پرسیده شد"),
    "checkin.dropped": _("احوال‌پرسی دیگر لازم نشد"),
}
