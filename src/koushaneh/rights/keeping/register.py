"""How long what stands around a file of the register is kept. The file itself follows the city's own system."""

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from koushaneh.consent.models import Consent
from koushaneh.core.erasing import Hers, carry_out
from koushaneh.core.orphans import orphans
from koushaneh.core.time import TEHRAN
from koushaneh.measures.models import Response
from koushaneh.registry import erasing as registry
from koushaneh.registry.actions.importing import cancel_import
from koushaneh.registry.models import CallAttempt, CallTask, Import, ImportRow, Proof, Service
from koushaneh.rights.keeping.kind import Kind
from koushaneh.rights.keeping.messages import delete_some

S = Import.State
LEFT = (S.UPLOADED, S.MAPPED, S.CHECKED, S.FAILED)


def sweep_imports(cutoff, limit):
    """Rows of what was brought in; what nobody went on with is cancelled, its upload goes with it."""
    for source in Import.objects.filter(state__in=LEFT, made_at__lt=cutoff)[:5]:
        cancel_import(source, by=None)
    over = ImportRow.objects.filter(source__state__in=[S.DONE, S.CANCELLED], source__made_at__lt=cutoff)
    return delete_some(over, limit)


def sweep_orphans(cutoff, limit):
    found = orphans(cutoff)[:limit]
    for name in found:
        default_storage.delete(name)
    return len(found)


def _part(model):
    return next(part for part in registry.PLAN if part.model is model)


def sweep_call_notes(cutoff, limit):
    said = CallAttempt.objects.filter(task=OuterRef("pk")).exclude(note="")
    rows = CallTask.objects.filter(done_at__lt=cutoff).filter(~Q(note="") | Exists(said))
    keys = tuple(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    for part in (_part(CallTask).by("pk"), _part(CallAttempt).by("task")):
        carry_out(part, Hers(persons=keys))
    return len(keys)


def sweep_copies(cutoff, limit):
    rows = Proof.objects.filter(expires_on__lt=cutoff.astimezone(TEHRAN).date()).exclude(copy="")
    found = list(rows.order_by("pk")[:limit])
    for proof in found:
        proof.copy.delete(save=False)
        proof.save(update_fields=["copy"])
    return len(found)


def sweep_questionnaires(cutoff, limit):
    return delete_some(Response.objects.filter(sitting__started_at__lt=cutoff), limit)


def sweep_consents(cutoff, limit):
    return delete_some(Consent.objects.filter(person__erased_at__lt=cutoff), limit)


def sweep_services(cutoff, limit):
    return delete_some(Service.objects.filter(file__person__erased_at__lt=cutoff), limit)


KINDS = [
    Kind(
        "imports",
        _("سطرهای فهرست‌هایی که از شهر آمد"),
        _("روزی که فهرست آمد"),
        _("سطرها پاک می‌شود؛ ورود نیمه‌کاره کنار گذاشته و فایل آن پاک می‌شود."),
        _("تا بتوان خطای یک سطر را پیدا کرد؛ آنچه پذیرفته شد در پرونده‌ها هست."),
        days=60,
        least=7,
        most=365,
        sweep=sweep_imports,
    ),
    Kind(
        "call_notes",
        _("یادداشت تماس‌های تلفنی"),
        _("روزی که کار تماس بسته شد"),
        _("یادداشت پاک می‌شود؛ شمار تماس‌ها می‌ماند."),
        _("تا کارشناس بعدی بداند چه گفته شده است."),
        days=730,
        least=90,
        most=1825,
        sweep=sweep_call_notes,
    ),
    Kind(
        "copies",
        _("رونوشت مدرک‌های پایان‌یافته"),
        _("روزی که اعتبار مدرک پایان یافت"),
        _("فایل رونوشت پاک می‌شود؛ این که مدرک دیده شده می‌ماند."),
        _("مدرکی که اعتبار ندارد چیزی را نشان نمی‌دهد."),
        days=180,
        least=30,
        most=1095,
        sweep=sweep_copies,
    ),
    Kind(
        "orphans",
        _("فایل‌های بی‌صاحب"),
        _("روزی که فایل نوشته شد"),
        _("فایلی که هیچ ردیفی نامش را ندارد پاک می‌شود."),
        _("اگر برق درست میان نوشتن فایل و ثبت آن برود، فایلی می‌ماند که مال کسی نیست."),
        days=1,
        least=1,
        most=30,
        sweep=sweep_orphans,
    ),
    Kind(
        "questionnaires",
        _("پاسخ‌های پرسش‌نامه‌ها"),
        _("روزی که آغاز شد"),
        _("پاسخ‌های مهروموم‌شده پاک می‌شود."),
        _("اثر برنامه‌ها پس از چند سال دیده می‌شود. هر زن هر روز می‌تواند پاسخ‌هایش را پاک کند."),
        days=3650,
        least=365,
        most=5475,
        sweep=sweep_questionnaires,
    ),
    Kind(
        "erased_consents",
        _("رضایت‌های کسانی که پاک شده‌اند"),
        _("روز پاک‌شدن"),
        _("روز و متن رضایت‌ها هم پاک می‌شود."),
        _("تا در این مدت بتوان نشان داد که با اجازه بوده است."),
        days=1825,
        least=365,
        most=3650,
        sweep=sweep_consents,
        is_promised=True,
    ),
    Kind(
        "erased_services",
        _("خدمت‌های کسانی که پاک شده‌اند"),
        _("روز پاک‌شدن"),
        _("نوع، روز و مبلغ خدمت‌ها هم پاک می‌شود."),
        _("حساب پولی که داده شده ده سال نگه داشته می‌شود."),
        days=3650,
        least=1825,
        most=5475,
        sweep=sweep_services,
        is_promised=True,
    ),
]
