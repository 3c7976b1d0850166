"""How long the log of readings, answered wishes, receipts and backups are kept."""

from django.utils.translation import gettext_lazy as _

from koushaneh.audit.forgetting import forget
from koushaneh.audit.models import Record
from koushaneh.rights.keeping.kind import Kind
from koushaneh.rights.keeping.messages import delete_some
from koushaneh.rights.models import CorrectionRequest, ErasureRequest, Receipt


def sweep_readings(cutoff, limit):
    """Whom pages showed is forgotten; that somebody opened a page, and when, stays in the chain."""
    rows = Record.objects.filter(at__lt=cutoff, forgotten_at=None).exclude(readings_digest="")
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    return forget(Record.objects.filter(pk__in=keys))


def sweep_corrections(cutoff, limit):
    return delete_some(CorrectionRequest.objects.filter(answered_at__lt=cutoff), limit)


def sweep_wishes(cutoff, limit):
    taken_back = ErasureRequest.objects.filter(state=ErasureRequest.State.TAKEN_BACK, ended_at__lt=cutoff)
    return delete_some(taken_back, limit)


def sweep_receipts(cutoff, limit):
    return delete_some(Receipt.objects.filter(at__lt=cutoff), limit)


KINDS = [
    Kind(
        "readings",
        _("این که چه کسی پروندهٔ چه کسی را دید"),
        _("روزی که دیده شد"),
        _("نام‌ها از سابقه فراموش می‌شود؛ این که صفحه‌ای باز شده، در زنجیره می‌ماند."),
        _("هر زن باید بتواند سال‌ها ببیند چه کسی به او نگاه کرده است."),
        days=1825,
        least=365,
        most=3650,
        sweep=sweep_readings,
    ),
    Kind(
        "corrections",
        _("درخواست‌های اصلاح که پاسخ گرفته‌اند"),
        _("روز پاسخ"),
        _("درخواست و پاسخ آن پاک می‌شود."),
        _("تا بتواند پاسخ را دوباره بخواند و پی بگیرد."),
        days=730,
        least=90,
        most=1825,
        sweep=sweep_corrections,
    ),
    Kind(
        "wishes",
        _("درخواست‌های پاک‌شدن که پس گرفته شدند"),
        _("روزی که پس گرفت"),
        _("درخواست پاک می‌شود."),
        _("تا اگر کسی دیگر به جای او خواسته بود، دیده شود."),
        days=365,
        least=30,
        most=1095,
        sweep=sweep_wishes,
    ),
    Kind(
        "receipts",
        _("رسیدهای پاک‌شدن"),
        _("روز پاک‌شدن"),
        _("رسید پاک می‌شود؛ پس از آن شمارهٔ آن چیزی نشان نمی‌دهد."),
        _("تا بتواند نشان دهد که داده‌هایش پاک شده است. رسید نام کسی را ندارد."),
        days=3650,
        least=1825,
        most=7300,
        sweep=sweep_receipts,
    ),
    Kind(
        "backups",
        _("نسخه‌های پشتیبان"),
        _("روزی که ساخته شد"),
        _("نگهدارندهٔ سامانه نسخهٔ کهنه را از بین می‌برد؛ این کار را سامانه نمی‌تواند بکند."),
        _("تا پس از خرابی بتوان سامانه را بازگرداند."),
        days=90,
        least=7,
        most=365,
        sweep=None,
        is_promised=True,
    ),
]
