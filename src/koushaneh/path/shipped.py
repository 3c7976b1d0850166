"""The two templates that ship (الگوهای آماده): the founding core, and the entry to the path."""

from dataclasses import dataclass

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.path.models import Kind, Milestone, PathTemplate, TemplateStep


@dataclass(frozen=True)
class Step:
    """`days` count from the start, or from the day on which the step it follows was done."""

    key: str
    kind: str
    days: int
    title: str
    title_en: str
    follows: str = ""


FOUNDING = (
    Step("welcome", Kind.MEETING, 7, "نشست آشنایی هم‌دوره‌ها", "Meeting of the cohort to get acquainted"),
    Step("first_talk", Kind.INDIVIDUAL, 14, "نخستین گفت‌وگو با مشاور", "First talk with a counsellor"),
    Step("group", Kind.GROUP, 30, "گروه انگیزشی، دورهٔ نخست", "Motivational group, first round"),
    Step("business", Kind.WORKSHOP, 45, "کارگاه کسب‌وکار خرد", "Workshop on micro-business"),
    Step("cost", Kind.WORKSHOP, 30, "کارگاه قیمت و بهای تمام‌شده", "Workshop on price and cost", "business"),
    Step("selling", Kind.WORKSHOP, 30, "کارگاه فروش و مشتری", "Workshop on selling", "cost"),
    Step("mentor", Kind.MENTOR, 60, "آشنایی با راهبر همتا", "Meeting a peer mentor"),
    Step("half_year", Kind.MEASURE, 180, "پرسش‌نامهٔ شش‌ماهه", "Questionnaire after six months"),
    Step("first_sale", Kind.MILESTONE, 60, "نخستین فروش", "First sale", "selling"),
    Step("launch", Kind.MILESTONE, 90, "آغاز کسب‌وکار", "Business launched", "first_sale"),
    Step("give_back", Kind.MEETING, 270, "نشست تجربهٔ هم‌دوره‌ها", "Meeting to share experience"),
    Step("year", Kind.MEASURE, 360, "پرسش‌نامهٔ یک‌ساله", "Questionnaire after a year"),
)
ENTRY = (
    Step("first_talk", Kind.INDIVIDUAL, 10, "نخستین گفت‌وگو با مشاور", "First talk with a counsellor"),
    Step(
        "needs",
        Kind.INDIVIDUAL,
        21,
        "با هم ببینیم چه لازم است",
        "What is needed, seen together",
        "first_talk",
    ),
    Step("group", Kind.GROUP, 45, "گروه انگیزشی", "Motivational group"),
    Step("skills", Kind.WORKSHOP, 60, "کارگاه مهارت‌های کار", "Workshop on skills for work"),
    Step("craft", Kind.WORKSHOP, 45, "کارگاه حرفه‌ای", "Workshop in a craft", "skills"),
    Step("half_year", Kind.MEASURE, 180, "پرسش‌نامهٔ شش‌ماهه", "Questionnaire after six months"),
    Step("income", Kind.MILESTONE, 90, "نخستین درآمد", "First income", "craft"),
)
TEMPLATES = {
    "founding": ("مسیر هستهٔ اولیه", "Path of the founding core", FOUNDING),
    "entry": ("ورود به مسیر", "Entry to the path", ENTRY),
}
OFFICER, FOLLOWER = Milestone.Verifier.OFFICE, Milestone.Verifier.FOLLOW_UP
MILESTONES = {  # title, title_en, what shows it, the same in English, who verifies
    "first_sale": (
        "نخستین فروش",
        "First sale",
        "عکس رسید، پیام مشتری یا دفتر فروش",
        "A picture of a receipt, a message of the buyer or your sales book",
        FOLLOWER,
    ),
    "income": (
        "نخستین درآمد",
        "First income",
        "عکس رسید، پیام مشتری یا فیش دستمزد",
        "A picture of a receipt, a message of the buyer or a pay slip",
        FOLLOWER,
    ),
    "steady_customers": (
        "سه مشتری ثابت",
        "Three steady customers",
        "دفتر فروش سه ماه",
        "The sales book of three months",
        FOLLOWER,
    ),
    "launch": (
        "آغاز کسب‌وکار",
        "Business launched",
        "عکس محصول یا کارگاه، و مجوز اگر کارتان مجوز می‌خواهد",
        "A picture of the product or the workshop, and the permit if your work needs one",
        OFFICER,
    ),
}


@transaction.atomic
def ship_milestones(place, *, by=None):
    """Put the milestones that ship at a place. Safe to repeat; one that exists stays as it is."""
    found = dict(Milestone.objects.filter(place=place).values_list("code", "pk"))
    missing = [code for code in MILESTONES if code not in found]
    for code in missing:
        title, title_en, evidence, evidence_en, verifier = MILESTONES[code]
        Milestone.objects.create(
            place=place,
            code=code,
            title=title,
            title_en=title_en,
            evidence=evidence,
            evidence_en=evidence_en,
            verifier=verifier,
            is_launch=code == "launch",
            author=by,
        )
    if missing:
        record("milestone.shipped", by=by, place=place, codes=missing)
    return {one.code: one for one in Milestone.objects.filter(place=place)}


@transaction.atomic
def ship_paths(place, *, by=None):
    """Put both templates and the milestones at a place. Safe to repeat."""
    ship_milestones(place, by=by)
    return ship_templates(place, by=by)


@transaction.atomic
def ship_templates(place, *, by=None):
    """Put both templates at a place, published. Safe to repeat; a template that exists stays as it is."""
    return {code: _ship(place, code, by) for code in TEMPLATES}


def _ship(place, code, by):
    found = PathTemplate.objects.filter(place=place, code=code).order_by("-version").first()
    if found:
        return found
    title, title_en, steps = TEMPLATES[code]
    template = PathTemplate.objects.create(
        place=place,
        code=code,
        title=title,
        title_en=title_en,
        author=by,
        state=PathTemplate.State.PUBLISHED,
    )
    for step in steps:
        TemplateStep.objects.create(
            template=template,
            key=step.key,
            kind=step.kind,
            days=step.days,
            follows=step.follows,
            title=step.title,
            title_en=step.title_en,
        )
    record("path_template.shipped", about=template, by=by, place=place, code=code, steps=len(steps))
    return template
