"""Deadlines of a call (مهلت‌ها). The server's clock decides, in the transaction that writes."""

from datetime import timedelta

from koushaneh.calls.models import Call
from koushaneh.core.time import TEHRAN

TAKING = (Call.State.OPEN, Call.State.GRACE)


def last_moment(call):
    """Return the instant until which what she had begun may still be sent."""
    return call.closes_at + timedelta(minutes=call.grace_minutes)


def takes_new(call, *, at):
    """Say whether a woman may begin now; the grace is for those who have begun."""
    return call.state == Call.State.OPEN and at <= call.closes_at


def takes_answers(call, *, at):
    return call.state in TAKING and at <= last_moment(call)


def takes_paper(call, *, received_on):
    """Say whether a paper form of that day counts; it may be entered until the checking begins."""
    opened, closed = (moment.astimezone(TEHRAN).date() for moment in (call.opens_at, call.closes_at))
    return call.state in (*TAKING, Call.State.CLOSED) and opened <= received_on <= closed
