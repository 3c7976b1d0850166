"""Counselling: that something was done, never about whom."""

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "emergency_line.put": _("خط اضطراری نوشته شد"),
    "licence.noted": _("پروانهٔ مشاوره نوشته شد"),
    "slots.opened": _("وقت مشاوره باز شد"),
    "slot.cancelled": _("وقت مشاوره برداشته شد"),
    "booking.booked": _("نوبت مشاوره گرفته شد"),
    "booking.held": _("نوبت مشاوره برگزار شد"),
    "booking.missed": _("در نوبت مشاوره نیامد"),
    "booking.excused": _("با عذر در نوبت مشاوره نیامد"),
    "booking.left": _("نوبت مشاوره لغو شد"),
    "episode.begun": _("دورهٔ مشاوره آغاز شد"),
    "episode.ended": _("دورهٔ مشاوره پایان یافت"),
    "contact.noted": _("تماس مشاوره نوشته شد"),
    "key.made": _("کلیدی ساخته شد"),
    "key.relocked": _("رمز کلید عوض شد"),
    "recovery.proposed": _("بازیابی کلید پیشنهاد شد"),
    "recovery.seconded": _("امین دوم سهمش را داد"),
    "recovery.finished": _("کلیدها بازیابی شد"),
    "episode.handed": _("دورهٔ مشاوره به همکار دیگری سپرده شد"),
    "note.written": _("یادداشتی نوشته شد"),
    "note.rewritten": _("یادداشتی تغییر کرد"),
    "note.added": _("افزوده‌ای نوشته شد"),
    "note.signed": _("یادداشتی امضا شد"),
    "note.locked": _("یادداشتی قفل شد"),
    "appointments.reminded": _("قرارها یادآوری شد"),
    "counselling.listed": _("فهرست مشاور دیده شد"),
    "counselling.read": _("دورهٔ مشاوره گشوده شد"),
}
