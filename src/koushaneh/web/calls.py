"""What several audiences show of a call: its gates and notices in words, its story, the card of a signer."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from koushaneh.access.roles import Permission
from koushaneh.access.rules import may
from koushaneh.calls.actions.approval import step_for
from koushaneh.calls.deadlines import last_moment, takes_new
from koushaneh.calls.gates import GATES as SHORT
from koushaneh.calls.models import Call, CallNotice
from koushaneh.calls.rules import calls_to_approve_for
from koushaneh.places.offices import office_of
from koushaneh.web.conditions import said
from koushaneh.web.ui import values
from koushaneh.web.words import sentence

GATES = {
    "head_verified": _l("سرپرستی خانوار شما در اداره بررسی و پذیرفته شده باشد."),
    "registry_status": _l("پروندهٔ شما در سامانهٔ توانمندسازی باشد و وضعیت آن بخواند."),
    "district": _l("در یکی از منطقه‌های این فراخوان زندگی یا کار کنید."),
    "age": _l("دست‌کم {minimum} سال داشته باشید."),
    "own_wish": _l("خودتان بخواهید و رضایت بدهید."),
    "not_in_cohort": _l("اکنون در هم‌دورهٔ دیگری نباشید."),
}
NOTICES = {
    "announced": _l("فراخوان اعلام شد"),
    "opened": _l("فراخوان باز شد و قواعد آن منتشر شد"),
    "amended": _l("فراخوان اصلاح شد"),
    "postponed": _l("مهلت بیشتر شد"),
    "corrected": _l("قواعد با دو امضا اصلاح شد"),
    "closed": _l("مهلت به پایان رسید"),
    "cancelled": _l("فراخوان لغو شد"),
}
FIELDS = {
    "title": _l("عنوان"),
    "title_en": _l("عنوان انگلیسی"),
    "summary": _l("چکیده"),
    "summary_en": _l("چکیدهٔ انگلیسی"),
    "closes_at": _l("پایان مهلت"),
    "results_on": _l("روز اعلام نتیجه"),
}
WAY = [
    _l("نخست شرط‌ها را با پرونده و پاسخ‌های شما می‌سنجیم. هر شرطی که برقرار نباشد با دلیلش به شما گفته می‌شود."),
    _l("نام، تلفن و نشانی از نوشته‌های شما برداشته می‌شود و دو داور جدا از هم آنها را می‌خوانند."),
    _l("با کسانی که نزدیک مرز پذیرش‌اند گفت‌وگو می‌کنیم."),
    _l("امتیازها با وزن‌هایی که پیش از گشایش منتشر شده جمع می‌شود و جاهای هر منطقه رعایت می‌شود."),
    _l("اگر دو نفر برابر باشند، قرعهٔ آشکار تصمیم می‌گیرد؛ هر کس می‌تواند خودش درستی آن را بررسی کند."),
    _l("هر کس نامه‌ای با دلیل‌ها می‌گیرد و می‌تواند اعتراض کند."),
]


def gates_in_words(gates):
    """Return the gates as sentences to a woman, numbers in digits of her language."""
    return [str(GATES[gate["code"]]).format(minimum=values.digits(gate.get("minimum", 18))) for gate in gates]


def context_of(call):
    """Return what the public page shows; headquarters preview a draft with the same template."""
    now = timezone.now()
    seats = call.seats.select_related("place").order_by("place__sort_key", "place__code")
    return {
        "call": call,
        "now": now,
        "is_open": takes_new(call, at=now),
        "last_moment": last_moment(call),
        "gates": gates_in_words(call.indicators.gates),
        "blocks": _blocks(call),
        "way": WAY,
        "places": [seat.place for seat in seats],
        "story": story(call, call.notices.all()),
        "versions": call.rules_versions.all(),
        "office": office_of(call.place),
    }


def _blocks(call):
    """Return the indicators by block with their weights, as the rules have them."""
    blocks = {}
    for item in call.indicators.enabled:
        if item.weight:
            block = blocks.setdefault(
                item.block, {"title": item.get_block_display(), "points": 0, "items": []}
            )
            block["points"] += item.weight
            block["items"].append((item.name if values.is_persian() else item.name_en, item.weight))
    return list(blocks.values())


def gate_names(results):
    """Return the short names of gates, for officers."""
    return [str(SHORT[result.code].name) for result in results]


def story(call, notices):
    """Return the notices as entries of a timeline, without persons."""
    return [
        {"at": notice.at, "title": NOTICES[notice.kind], "text": _what_changed(notice)} for notice in notices
    ]


def _what_changed(notice):
    if notice.kind == CallNotice.POSTPONED:
        until = values.day_and_hour(datetime.fromisoformat(notice.change["closes_at"][1]))
        return _("به سبب تعطیلی ({reason}) مهلت به {day} رفت.").format(reason=notice.text_shown, day=until)
    names = [str(FIELDS[name]) for name in notice.change if name in FIELDS]
    return " · ".join([*filter(None, [notice.text_shown]), *names])


def problems_in_words(problems, blocks):
    """Return the sentences for what a draft lacks; a block is said by its name."""
    return [sentence(code, _facts_in_words(facts, blocks)) for code, facts in problems]


def _facts_in_words(facts, blocks):
    return {
        name: blocks.get(fact, fact) if name == "block" else _in_words(fact) for name, fact in facts.items()
    }


def _in_words(fact):
    if isinstance(fact, dict):
        return said(fact)
    return values.digits(fact) if isinstance(fact, int) else fact


def approval_card(request):
    """The card of a signer: a call waits for her approval, the one that opens first on top."""
    if not may(request.user, Permission.CALL_APPROVE):
        return None
    in_chain = calls_to_approve_for(request.user).filter(state=Call.State.APPROVAL).order_by("opens_at")
    waiting = [
        call for call in in_chain.select_related("place", "author")[:20] if step_for(call, request.user)
    ]
    if not waiting:
        return None
    return {
        "title": _("یک فراخوان در انتظار نظر شماست")
        if len(waiting) == 1
        else _("فراخوان‌ها در انتظار نظر شما"),
        "text": str(waiting[0]),
        "href": reverse("hq:call_approval", args=[waiting[0].code]),
        "action": _("بخوانید و نظر بدهید"),
        "count": len(waiting),
        "due": waiting[0].opens_at,
        "tone": "turn",
        "icon": "signature",
        "order": 10,
    }
