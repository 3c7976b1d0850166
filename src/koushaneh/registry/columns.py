"""What a column of a register can mean, how its cells are read, by which names it is recognised."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from koushaneh.engine import persian
from koushaneh.engine.errors import EngineError
from koushaneh.registry.kinds import KINDS
from koushaneh.registry.models import File


class Unread(Exception):
    """A cell that cannot be read: a code, and what is accepted."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Field:
    """One meaning. `read(text)` gives the value or raises Unread; `names` are folded and compared whole."""

    title: str
    read: Callable
    names: tuple
    is_required: bool = False
    is_fact: bool = False


def text(cell):
    return persian.clean(cell)


def needed(cell):
    value = persian.clean(cell)
    if not value:
        raise Unread("empty")
    return value


def checked(reader, code):
    def read(cell):
        if not cell.strip():
            return ""
        try:
            return reader(cell)
        except EngineError as error:
            raise Unread(code, why=error.facts.get("reason", "")) from error

    return read


def national_id(cell):
    """Lost zeros are put back: a sheet that took the ID for a number has dropped them."""
    return persian.national_id(cell, pad=True)


def day(cell):
    """A Jalali day, or a Gregorian one where the sheet held a real date."""
    if not cell.strip():
        return None
    if cell[:2] in ("19", "20") and len(cell) == 10:
        return date.fromisoformat(cell)
    try:
        return persian.parse(cell)
    except (EngineError, ValueError) as error:
        raise Unread("date") from error


def whole(kind):
    low, high = KINDS[kind].low, KINDS[kind].high

    def read(cell):
        digits = persian.to_ascii(cell).replace(",", "").replace("٬", "").strip()
        if not digits:
            return None
        if (
            not digits.isdecimal()
            or (low is not None and int(digits) < low)
            or (high is not None and int(digits) > high)
        ):
            raise Unread("number", low=low or 0, high=high if high is not None else "—")
        return int(digits)

    return read


def toman(kind):
    def read(cell):
        value = whole(kind)(cell)
        return None if value is None else value * 10

    return read


YES = {persian.fold(word) for word in ("بله", "دارد", "آری", "1", "yes", "true", "هست")}
NO = {persian.fold(word) for word in ("نه", "خیر", "ندارد", "0", "no", "false", "نیست")}


def yes_no(cell):
    word = persian.fold(cell)
    if not word:
        return None
    if word not in YES | NO:
        raise Unread("yes_no")
    return word in YES


def one_of(words):
    """Read one of these words; `words` maps what may stand in the cell to the value."""
    folded = {persian.fold(word): value for word, value in words.items()}

    def read(cell):
        word = persian.fold(cell)
        if not word:
            return None
        if word not in folded:
            raise Unread("word", accepted="، ".join(words))
        return folded[word]

    return read


STATES = one_of(
    {
        "فعال": File.State.ACTIVE,
        "متقاضی": File.State.APPLICANT,
        "معلق": File.State.SUSPENDED,
        "خارج‌شده": File.State.EXITED,
        "خارج شده از سامانه": File.State.EXITED,
        "مستقل": File.State.GRADUATED,
        "active": File.State.ACTIVE,
        "suspended": File.State.SUSPENDED,
        "exited": File.State.EXITED,
    }
)
HOUSING = one_of(
    {
        "مالک": "owner",
        "ملکی": "owner",
        "شخصی": "owner",
        "مستأجر": "rent",
        "اجاره‌ای": "rent",
        "اجاره": "rent",
        "ناپایدار": "insecure",
        "نزد بستگان": "insecure",
        "سرپناه": "insecure",
    }
)


def fact(kind, reader, *names):
    return Field(KINDS[kind].name, reader, names, is_fact=True)


FIELDS = {
    "number": Field(
        _("شمارهٔ پرونده"), needed, ("شماره پرونده", "کد پرونده", "file number", "file_number"), True
    ),
    "first_name": Field(_("نام"), needed, ("نام", "نام کوچک", "first name", "first_name"), True),
    "last_name": Field(
        _("نام خانوادگی"), needed, ("نام خانوادگی", "فامیل", "شهرت", "last name", "last_name"), True
    ),
    "national_id": Field(
        _("کد ملی"),
        checked(national_id, "national_id"),
        ("کد ملی", "شماره ملی", "کدملی", "national id", "national_id"),
    ),
    "universal_code": Field(
        _("کد فراگیر"), checked(persian.universal_code, "universal_code"), ("کد فراگیر", "شناسه فراگیر")
    ),
    "father_name": Field(_("نام پدر"), text, ("نام پدر", "father name", "father_name")),
    "birth_date": Field(_("تاریخ تولد"), day, ("تاریخ تولد", "تولد", "birth date", "birth_date")),
    "phone": Field(
        _("تلفن همراه"),
        checked(persian.mobile, "mobile"),
        ("تلفن همراه", "موبایل", "همراه", "تلفن", "phone", "mobile"),
    ),
    "address": Field(_("نشانی"), text, ("نشانی", "آدرس", "address")),
    "postal_code": Field(
        _("کد پستی"), checked(persian.postal_code, "postal_code"), ("کد پستی", "postal code")
    ),
    "district": Field(_("منطقه"), text, ("منطقه", "منطقه شهرداری", "district")),
    "category": Field(_("نوع سرپرستی"), text, ("نوع سرپرستی", "علت سرپرستی", "وضعیت سرپرستی", "category")),
    "state": Field(
        _("وضعیت در سامانه"), STATES, ("وضعیت", "وضعیت پرونده", "وضعیت در سامانه", "status", "state")
    ),
    "opened_on": Field(_("تاریخ ورود"), day, ("تاریخ ورود", "تاریخ عضویت", "تاریخ پذیرش", "opened on")),
    "head_verified_on": Field(_("تاریخ احراز سرپرستی"), day, ("تاریخ احراز", "تاریخ احراز سرپرستی", "احراز")),
    "income_rials": fact(
        "income_rials", toman("income_rials"), "درآمد", "درآمد ماهانه", "درآمد (تومان)", "income"
    ),
    "household_need_rials": fact(
        "household_need_rials",
        toman("household_need_rials"),
        "هزینه خانوار",
        "نیاز خانوار (تومان)",
        "نیاز خانوار",
        "need",
    ),
    "dependants": fact(
        "dependants", whole("dependants"), "تعداد افراد تحت تکفل", "افراد تحت تکفل", "dependants"
    ),
    "earners": fact("earners", whole("earners"), "نان‌آوران", "تعداد شاغلان", "earners"),
    "welfare_decile": fact("welfare_decile", whole("welfare_decile"), "دهک", "دهک رفاهی", "decile"),
    "housing": fact("housing", HOUSING, "مسکن", "وضعیت مسکن", "housing"),
    "disability": fact("disability", yes_no, "معلولیت", "معلولیت یا بیماری", "بیماری خاص", "disability"),
    "insurance": fact("insurance", yes_no, "بیمه", "insurance"),
    "training_started": fact(
        "training_started", whole("training_started"), "دوره‌های آغازکرده", "training started"
    ),
    "training_completed": fact(
        "training_completed", whole("training_completed"), "دوره‌های گذرانده", "training completed"
    ),
}


def guess(columns):
    """Return {field: column} for the columns whose name says what they are."""
    known = {persian.fold(name): code for code, field in FIELDS.items() for name in field.names}
    found = {}
    for column in columns:
        code = known.get(persian.fold(column))
        if code and code not in found:
            found[code] = column
    return found
