"""What a woman is told of her turns, in words that betray nothing, and a turn that is given up."""

from koushaneh.audit.actions import change_state
from koushaneh.core.values import in_both
from koushaneh.counselling.models import State
from koushaneh.notify.actions import send
from koushaneh.path.actions.steps import unschedule_step
from koushaneh.places.offices import office_of

LINK = "/my/counselling/"


def tell(booking, template):
    """Send a text that names neither counsellor nor purpose."""
    slot, episode = booking.slot, booking.episode
    facts = {"when": slot.starts_at, "where": in_both(slot.office.name, slot.office.name_en)}
    return send(episode.person, template, facts, link=LINK, office=office_of(episode.place))


def give_up(booking, *, by):
    """Let a turn go; her step of the path waits for another."""
    change_state(booking, State.LEFT, by=by)
    step = booking.step
    if step is not None and step.plan.ended_at is None:
        booking.step = unschedule_step(step, by=by)
    return booking
