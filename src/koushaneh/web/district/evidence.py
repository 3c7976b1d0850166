"""Evidence of a gate in words (پشتوانهٔ شرط): what the register or her answer said, for an officer."""

from django.utils.translation import gettext_lazy as _

from koushaneh.calls.gates import GATES
from koushaneh.core.values import in_both, in_language
from koushaneh.places.models import Place
from koushaneh.registry.models import Category, File
from koushaneh.web.ui.values import digits, listed

REASONS = {
    "no_file": _("پرونده‌ای به این درخواست پیوند نخورده است."),
    "not_head": _("در پرونده، سرپرست خانوار ثبت نشده است."),
    "not_verified": _("سرپرستی گفته شده ولی هنوز با مدرک بررسی نشده است."),
    "no_place": _("نه در پرونده و نه در پاسخ، جایی گفته نشده است."),
    "no_birth_date": _("تاریخ تولد ثبت نشده است."),
    "not_answered": _("به این پرسش پاسخ نداده است."),
}


OTHER_PROOFS = {
    "identity_card": _("شناسنامه یا کارت ملی"),
    "tenancy": _("اجاره‌نامه، قبض یا استشهاد محل"),
}


def proofs_of(category):
    """Return (code, name) of the papers that show a kind of headship, in the language of the reader."""
    known = category.proofs if category else []
    return [(one["code"], in_language(in_both(one["name"], one.get("name_en", "")))) for one in known]


def named(proofs):
    """Give each proof its name; one that no category knows any more keeps its code."""
    names = dict(OTHER_PROOFS)
    for category in Category.objects.all():
        names.update(proofs_of(category))
    for proof in proofs:
        proof.name = names.get(proof.kind, proof.kind)
    return proofs


def gate_name(rule):
    return GATES[rule].name if rule in GATES else rule


def lines_of(evidence):
    """Return the sentences for what is kept as evidence of a gate."""
    return [str(line) for line in _lines(evidence) if line]


def _lines(evidence):
    yield REASONS.get(evidence.get("reason"), "")
    if "age" in evidence:
        facts = {"age": digits(evidence["age"]), "minimum": digits(evidence["minimum"])}
        yield _("سن: %(age)s سال؛ کمترین سن این فراخوان %(minimum)s سال است.") % facts
    if "state" in evidence:
        labels = dict(File.State.choices)
        yield _("وضعیت پرونده: %(state)s.") % {"state": labels.get(evidence["state"], evidence["state"])}
    if evidence.get("places"):
        names = Place.objects.filter(code__in=evidence["places"]).order_by("code")
        yield _("جا: %(places)s.") % {"places": listed(names)}
    if evidence.get("since"):
        yield _("سرپرستی با مدرک بررسی شده است.")
    if "original_seen" in evidence:
        yield _("اصل مدرک دیده شد؛ رونوشتی نگه داشته نشده است.")
    yield evidence.get("note", "")
