"""Kinds of facts (انواع واقعیت): what a fact of a file can be about, and the form of its value.

Indicators and gates of a call name these codes, imports fill them, officers write them down.
A value is JSON: a whole number, a word out of `choices`, true or false, or an object.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind of fact. `form` is number, rials, choice, yes_no or object."""

    name: str
    form: str
    choices: dict[str, str] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None


HOUSING = {
    "owner": _("خانهٔ خودش"),
    "rent": _("اجاره‌ای"),
    "insecure": _("جای ناپایدار یا نزد دیگران"),
}

KINDS = {
    "income_rials": Kind(_("درآمد ماهانهٔ خودش"), "rials", low=0),
    "household_need_rials": Kind(_("نیاز ماهانهٔ خانوار"), "rials", low=0),
    "dependants": Kind(_("شمار افراد تحت تکفل"), "number", low=0, high=20),
    "earners": Kind(_("شمار نان‌آوران خانوار"), "number", low=0, high=20),
    "welfare_decile": Kind(_("دهک رفاهی"), "number", low=1, high=10),
    "housing": Kind(_("مسکن"), "choice", choices=HOUSING),
    "disability": Kind(_("معلولیت یا بیماری طولانی در خانوار"), "yes_no"),
    "insurance": Kind(_("بیمه دارد"), "yes_no"),
    "training_started": Kind(_("دوره‌های آموزشی آغازکرده"), "number", low=0),
    "training_completed": Kind(_("دوره‌های آموزشی به‌پایان‌رسانده"), "number", low=0),
    # {"attendance_percent": 0..100, "rating": 1..5}, written by the office or by the path
    "cooperation_record": Kind(_("سابقهٔ همکاری در سامانه"), "object"),
    "district_of_life_or_work": Kind(_("منطقهٔ زندگی یا کار"), "place"),
    "in_cohort": Kind(_("اکنون در یک هم‌دوره است"), "yes_no"),
}
