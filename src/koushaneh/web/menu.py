"""The menu (فهرست بخش‌ها): one table of places; who may not enter one does not see it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from koushaneh.access import rules
from koushaneh.access.roles import Permission
from koushaneh.web.menu_places import MENU
from koushaneh.web.pages import PERSON, PUBLIC, SIGNED_IN

PLACES_ON_A_PHONE = 4


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
    Audience("train", "/train/", Permission.TRAINER_HOME, _("کار مربی")),
    Audience("counsel", "/counsel/", Permission.COUNSEL_HOME, _("مشاوره")),
    Audience("oversight", "/oversight/", Permission.OVERSIGHT_HOME, _("بازرسی و سامانه")),
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
    if (
        mine not in homes
        and request.user.is_authenticated
        and request.user.persons.filter(is_colleague=False).exists()
    ):
        homes.insert(0, mine)
    return homes


def audience_of(request):
    """Return the audience of the page that is being shown, "public" for what belongs to none."""
    path = getattr(request, "path", "/")
    return next((each.name for each in AUDIENCES if path.startswith(each.root)), "public")
