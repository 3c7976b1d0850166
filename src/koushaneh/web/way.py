"""The way of a call in words: its stages, what it waits for, on whom, and where that is done."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.people.models import Account
from koushaneh.screening.awaited import Awaited
from koushaneh.screening.way import STAGES, awaited_of, awaited_of_each, stage_of
from koushaneh.web.ui.values import digits

TITLES = {
    "writing": _("نوشتن فراخوان"),
    "approval": _("زنجیرهٔ تأیید"),
    "announcement": _("اعلام"),
    "applying": _("دعوت و درخواست"),
    "checking": _("شرط‌ها، مدرک‌ها و متن‌ها"),
    "judging": _("داوری و گفت‌وگو"),
    "run": _("گزینش و دو امضا"),
    "answers": _("نامه‌ها و پاسخ‌ها"),
    "appeals": _("پایان اعتراض‌ها"),
    "cohort": _("هم‌دوره"),
}
HQ, DISTRICT, WOMEN = _("ستاد"), _("ادارهٔ منطقه"), _("بانوان")
SIGNERS, TIME = _("امضاکنندگان"), _("گذشت زمان")
# code: (what is to be done, who does it, the name of the page, what its address needs of the call)
TURNS = {
    "finish_draft": (_("پیش‌نویس را کامل کنید"), HQ, "hq:call_basics", "code"),
    "send_draft": (_("پیش‌نویس آماده است؛ آن را برای تأیید بفرستید"), HQ, "hq:call", "code"),
    "approve": (_("فراخوان را بخوانید و نظر بدهید"), SIGNERS, "hq:call_approval", "code"),
    "observe": (_("ناظر می‌تواند یادداشتی بگذارد"), _("بازرسی"), "hq:call_approval", "code"),
    "announce": (_("همه تأیید کرده‌اند؛ فراخوان را اعلام کنید"), HQ, "hq:call", "code"),
    "opening": (_("فراخوان خودش باز می‌شود"), TIME, "", ""),
    "invite": (_("{count} منطقه هنوز کسی را دعوت نکرده است"), DISTRICT, "district:call", "code"),
    "apply": (_("زنان درخواست می‌دهند، تنها یا با کمک اداره"), WOMEN, "public:call", "code"),
    "finish_application": (_("{count} درخواست نیمه‌تمام مانده است"), WOMEN, "public:home", ""),
    "closing": (_("فراخوان خودش بسته می‌شود"), TIME, "", ""),
    "start_checks": (_("{count} درخواست رسیده است؛ شرط‌های همه را بسنجید"), HQ, "hq:screening", "pk"),
    "check": (_("شرط‌های {count} درخواست را بررسی کنید"), DISTRICT, "district:checks", ""),
    "answer_info": (_("{count} نفر باید مدرک یا پاسخ بفرستند"), WOMEN, "public:home", ""),
    "edit_texts": (_("{count} متن را از نام و نشانی پاک کنید"), _("ویراستار"), "review:texts", ""),
    "assign": (_("{count} درخواست داور می‌خواهد؛ داوران را تعیین کنید"), HQ, "hq:screening_plan", "pk"),
    "review": (_("{count} داوری مانده است"), _("داوران"), "review:home", ""),
    "find_third_reviewer": (_("{count} درخواست داور سوم ندارد"), HQ, "hq:screening", "pk"),
    "open_slots": (_("{count} نفر نوبت گفت‌وگو می‌خواهند؛ نوبت باز کنید"), HQ, "hq:interviews", "pk"),
    "invite_to_talk": (_("{count} نفر نزدیک مرزند؛ به گفت‌وگو دعوتشان کنید"), HQ, "hq:interviews", "pk"),
    "book": (_("{count} نفر باید نوبت گفت‌وگو بگیرند"), WOMEN, "public:home", ""),
    "book_for_her": (_("برای {count} نفر که حساب ندارند نوبت بگیرید"), DISTRICT, "district:interviews", ""),
    "rate": (_("{count} گفت‌وگو نمره می‌خواهد"), _("مصاحبه‌گران"), "review:home", ""),
    "name_third_rater": (_("{count} گفت‌وگو نفر سوم می‌خواهد"), HQ, "hq:interviews", "pk"),
    "prepare_run": (_("داوری تمام شده است؛ گزینش را آماده کنید"), HQ, "hq:run", "code"),
    "source": (_("منبع همگانی قرعه سخن می‌گوید"), TIME, "", ""),
    "execute": (_("منبع سخن گفته است؛ گزینش را اجرا کنید"), HQ, "hq:run", "code"),
    "replay": (_("نفر دوم گزینش را بازاجرا کند"), SIGNERS, "hq:run", "code"),
    "sign": (_("{count} امضا مانده است"), SIGNERS, "hq:run", "code"),
    "release": (_("نامه‌ها را ببینید و یکجا بفرستید"), HQ, "hq:run", "code"),
    "answer_offer": (_("{count} نفر باید بگویند که جا را می‌پذیرند یا نه"), WOMEN, "public:home", ""),
    "tell": (_("به {count} نفر تلفن کنید؛ هنوز از جای خود خبر ندارند"), DISTRICT, "district:results", ""),
    "admit_appeal": (_("{count} اعتراض رسیده است؛ ببینید به نتیجه مربوط است"), HQ, "hq:appeals", ""),
    "hear": (_("{count} رأی دربارهٔ اعتراض‌ها مانده است"), _("هیئت رسیدگی"), "review:home", ""),
    "answer_appeal": (_("پاسخ {count} اعتراض را بنویسید"), _("هیئت رسیدگی"), "review:home", ""),
    "appeals_end": (_("روزهای اعتراض می‌گذرد"), TIME, "", ""),
    "finish": (_("همه چیز پاسخ گرفته است؛ نتیجه را نهایی کنید"), HQ, "hq:outcome", "code"),
}


@dataclass(frozen=True)
class Turn:
    """One thing that a call waits for, as a page shows it to a viewer."""

    awaited: Awaited
    text: str
    who: str
    page: str
    href: str
    viewer: Account | None

    @property
    def code(self):
        return self.awaited.code

    @property
    def accounts(self):
        return self.awaited.accounts

    @property
    def until(self):
        return self.awaited.until

    @property
    def of_women(self):
        return self.awaited.of_women

    @property
    def is_optional(self):
        return self.awaited.is_optional

    @cached_property
    def is_mine(self):
        """Say whether the viewer may do it herself."""
        return self.viewer is not None and self.awaited.who.has(self.viewer)

    @property
    def is_of_time(self):
        return not self.href

    @property
    def names(self):
        """Name colleagues, three at most; women are counted and never named."""
        return [] if self.of_women else [account.name for account in self.accounts[:3]]

    @property
    def others(self):
        """How many more colleagues there are."""
        return 0 if self.of_women else max(0, len(self.accounts) - 3)


def stages_in_words(call):
    """Return (title, "done", "here" or "ahead") of every stage; nothing for a cancelled call."""
    here = stage_of(call)
    if here is None:
        return []
    if here == len(STAGES) - 1:
        return [(TITLES[name], "done") for name, _states in STAGES]
    return [
        (TITLES[name], "done" if number < here else "here" if number == here else "ahead")
        for number, (name, _states) in enumerate(STAGES)
    ]


def turns_of(call, viewer=None):
    """Return what a call waits for; `is_mine` marks what the viewer may do herself."""
    return [_turn(call, one, viewer) for one in awaited_of(call)]


def turns_of_each(calls, viewer):
    """Return the turns of each of these calls, counted together."""
    waits = zip(calls, awaited_of_each(calls), strict=True)
    return [[_turn(call, one, viewer) for one in awaited] for call, awaited in waits]


def _turn(call, one, viewer):
    words, who, page, needed = TURNS[one.code]
    return Turn(
        awaited=one,
        text=str(words).format(count=digits(one.count)),
        who=str(who),
        page=page,
        href=reverse(page, args=[getattr(call, needed)] if needed else []) if page else "",
        viewer=viewer,
    )
