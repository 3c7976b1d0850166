"""What happened on the way (در راه چه شد): what the clocks did by themselves, in figures, from the log."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from koushaneh.audit.models import Record
from koushaneh.notify.models import Message

VERBS = {  # in the order in which they are told
    "call.opened": _("فراخوان باز شد"),
    "call.grace": _("مهلت درخواست تمام شد؛ دقیقه‌های پایانی آغاز شد"),
    "call.closed": _("فراخوان بسته شد"),
    "application.lapsed": _("درخواست نیمه‌تمام از کار افتاد"),
    "applications.reminded": _("یادآوری درخواست‌های نیمه‌تمام"),
    "info_requests.reminded": _("یادآوری مدرک‌های خواسته‌شده"),
    "inforequest.expired": _("درخواست مدرک بی‌پاسخ ماند و مهلتش گذشت"),
    "assignment.overdue": _("داوری از داوری که دیر کرد گرفته شد"),
    "offer.extended": _("مهلت پیشنهادی که به دستش نرسیده بود بیشتر شد"),
    "offer.expired": _("پیشنهاد جا بی‌پاسخ ماند و مهلتش گذشت"),
    "waiting.left": _("نفری از فهرست انتظار بیرون آمد"),
    "call.appeals": _("روزهای اعتراض تمام شد"),
    "erasurerequest.waiting": _("ستاد چیزی نگفت؛ پاک‌شدن به خواست او پیش رفت"),
    "person.erased": _("داده‌های کسی که خواسته بود پاک شد"),
    "retention.applied": _("دسته‌ای از داده‌های کهنه پاک شد"),
}


def passed(clock):
    """Return (words, how many) for the way that the clock of the demo went last."""
    span = (clock.began_at, clock.arrived_at)
    rows = Record.objects.filter(at__range=span, actor=None, verb__in=VERBS)
    counts = dict(rows.values_list("verb").annotate(count=Count("pk")))
    told = [(words, counts[verb]) for verb, words in VERBS.items() if verb in counts]
    messages = Message.objects.filter(sent_at__range=span).count()
    return [*told, (_("پیام رفت"), messages)] if messages else told
