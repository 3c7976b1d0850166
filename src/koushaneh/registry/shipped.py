"""Categories of headship that ship (انواع سرپرستی). An installation may change them; they are data."""

from django.db import transaction

from koushaneh.registry.models import Category


def proof(code, name, name_en):
    return {"code": code, "name": name, "name_en": name_en}


CARD = proof("birth_certificate", "شناسنامه", "Birth certificate")
COURT = proof("court_ruling", "حکم دادگاه", "Court ruling")
LOCAL = proof("local_inquiry", "استشهاد محلی", "Local inquiry")

CATEGORIES = [  # (code, name, English name, proofs, months it holds)
    (
        "widow",
        "همسر درگذشته",
        "Widowed",
        [proof("death_certificate", "گواهی فوت", "Death certificate"), CARD],
        None,
    ),
    ("divorced", "جداشده", "Divorced", [proof("divorce_record", "سند طلاق", "Divorce record"), CARD], None),
    ("separated", "متارکه", "Living apart", [COURT, LOCAL], 12),
    ("self_headed", "خودسرپرست", "Self-headed", [CARD, LOCAL], 24),
    (
        "husband_disabled",
        "همسر ازکارافتاده",
        "Husband unable to work",
        [proof("medical_board", "رأی شورای پزشکی", "Medical board opinion")],
        12,
    ),
    (
        "husband_imprisoned",
        "همسر زندانی",
        "Husband in prison",
        [proof("prison_letter", "نامهٔ زندان", "Letter of the prison")],
        6,
    ),
    ("husband_missing", "همسر مفقود", "Husband missing", [COURT], 12),
    ("husband_addicted", "همسر دچار اعتیاد", "Husband with addiction", [LOCAL, COURT], 12),
]

SYNONYMS = {  # what registers write for the same thing; we ourselves write the words above
    "widow": ("بیوه", "همسر فوت شده", "همسر فوتی", "فوت همسر", "فوت شوهر"),
    "divorced": ("مطلقه", "طلاق", "طلاق گرفته"),
    "separated": ("در حال متارکه",),
    "self_headed": ("خود سرپرست", "دختر خودسرپرست"),
    "husband_disabled": ("از کار افتادگی همسر", "همسر از کار افتاده", "همسر معلول"),
    "husband_imprisoned": ("زندانی بودن همسر", "زندانی"),
    "husband_missing": ("مفقود بودن همسر", "همسر مفقودالاثر"),
    "husband_addicted": ("همسر معتاد", "اعتیاد همسر"),
}


@transaction.atomic
def ship_categories():
    """Add the categories that ship. Safe to repeat; what an installation has changed stays."""
    for code, name, name_en, proofs, months in CATEGORIES:
        Category.objects.get_or_create(
            code=code, defaults={"name": name, "name_en": name_en, "proofs": proofs, "valid_months": months}
        )
    return {category.code: category for category in Category.objects.all()}
