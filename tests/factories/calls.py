"""Calls through the actions: a draft, its chain, an announced and an open one."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.actions.approval import approve_step, submit_for_approval
from koushaneh.calls.actions.calls import advance_calls, announce_call
from koushaneh.calls.actions.composing import compose_call
from koushaneh.places.actions import set_chain
from koushaneh.places.models import ApprovalStep
from tests.factories.access import make_post
from tests.factories.places import city, directorate, headquarters, oversight


def make_chain():
    """Deputy and director decide, the inspector observes; returns their accounts and the author's."""
    links = [
        (headquarters(), "معاون", "Deputy", False),
        (directorate(), "مدیرکل", "Director General", False),
        (oversight(), "بازرس (ناظر)", "Auditor (observer)", True),
    ]
    if not ApprovalStep.objects.filter(retired_at=None).exists():
        set_chain(ApprovalStep.Act.CALL, city(), links, by=None)
    return {
        "author": make_post(Role.HQ_OFFICER).account,
        "deputy": make_post(Role.SIGNER, office=headquarters()).account,
        "director": make_post(Role.DIRECTORATE_MANAGER, office=directorate()).account,
        "inspector": make_post(Role.AUDITOR).account,
    }


def make_draft_call(*, by=None, **basics):
    """A draft of the founding core that is ready to be submitted; it opens in one hour."""
    now = timezone.now()
    values = {
        "profile": "founding",
        "place": city(),
        "title": "فراخوان هستهٔ اولیهٔ کانون",
        "summary": "برای زنانی که کار یا مهارتی دارند و می‌خواهند کانون را با هم بسازند.",
        "opens_at": now + timedelta(hours=1),
        "closes_at": now + timedelta(days=20),
        **basics,
    }
    return compose_call(by=by or make_post(Role.HQ_OFFICER).account, **values)


def make_approved_call(chain=None, **basics):
    chain = chain or make_chain()
    call = submit_for_approval(make_draft_call(by=chain["author"], **basics), by=chain["author"])
    for who in ("deputy", "director"):
        approve_step(call, by=chain[who], note="")
    return call


def make_announced_call(chain=None, **basics):
    chain = chain or make_chain()
    return announce_call(make_approved_call(chain, **basics), by=chain["author"])


def make_opened_call(chain=None, **basics):
    """An open call, opened by the clock."""
    call = make_announced_call(chain, **basics)
    type(call).objects.filter(pk=call.pk).update(opens_at=timezone.now() - timedelta(minutes=1))
    advance_calls(timezone.now())
    call.refresh_from_db()
    return call
