"""Cards of headquarters: the draft that waits to be finished, the call that is open now."""

from django.urls import reverse
from django.utils.translation import gettext as _t

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.calls.models import Application, Call
from koushaneh.calls.rules import calls_for, editable_calls_for
from koushaneh.web.ui.values import digits


def draft_card(request):
    """One's own draft that is not finished yet."""
    if not may(request.user, Permission.CALL_COMPOSE):
        return None
    drafts = editable_calls_for(request.user).filter(author=request.user, state=Call.State.DRAFT)
    found = drafts.order_by("-pk").first()
    return found and {
        "title": _t("پیش‌نویس «%(call)s»") % {"call": str(found)},
        "text": _t("هنوز برای تأیید فرستاده نشده است. ببینید چه مانده و بفرستید."),
        "href": reverse("hq:call", args=[found.code]),
        "action": _t("ادامهٔ پیش‌نویس"),
        "icon": "file-pen-line",
        "order": 28,
    }


def open_card(request):
    """The open call that closes first, with what has arrived."""
    if not may(request.user, Permission.CALL_COMPOSE):
        return None
    found = calls_for(request.user).filter(state=Call.State.OPEN).order_by("closes_at").first()
    if found is None:
        return None
    sent = found.applications.exclude(state__in=[Application.State.DRAFT, Application.State.LAPSED]).count()
    return {
        "title": _t("«%(call)s» گشوده است") % {"call": str(found)},
        "text": _t("%(count)s درخواست رسیده است. منطقه به منطقه ببینید کجا باید بیشتر دعوت کنند.")
        % {"count": digits(sent)},
        "due": found.closes_at,
        "href": reverse("hq:call", args=[found.code]),
        "action": _t("پیشرفت منطقه‌ها"),
        "icon": "megaphone",
        "order": 35,
    }
