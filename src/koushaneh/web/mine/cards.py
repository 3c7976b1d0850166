"""What waits for her on her own home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from koushaneh.calls import rules
from koushaneh.calls.deadlines import takes_new
from koushaneh.measures.actions import takes_baseline
from koushaneh.measures.rules import sittings_of
from koushaneh.notify.queries import unread_count
from koushaneh.web.mine.hers import applications_of, released_letters_of
from koushaneh.web.mine.status import Standing


def _latest(request):
    return next(iter(applications_of(request)), None)


def _standing(request, application):
    letters = released_letters_of(request)
    letter = next((one for one in letters if one.decision.application_id == application.pk), None)
    return Standing(application, letter)


def application(request):
    """The latest application: what she can do now, otherwise how it stands."""
    found = _latest(request)
    if found is None:
        return None
    standing = _standing(request, found)
    if todo := standing.todo():
        return {
            "title": todo.title,
            "text": todo.text,
            "href": todo.href,
            "action": todo.action,
            "due": todo.due,
            "order": 10,
        }
    return {
        "title": standing.title,
        "text": standing.text,
        "href": reverse("mine:application", args=[found.tracking_code]),
        "action": _("درخواست را ببینید"),
        "icon": "file-text",
        "order": 110,
    }


def invitation(request):
    """A call that is open to her and that she has not begun."""
    begun = [one.call_id for one in applications_of(request)]
    calls = rules.public_calls().filter(access_code="").exclude(pk__in=begun).order_by("closes_at")
    call = next((one for one in calls[:5] if takes_new(one, at=timezone.now())), None)
    if call is None:
        return None
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


def news(request):
    """News that she has not read."""
    count = unread_count(request.person)
    if not count:
        return None
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
