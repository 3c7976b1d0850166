"""What waits for her on her own home page."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.calls.deadlines import takes_new
from koushaneh.calls.models import Invitation
from koushaneh.measures.actions import takes_baseline
from koushaneh.measures.rules import sittings_of
from koushaneh.notify.queries import unread_of
from koushaneh.web.mine.hers import applications_of, released_letters_of
from koushaneh.web.mine.status import Standing
from koushaneh.web.ui.homes import waiting

SHOWN = 3


def _latest(request):
    return next(iter(applications_of(request)), None)


def _standing(request, application):
    letters = released_letters_of(request)
    letter = next((one for one in letters if one.decision.application_id == application.pk), None)
    return Standing(application, letter)


def application(request):
    """Every application that is still under way, otherwise the latest: what she can do now, or how it stands."""
    found = [_standing(request, one) for one in applications_of(request)]
    live = [one for one in found if not one.is_over][:SHOWN]
    shown = live or found[:1]
    return [_application(one, is_one_of_many=len(shown) > 1) for one in shown]


def _application(standing, *, is_one_of_many):
    call = standing.application.call
    if todo := standing.todo():
        card = {
            "title": todo.title,
            "text": todo.text,
            "href": todo.href,
            "action": todo.action,
            "due": todo.due,
            "order": 10,
        }
    else:
        card = {
            "title": standing.title,
            "text": standing.text,
            "href": reverse("mine:application", args=[standing.application.tracking_code]),
            "action": _("درخواست را ببینید"),
            "icon": "file-text",
            "order": 110,
        }
    return card | {"text": f"{call} — {card['text']}"} if is_one_of_many else card


def invitation(request):
    """Calls that are open to her and that she has not begun; one to which she was invited comes first."""
    begun = [one.call_id for one in applications_of(request)]
    calls = rules.public_calls().filter(access_code="").exclude(pk__in=begun).order_by("closes_at")
    invited = Invitation.objects.filter(
        call=OuterRef("pk"), file__person=request.person, batch__undone_at=None
    )
    calls = calls.annotate(is_invited=Exists(invited)).order_by("-is_invited", "closes_at")
    open_ones = [one for one in calls[:5] if takes_new(one, at=timezone.now())]
    return [_invitation(call) for call in open_ones[:SHOWN]]


def _invitation(call):
    return {
        "title": str(call),
        "text": _("این فراخوان باز است. چند پرسش ساده دارد و هر پاسخ همان دم ثبت می‌شود."),
        "href": reverse("mine:start", args=[call.code]),
        "action": _("درخواست دهید"),
        "due": call.closes_at,
        "order": 30,
    }


def baseline(request):
    """The questionnaire, as long as she has neither finished nor declined it."""
    found = _latest(request)
    if found is None or not takes_baseline(found):
        return None
    sitting = sittings_of(request.person).filter(wave__about=f"call:{found.call_id}").first()
    if sitting and (sitting.finished_at or sitting.declined_at):
        return None
    return {
        "title": _("پرسش‌نامهٔ آغازین"),
        "text": _("اختیاری است و هیچ اثری بر درخواست شما ندارد."),
        "href": reverse("mine:baseline", args=[found.tracking_code]),
        "action": _("ادامه دهید") if sitting else _("ببینید"),
        "icon": "clipboard-list",
        "order": 120,
    }


@waiting(lambda request: unread_of(request.person))
def news(request, count):
    """News that she has not read."""
    return {
        "title": _("خبرهای تازه"),
        "count": count,
        "href": reverse("mine:news"),
        "action": _("بخوانید"),
        "icon": "bell",
        "order": 115,
    }


def call_me(request):
    """Help is always at hand."""
    return {
        "title": _("کمک می‌خواهید؟"),
        "text": _("کارشناس منطقه به شما زنگ می‌زند."),
        "href": reverse("mine:help"),
        "action": _("با من تماس بگیرید"),
        "icon": "phone",
        "order": 190,
    }
