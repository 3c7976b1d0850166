"""The table of the menu (جدول بخش‌ها): every place, the most used first. What it does is in `web/menu.py`."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.access.roles import Permission
from koushaneh.web.pages import PERSON, PUBLIC, SIGNED_IN


@dataclass(frozen=True)
class Place:
    """One place in the menu, beside the pages of `audience`; `about` is said on the home page."""

    title: str
    url: str
    may: str
    icon: str
    audience: str
    about: str = ""

    @property
    def href(self):
        return reverse(self.url)


# Each area adds its places here, the most used first: phones show the first three and a door to all.
# fmt: off
MENU = [
    Place(_("خانه"), "public:front", PUBLIC, "house", "public"),
    Place(_("نتیجه‌ها"), "public:results", PUBLIC, "list-checks", "public"),
    Place(_("فراخوان‌ها"), "public:calls", PUBLIC, "megaphone", "public"),
    Place(_("راه شرکت"), "public:joining", PUBLIC, "route", "public"),
    Place(_("پیگیری درخواست"), "public:tracking", PUBLIC, "search", "public"),
    Place(_("درستی گواهی"), "public:certificates", PUBLIC, "award", "public"),
    Place(_("رسید پاک‌شدن"), "public:receipts", PUBLIC, "eraser", "public"),
    Place(_("حریم شما"), "public:privacy", PUBLIC, "shield-check", "public"),
    Place(_("راهنما"), "public:help", PUBLIC, "circle-question-mark", "public"),
    Place(_("امروز من"), "mine:home", PERSON, "house", "mine"),
    Place(_("نامه‌های من"), "mine:letters", PERSON, "mail", "mine", _("نتیجه، دلیل و اعتراض")),
    Place(_("درخواست‌ها"), "mine:applications", PERSON, "file-text", "mine", _("پاسخ‌ها، وضعیت و رسید")),
    Place(_("مسیر من"), "mine:path", PERSON, "route", "mine", _("گام‌ها، هدف‌ها و آنچه پیش روست")),
    Place(_("دستاوردها"), "mine:milestones", PERSON, "badge-check", "mine", _("به چه رسیده‌اید")),
    Place(_("مستقل‌شدن"), "mine:graduation", PERSON, "sprout", "mine", _("وقتی می‌خواهید بی‌حمایت ادامه بدهید، و راه برگشت")),
    Place(_("کارگاه‌ها"), "mine:workshops", PERSON, "presentation", "mine", _("درخواست جا، پاسخ و برنامه")),
    Place(_("گفت‌وگو با مشاور"), "mine:counselling", PERSON, "message-circle", "mine", _("نوبت من و تلفن‌های کمک فوری")),
    Place(_("خبرها"), "mine:news", PERSON, "bell", "mine", _("هر چه برای شما فرستاده‌ایم")),
    Place(_("حریم من"), "mine:my_privacy", PERSON, "shield-check", "mine", _("چه کسی می‌بیند و چه کسی دیده است")),
    Place(_("پیگیری با کد"), "mine:track", PERSON, "search", "mine", _("با کد روی رسید")),
    Place(_("کمک"), "mine:help", PERSON, "phone", "mine", _("با من تماس بگیرید")),
    Place(_("ورود و امنیت"), "account_security", SIGNED_IN, "lock", "mine", _("رمز کوتاه، گوشی‌ها، کلید دوم")),
    Place(_("امروز"), "district:home", Permission.DISTRICT_HOME, "house", "district"),
    Place(_("تماس‌ها"), "district:calling", Permission.CALL_LIST_WORK, "phone", "district", _("امروز به چه کسی زنگ بزنم؟")),
    Place(_("در مسیر"), "district:board", Permission.PATH_WORK, "route", "district", _("چه کسی تازه است، چه کسی مانده")),
    Place(_("دستاوردها"), "district:milestones", Permission.MILESTONE_VERIFY, "badge-check", "district", _("به چه رسیده‌اند؛ ببینید و تأیید کنید")),
    Place(_("مستقل‌شدن"), "district:graduations", Permission.GRADUATION_ASSESS, "sprout", "district", _("با خودش، با نفر دوم، و راه برگشت")),
    Place(_("نتیجه‌ها"), "district:results", Permission.RESULT_TELL, "mail", "district", _("چه کسی هنوز خبر ندارد")),
    Place(_("پرونده‌ها"), "district:files", Permission.FILE_READ, "folder-open", "district", _("جست‌وجو با نام، کد ملی یا تلفن")),
    Place(_("درخواست‌ها"), "district:applications", Permission.APPLICATION_READ, "file-text", "district", _("چه کسی درخواست داده، با چه کمکی")),
    Place(_("کارگاه‌ها"), "district:workshops", Permission.WORKSHOP_COMPOSE, "presentation", "district", _("نوشتن، اعلام، جاها و نام‌ها")),
    Place(_("اصلاح‌ها"), "district:corrections", Permission.CORRECTION_ANSWER, "pencil", "district", _("آنچه می‌گویند نادرست است")),
    Place(_("ورود فهرست"), "district:imports", Permission.REGISTER_IMPORT, "upload", "district", _("فهرست سامانه از اکسل")),
    Place(_("یکی‌کردن"), "district:merges", Permission.PERSON_MERGE, "combine", "district", _("دو پروندهٔ یک بانو")),
    Place(_("منع‌ها"), "district:blocks", Permission.BLOCK_LIFT, "shield-ban", "district", _("چه همکاری چه بانویی را نمی‌بیند")),
    Place(_("گزارش ماه"), "district:report", Permission.FILE_FIGURES, "chart-column", "district", _("شمارش‌ها، برای چاپ و اکسل")),
    Place(_("بررسی شرایط"), "district:checks", Permission.APPLICATION_CHECK, "search-check", "district", _("شرط‌های هر درخواست با مدرکش")),
    Place(_("نوبت‌های گفت‌وگو"), "district:interviews", Permission.APPLICATION_ASSIST, "messages-square", "district", _("برای کسی که خودش نمی‌تواند")),
    Place(_("فراخوان‌ها"), "district:calls", Permission.CALL_READ, "megaphone", "district", _("دعوت و همراهی زنان منطقه")),
    Place(_("امروز"), "hq:home", Permission.HQ_HOME, "house", "hq"),
    Place(_("غربالگری"), "hq:screenings", Permission.REVIEW_PLAN, "list-checks", "hq", _("بررسی، داوری و گفت‌وگو، فقط با شمار")),
    Place(_("فراخوان‌ها"), "hq:calls", Permission.CALL_READ, "megaphone", "hq", _("نوشتن، تأیید، اعلام و پیگیری")),
    Place(_("ورود فهرست"), "district:imports", Permission.REGISTER_IMPORT, "upload", "hq", _("فهرست سامانه از اکسل")),
    Place(_("گزارش ماه"), "district:report", Permission.FILE_FIGURES, "chart-column", "hq", _("شمارش‌های شهر و منطقه‌ها")),
    Place(_("گزینش‌ها"), "hq:runs", Permission.RUN_READ, "list-checks", "hq", _("آماده، اجرا، امضا، نامه‌ها")),
    Place(_("اعتراض‌ها"), "hq:appeals", Permission.APPEAL_ADMIT, "message-square-warning", "hq", _("پذیرش و هیئت")),
    Place(_("هم‌دوره‌ها"), "hq:cohorts", Permission.COHORT_READ, "users", "hq", _("چه کسانی با هم آغاز می‌کنند")),
    Place(_("الگوهای مسیر"), "hq:paths", Permission.PATH_TEMPLATE, "route", "hq", _("گام‌های پس از پذیرش")),
    Place(_("دستاوردها"), "hq:milestones", Permission.MILESTONE_DEFINE, "badge-check", "hq", _("به چه رسیدن مهم است و چه کسی تأیید می‌کند")),
    Place(_("مستقل‌شدن"), "hq:graduations", Permission.FILE_FIGURES, "sprout", "hq", _("چند نفر رفتند و برگشتند؛ معیارها و قیمت‌ها")),
    Place(_("کارگاه‌ها"), "district:workshops", Permission.WORKSHOP_COMPOSE, "presentation", "hq", _("کارگاه‌های شهر و منطقه‌ها")),
    Place(_("مصوبه‌های تأسیس"), "hq:acts", Permission.COHORT_READ, "scroll-text", "hq", _("عضوهای پیش از این سامانه")),
    Place(_("خوانش پرسش‌ها"), "hq:recording_calls", Permission.CALL_COMPOSE, "audio-lines", "hq", _("صدای هر پرسش")),
    Place(_("پاک‌شدن داده‌ها"), "hq:erasures", Permission.ERASURE_READ, "eraser", "hq", _("درخواست‌هایی که چیزی را تمام می‌کنند")),
    Place(_("مدت نگهداری"), "hq:retention", Permission.RETENTION_READ, "calendar-clock", "hq", _("هر نوع داده تا کی می‌ماند")),
    Place(_("سمت‌ها"), "hq:posts", Permission.POST_READ, "key-round", "hq", _("چه کسی چه نقشی دارد")),
    Place(_("اداره‌ها"), "hq:offices", Permission.OFFICE_EDIT, "building-2", "hq", _("نام، تلفن و جای هر اداره")),
    Place(_("زنجیرهٔ تأیید"), "hq:chains", Permission.OFFICE_EDIT, "signature", "hq", _("چه کسانی امضا می‌کنند")),
    Place(_("روزهای تعطیل"), "hq:closures", Permission.CLOSURE_DECLARE, "calendar-off", "hq", _("مهلت‌ها جابه‌جا می‌شوند")),
    Place(_("امروز"), "review:home", Permission.REVIEW_HOME, "house", "review"),
    Place(_("داوری‌های من"), "review:reviews", Permission.REVIEW, "scale", "review", _("درخواست‌ها با کد، بی‌نام")),
    Place(_("متن‌ها"), "review:texts", Permission.TEXT_EDIT, "pen-line", "review", _("برداشتن نام و نشانی از نوشته‌ها")),
    Place(_("گفت‌وگوها"), "review:interviews", Permission.INTERVIEW, "messages-square", "review", _("نوبت‌ها و نمرهٔ مصاحبه")),
    Place(_("اعتراض‌ها"), "review:hearings", Permission.APPEAL_HEAR, "scale", "review", _("رأی هیئت رسیدگی")),
    Place(_("امروز"), "train:home", Permission.TRAINER_HOME, "house", "train"),
    Place(_("کارگاه‌های من"), "train:workshops", Permission.WORKSHOP_TEACH, "presentation", "train", _("برنامه، نام‌ها، حضور و غیاب")),
    Place(_("امروز"), "counsel:home", Permission.COUNSEL_HOME, "house", "counsel"),
    Place(_("دوره‌ها"), "counsel:cases", Permission.COUNSEL, "users", "counsel", _("زنانی که با شما گفت‌وگو می‌کنند")),
    Place(_("وقت‌ها"), "counsel:slots", Permission.COUNSEL, "calendar-days", "counsel", _("باز کردن وقت و نوشتن این که چه شد")),
    Place(_("بازیابی کلیدها"), "counsel:recoveries", Permission.CUSTODY, "history", "counsel", _("وقتی مشاوری رفته یا رمزش را فراموش کرده")),
    Place(_("کلید من"), "counsel:key", Permission.COUNSEL_HOME, "key-round", "counsel", _("رمزی که یادداشت‌ها را باز می‌کند")),
    Place(_("پروانهٔ من"), "counsel:licence", Permission.COUNSEL, "badge-check", "counsel", _("شماره و روز پایان آن")),
    Place(_("امروز"), "oversight:home", Permission.OVERSIGHT_HOME, "house", "oversight"),
    Place(_("گزینش‌ها"), "hq:runs", Permission.RUN_READ, "list-checks", "oversight", _("تعهد، امضاها، صورت‌جلسه")),
    Place(_("سابقهٔ کارها"), "oversight:log", Permission.LOG_READ, "scroll-text", "oversight", _("هر تغییر و هر خواندن")),
    Place(_("مدت نگهداری"), "hq:retention", Permission.RETENTION_READ, "calendar-clock", "oversight", _("هر نوع داده تا کی می‌ماند")),
    Place(_("درستی زنجیره"), "oversight:soundness", Permission.LOG_READ, "link", "oversight", _("کسی چیزی را عوض نکرده؟")),
    Place(_("سلامت سامانه"), "oversight:system", Permission.SYSTEM_READ, "activity", "oversight", _("پیام‌ها، کارها، ساعت‌ها")),
]
# fmt: on
