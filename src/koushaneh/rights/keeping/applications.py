"""How long what women gave with their applications is kept."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import erasing as calls
from koushaneh.calls.models import Application, Attachment
from koushaneh.core.erasing import Hers, carry_out, narrowed
from koushaneh.rights.keeping.kind import Kind
from koushaneh.rights.matters import ENDED
from koushaneh.screening import erasing as screening

S = Application.State
SEATED = (S.ACCEPTED, S.ENROLLED)
TOLD = ("answers", "facts", "attachments", "texts")  # letters and appeals stay as long as she can read them
PARTS = [narrowed(part) for part in (*screening.PLAN, *calls.PLAN) if part.kind in TOLD and narrowed(part)]


def empty(applications):
    """Erase what was said in these applications and of them; the outcome stays. Returns how many there were."""
    keys = Hers(persons=tuple(one.pk for one in applications))
    for part in PARTS:
        carry_out(part, keys)
    for application in applications:
        application.emptied_at = timezone.now()
        application.save(update_fields=["emptied_at"])
    return len(applications)


def sweep_drafts(cutoff, limit):
    unsent = Application.objects.filter(emptied_at=None, submitted_at=None, state__in=[S.LAPSED, S.WITHDRAWN])
    return empty(list(unsent.filter(call__closes_at__lt=cutoff).order_by("pk")[:limit]))


def _over(cutoff):
    return Application.objects.filter(emptied_at=None, call__state__in=ENDED, call__closes_at__lt=cutoff)


def sweep_answers(cutoff, limit):
    return empty(list(_over(cutoff).exclude(state__in=SEATED).order_by("pk")[:limit]))


def sweep_seated(cutoff, limit):
    return empty(list(_over(cutoff).filter(state__in=SEATED).order_by("pk")[:limit]))


def _drop(attachments):
    for one in attachments:
        carry_out(FILES, Hers(persons=(one.pk,)))
    return len(attachments)


FILES = next(part for part in calls.PLAN if part.model is Attachment).by("pk")


def sweep_attachments(cutoff, limit):
    rows = Attachment.objects.filter(
        application__call__state__in=ENDED, application__call__closes_at__lt=cutoff
    )
    rows = rows.exclude(application__state__in=SEATED).exclude(kind="voice")
    return _drop(list(rows.order_by("pk")[:limit]))


def sweep_recordings(cutoff, limit):
    rows = Attachment.objects.filter(
        application__call__state__in=ENDED, application__call__closes_at__lt=cutoff
    )
    return _drop(list(rows.filter(kind="voice").order_by("pk")[:limit]))


def sweep_removed(cutoff, limit):
    return _drop(list(Attachment.objects.filter(removed_at__lt=cutoff).order_by("pk")[:limit]))


AFTER_CLOSING = _("پایان مهلت فراخوان")
KINDS = [
    Kind(
        "drafts",
        _("درخواست‌هایی که فرستاده نشدند"),
        AFTER_CLOSING,
        _("پاسخ‌ها و فایل‌ها پاک می‌شود؛ این که درخواستی آغاز شده بود می‌ماند."),
        _("کسی که نفرستاده، نخواسته کسی آن را بخواند."),
        days=90,
        least=14,
        most=365,
        sweep=sweep_drafts,
    ),
    Kind(
        "attachments",
        _("عکس‌ها و مدرک‌های کسانی که جا نگرفتند"),
        AFTER_CLOSING,
        _("فایل‌ها پاک می‌شود، پس از نهایی‌شدن فراخوان."),
        _("پس از پایان اعتراض‌ها دیگر به کار نمی‌آید."),
        days=365,
        least=90,
        most=1095,
        sweep=sweep_attachments,
    ),
    Kind(
        "recordings",
        _("پاسخ‌های گفتاری"),
        AFTER_CLOSING,
        _("صدا پاک می‌شود، پس از نهایی‌شدن فراخوان."),
        _("صدا از هر داده‌ای شناساتر است و متن ویرایش‌شدهٔ آن هست."),
        days=270,
        least=90,
        most=1095,
        sweep=sweep_recordings,
    ),
    Kind(
        "answers",
        _("پاسخ‌ها و یادداشت‌های داوری کسانی که جا نگرفتند"),
        AFTER_CLOSING,
        _("پاسخ‌ها، واقعیت‌ها و یادداشت‌ها پاک می‌شود؛ کد، امتیاز، نتیجه و نامه می‌ماند."),
        _("تا دو سال می‌توان به کار گزینش رسیدگی کرد؛ پس از آن نتیجه برای بازسنجی بس است."),
        days=730,
        least=365,
        most=3650,
        sweep=sweep_answers,
    ),
    Kind(
        "seated_answers",
        _("پاسخ‌های هم‌دوره‌ها"),
        AFTER_CLOSING,
        _("پاسخ‌ها، فایل‌ها و یادداشت‌ها پاک می‌شود؛ عضویت می‌ماند."),
        _("در چند سال نخست برای همراهی با او به کار می‌آید."),
        days=1825,
        least=365,
        most=3650,
        sweep=sweep_seated,
    ),
    Kind(
        "removed",
        _("فایل‌هایی که خودش برداشت"),
        _("روزی که برداشت"),
        _("فایل همان روز پاک شده است؛ ردیف آن هم پاک می‌شود."),
        _("تا در این روزها بتوان به پرسش او پاسخ داد."),
        days=30,
        least=1,
        most=365,
        sweep=sweep_removed,
    ),
]
