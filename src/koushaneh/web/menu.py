"""The menu (فهرست بخش‌ها): one table of places; who may not enter one does not see it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koushaneh.access import rules
from koushaneh.access.roles import Permission
from koushaneh.web.pages import PERSON, PUBLIC, SIGNED_IN

PLACES_ON_A_PHONE = 4


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


@dataclass(frozen=True)
class Audience:
    """A part of the house: its address, who is at home there, how it is called."""

    name: str
    root: str
    may: str
    title: str


AUDIENCES = [
    Audience("mine", "/my/", PERSON, _("صفحهٔ من")),
    Audience("district", "/d/", Permission.DISTRICT_HOME, _("کار منطقه")),
    Audience("hq", "/hq/", Permission.HQ_HOME, _("ادارهٔ کل و ستاد")),
    Audience("review", "/review/", Permission.REVIEW_HOME, _("داوری")),
    Audience("oversight", "/oversight/", Permission.OVERSIGHT_HOME, _("بازرسی و سامانه")),
]

# Each area adds its places here, the most used first: phones show the first three and a door to all.
MENU = [
    Place(_("خانه"), "public:front", PUBLIC, "house", "public"),
    Place(_("راه شرکت"), "public:joining", PUBLIC, "route", "public"),
    Place(_("حریم شما"), "public:privacy", PUBLIC, "shield-check", "public"),
    Place(_("راهنما"), "public:help", PUBLIC, "circle-question-mark", "public"),
    Place(_("امروز من"), "mine:home", PERSON, "house", "mine"),
    Place(_("حریم من"), "mine:my_privacy", PERSON, "shield-check", "mine", _("چه کسی می‌بیند و چه کسی دیده است")),
    Place(_("ورود و امنیت"), "account_security", SIGNED_IN, "lock", "mine", _("رمز کوتاه، گوشی‌ها، کلید دوم")),
    Place(_("امروز"), "district:home", Permission.DISTRICT_HOME, "house", "district"),
    Place(_("امروز"), "hq:home", Permission.HQ_HOME, "house", "hq"),
    Place(_("سمت‌ها"), "hq:posts", Permission.POST_READ, "key-round", "hq", _("چه کسی چه نقشی دارد")),
    Place(_("اداره‌ها"), "hq:offices", Permission.OFFICE_EDIT, "building-2", "hq", _("نام، تلفن و جای هر اداره")),
    Place(_("زنجیرهٔ تأیید"), "hq:chains", Permission.OFFICE_EDIT, "signature", "hq", _("چه کسانی امضا می‌کنند")),
    Place(_("روزهای تعطیل"), "hq:closures", Permission.CLOSURE_DECLARE, "calendar-off", "hq", _("مهلت‌ها جابه‌جا می‌شوند")),
    Place(_("امروز"), "review:home", Permission.REVIEW_HOME, "house", "review"),
    Place(_("داوری‌های من"), "review:reviews", Permission.REVIEW, "scale", "review", _("درخواست‌ها با کد، بی‌نام")),
    Place(_("متن‌ها"), "review:texts", Permission.TEXT_EDIT, "pen-line", "review", _("برداشتن نام و نشانی از نوشته‌ها")),
    Place(_("گفت‌وگوها"), "review:interviews", Permission.INTERVIEW, "messages-square", "review", _("نوبت‌ها و نمرهٔ مصاحبه")),
    Place(_("امروز"), "oversight:home", Permission.OVERSIGHT_HOME, "house", "oversight"),
    Place(_("سابقهٔ کارها"), "oversight:log", Permission.LOG_READ, "scroll-text", "oversight", _("هر تغییر و هر خواندن")),
    Place(_("درستی زنجیره"), "oversight:soundness", Permission.LOG_READ, "link", "oversight", _("کسی چیزی را عوض نکرده؟")),
    Place(_("سلامت سامانه"), "oversight:system", Permission.SYSTEM_READ, "activity", "oversight", _("پیام‌ها، کارها، ساعت‌ها")),
]


def is_open_to(request, may):
    """Say whether this visitor may enter what asks for `may`."""
    user = getattr(request, "user", None)
    if may == PUBLIC:
        return True
    if user is None or not user.is_authenticated:
        return False
    if may == SIGNED_IN:
        return True
    if may == PERSON:
        return getattr(request, "person", None) is not None
    return rules.may(user, may)


def places_of(request, audience):
    """Return the places of an audience that this visitor may enter."""
    return [place for place in MENU if place.audience == audience and is_open_to(request, place.may)]


def homes_of(request):
    """Return where this account is at home; a person before she has said who she is counts, too."""
    homes = [audience for audience in AUDIENCES if is_open_to(request, audience.may)]
    mine = AUDIENCES[0]
    if mine not in homes and request.user.is_authenticated and request.user.persons.exists():
        homes.insert(0, mine)
    return homes


def audience_of(request):
    """Return the audience of the page that is being shown, "public" for what belongs to none."""
    path = getattr(request, "path", "/")
    return next((each.name for each in AUDIENCES if path.startswith(each.root)), "public")
