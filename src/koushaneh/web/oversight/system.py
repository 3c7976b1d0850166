"""The system administrator's pages: is it healthy, what waits, what failed; no content of anybody."""

from django.conf import settings
from django.db.models import Count, Max
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.audit.models import Record, Slot
from koushaneh.notify.models import Message
from koushaneh.web.pages import PUBLIC, page, reply

CLOCKS = {
    "outbox": _("فرستادن پیام‌ها"),
    "calls": _("گشودن و بستن فراخوان‌ها"),
    "postponed": _("خبر دادن مهلت تازه"),
    "moved": _("خبر دادن مهلت‌های جابه‌جاشده"),
    "closed_slots": _("گفت‌وگوهای روزهای تعطیل"),
    "unanswered": _("دعوت‌های بی‌پاسخ"),
    "info_requests": _("مهلت فرستادن مدرک"),
    "reminders": _("یادآوری‌ها"),
    "appointments": _("یادآوری نوبت‌های مشاوره"),
    "notes": _("قفل شدن یادداشت‌های مشاوران"),
    "workshops": _("مهلت‌های کارگاه‌ها"),
    "graduations": _("روزهای مستقل‌شدن"),
    "unreached": _("کسانی که پیام به آنها نرسیده است"),
    "seal": _("مهر کردن سابقه"),
    "reviews": _("داوری‌های دیرشده"),
    "offers": _("مهلت پاسخ به جاها"),
    "appeals": _("مهلت اعتراض‌ها"),
    "erasures": _("درخواست‌های پاک‌شدن"),
    "retention": _("مدت نگهداری داده‌ها"),
    "journal": _("دفتر پاک‌شده‌ها"),
    "checkpoint": _("مهر شبانهٔ سابقه"),
}
STATUSES = {
    "READY": _("در صف"),
    "RUNNING": _("در حال انجام"),
    "SUCCESSFUL": _("انجام شد"),
    "FAILED": _("به پایان نرسید"),
}
CHANNELS = {
    "console": _("فقط روی صفحهٔ سرور؛ پیامکی نمی‌رود"),
    "kavenegar": _("کاوه‌نگار"),
    "gateway": _("درگاه آزمایشی"),
}


@page(may=PUBLIC)
def health(request):
    """Answers when server and database do; it says nothing else."""
    Slot.objects.exists()
    return JsonResponse({"ok": True})


@page(may=Permission.SYSTEM_READ)
def system(request):
    states = dict(Message.State.choices)
    waiting = Message.objects.values("state").annotate(count=Count("pk")).order_by("state")
    tasks = DBTaskResult.objects.values("status").annotate(count=Count("pk")).order_by("status")
    clocks = Slot.objects.values("name").annotate(last=Max("at")).order_by("name")
    context = {
        "messages_by_state": [(states[row["state"]], row["count"]) for row in waiting],
        "tasks": [(STATUSES.get(row["status"], row["status"]), row["count"]) for row in tasks],
        "clocks": [(CLOCKS.get(row["name"], row["name"]), row["last"]) for row in clocks],
        "unsealed": Record.objects.filter(sequence=None).count(),
        "channel": CHANNELS.get(settings.SMS_CHANNEL, settings.SMS_CHANNEL),
        "now": timezone.now(),
        "failed": DBTaskResult.objects.filter(status="FAILED").order_by("-finished_at")[:20],
    }
    return reply(request, "oversight/system.html", "", context)


def failing_card(request):
    if not may(request.user, Permission.SYSTEM_READ):
        return None
    failed = DBTaskResult.objects.filter(status="FAILED").count()
    if not failed:
        return None
    return {
        "title": _("کارهای ناتمام"),
        "text": _("کارهایی در پس‌زمینه به پایان نرسیده‌اند."),
        "count": failed,
        "href": "/oversight/system/",
        "action": _("ببینید"),
        "order": 20,
        "icon": "triangle-alert",
    }


urls = [path("system/", system, name="system")]
