"""How long messages, codes and traces of signing in are kept."""

from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from koushaneh.access.models import DoneOnce
from koushaneh.notify.models import Message, Notice, PhoneCode
from koushaneh.rights.keeping.kind import Kind


def delete_some(rows, limit):
    """Delete at most `limit` rows; return how many that were."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    rows.model._base_manager.filter(pk__in=keys).delete()
    return len(keys)


def sweep_messages(cutoff, limit):
    gone = Message.objects.exclude(state=Message.State.WAITING).exclude(kind=Message.Kind.CODE)
    return delete_some(gone.filter(made_at__lt=cutoff), limit)


def sweep_codes(cutoff, limit):
    carried = Message.objects.filter(kind=Message.Kind.CODE, made_at__lt=cutoff)
    return delete_some(PhoneCode.objects.filter(sent_at__lt=cutoff), limit) + delete_some(carried, limit)


def sweep_notices(cutoff, limit):
    return delete_some(Notice.objects.filter(read_at__lt=cutoff), limit)


def sweep_sessions(cutoff, limit):
    return delete_some(Session.objects.filter(expire_date__lt=cutoff), limit)


def sweep_posted(cutoff, limit):
    return delete_some(DoneOnce.objects.filter(at__lt=cutoff), limit)


def sweep_tasks(cutoff, limit):
    return delete_some(DBTaskResult.objects.filter(finished_at__lt=cutoff), limit)


KINDS = [
    Kind(
        "messages",
        _("پیامک‌های فرستاده"),
        _("روز فرستادن"),
        _("متن و شماره پاک می‌شود."),
        _("تا اگر کسی گفت پیامی نرسیده، بتوان دید چه فرستاده شد."),
        days=180,
        least=30,
        most=730,
        sweep=sweep_messages,
    ),
    Kind(
        "codes",
        _("کدهای ورود و تأیید"),
        _("روز فرستادن"),
        _("کد، شماره و پیامک آن پاک می‌شود."),
        _("خود کد پنج دقیقه کار می‌کند؛ شمار آن‌ها جلوی آزمودن پی‌درپی را می‌گیرد."),
        days=7,
        least=2,
        most=30,
        sweep=sweep_codes,
    ),
    Kind(
        "notices",
        _("خبرهای خوانده‌شده"),
        _("روزی که خواند"),
        _("خبر از صفحهٔ او برداشته می‌شود."),
        _("تا بتواند به خبرهای پیشین برگردد."),
        days=730,
        least=90,
        most=1825,
        sweep=sweep_notices,
    ),
    Kind(
        "sessions",
        _("نشست‌های ورود"),
        _("روزی که پایان یافت"),
        _("نشست پایان‌یافته پاک می‌شود."),
        _("نشست پایان‌یافته دیگر به کار نمی‌آید."),
        days=1,
        least=1,
        most=30,
        sweep=sweep_sessions,
    ),
    Kind(
        "posted",
        _("نشانهٔ فرم‌هایی که یک بار پذیرفته شدند"),
        _("روزی که پذیرفته شد"),
        _("نشانه پاک می‌شود."),
        _("تا فرمی که دو بار برسد یک بار شمرده شود، هرچند دیر برسد."),
        days=30,
        least=7,
        most=90,
        sweep=sweep_posted,
    ),
    Kind(
        "tasks",
        _("کارهای پایان‌یافتهٔ کارگر سامانه"),
        _("روزی که پایان یافت"),
        _("ردیف کار پاک می‌شود."),
        _("برای پیداکردن خطا به کار می‌آید."),
        days=30,
        least=7,
        most=365,
        sweep=sweep_tasks,
    ),
]
