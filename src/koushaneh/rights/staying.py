"""What stays after an erasure (آنچه می‌ماند): each line with its reason, and until when where there is an end."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from koushaneh.rights.keeping import days_of


@dataclass(frozen=True)
class Stay:
    """A line of the receipt: what stays, why."""

    title: str
    why: str


STAYS = {
    "selection": Stay(
        _("کد، امتیاز و نتیجه در گزینش امضاشده"),
        _("تا هر کس بتواند دوباره بسنجد که گزینش درست بوده است. نام و پاسخ‌ها در آن نیست."),
    ),
    "counts": Stay(
        _("این که کسی بوده و در چه روزهایی، بی‌نام"),
        _("تا شمار پرونده‌ها، هم‌دوره‌ها و عضوها در گزارش‌ها درست بماند."),
    ),
    "consents": Stay(
        _("روز و متن رضایت‌ها، بی‌نام"),
        _("گواه این است که پیش از پاک‌شدن، هر کاری با اجازه بوده است."),
    ),
    "services": Stay(
        _("نوع، روز و مبلغ خدمت‌ها، بی‌نام"),
        _("حساب پولی که داده شده باید بماند."),
    ),
    "log": Stay(
        _("شماره‌های بی‌نام در سابقهٔ کارها"),
        _("سابقه زنجیره است: اگر سطری برداشته شود، دست‌بردن در آن دیگر دیده نمی‌شود."),
    ),
    "mark": Stay(
        _("اثر انگشت کد ملی و شمارهٔ پرونده، که از آن نمی‌توان شماره را خواند"),
        _("تا فهرست ماه آیندهٔ شهر، این داده‌ها را دوباره نیاورد."),
    ),
    "backups": Stay(
        _("نسخه‌های پشتیبان"),
        _("بسته و بیرون از دسترس‌اند. اگر یکی از آن‌ها بازگردانده شود، همان دم دوباره پاک می‌شود."),
    ),
}
PROMISED = {"consents": "erased_consents", "services": "erased_services", "backups": "backups"}


def stays_of(kept, *, on):
    """Return the lines that apply, [{"code", "until"}], in their order; `until` is a date or None."""
    wanted = [code for code in STAYS if code in kept or code in ("log", "mark", "backups")]
    return [{"code": code, "until": _until(code, on)} for code in wanted]


def _until(code, on):
    kind = PROMISED.get(code)
    return (on + timedelta(days=days_of(kind))).isoformat() if kind else None


def in_words(lines):
    """Return (title, why, until) of the lines of a receipt; `until` is a date or None."""
    return [
        (
            STAYS[line["code"]].title,
            STAYS[line["code"]].why,
            line["until"] and date.fromisoformat(line["until"]),
        )
        for line in lines
    ]


def all_stays(*, on):
    """Return what would stay of anybody, as if she were erased on that day."""
    return in_words(stays_of(set(STAYS), on=on))
