"""Hypothesis over the state machines: random acts of random people while time passes, and the rules hold.

After each step: every move is in its table and in the log, a refusal leaves no trace (all tables are
compared), and what each machine promises. The stories are the same in every run (derandomised).
"""

import pytest

from koushaneh.calls.actions import applications
from koushaneh.registry.actions import files
from koushaneh.registry.models import File
from koushaneh.screening.actions import rating, reviewing, signing, waiting
from tests.proof.machines.applying import Applying
from tests.proof.machines.calling import Calling
from tests.proof.machines.judging import Judging
from tests.proof.machines.offices import Files, Posts
from tests.proof.machines.running import Running
from tests.proof.machines.seats import Seats
from tests.proof.machines.story import tell, tell_by_hand
from tests.proof.machines.talking import Talking

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.mark.parametrize("machine", [Posts, Files, Judging, Seats], ids=lambda one: one.__name__)
def test_no_story_breaks_a_rule(machine):
    tell(machine)


@pytest.mark.parametrize("machine", [Calling, Applying], ids=lambda one: one.__name__)
def test_no_story_of_a_call_breaks_a_rule(machine):
    tell(machine, examples=10, steps=15)


@pytest.mark.parametrize("machine", [Running, Talking], ids=lambda one: one.__name__)
def test_no_story_of_a_run_or_a_talk_breaks_a_rule(machine):
    tell(machine, examples=14, steps=18)


def test_a_waiting_list_that_overbooks_is_found(monkeypatch):
    monkeypatch.setattr(waiting, "free_seats", lambda call: 1)
    monkeypatch.setattr(waiting, "next_entry", lambda call, run: first_waiting(call))

    with pytest.raises(AssertionError, match="seats are taken"):
        tell(Seats, shorten=False)


def first_waiting(call):
    return call.waiting.filter(left_at=None, application__state="waitlisted").order_by("rank").first()


def test_a_review_under_a_block_is_found(monkeypatch):
    monkeypatch.setattr(reviewing, "must_not_judge", lambda account, application: False)

    with pytest.raises(AssertionError, match="reviewed with a conflict"):
        tell(Judging, examples=100, shorten=False)


def test_an_application_taken_up_again_too_late_is_found(monkeypatch):
    monkeypatch.setattr(applications, "takes_answers", lambda call, at: True)

    with pytest.raises(AssertionError, match="restored after the deadline"):
        tell_by_hand(
            Applying,
            lambda story: story.they_have_come_so_far(far=1),
            lambda story: story.she_withdraws_and_thinks_again(number=0, hours=300),
        )


def test_a_replay_that_looks_at_nothing_is_found(monkeypatch):
    monkeypatch.setattr(signing, "replay_problem", lambda run: "")

    with pytest.raises(AssertionError, match="changed behind it"):
        tell_by_hand(
            Running,
            lambda story: story.it_has_come_so_far(far=1),
            lambda story: story.an_answer_changes_behind_the_run(number=0, sure=0),
        )


def test_two_raters_far_apart_without_a_third_are_found(monkeypatch):
    monkeypatch.setattr(rating, "GAP", 9)

    with pytest.raises(AssertionError, match="no third was heard"):
        tell_by_hand(
            Talking,
            lambda story: story.they_have_come_so_far(far=2),
            lambda story: story.both_its_raters_rate(number=0, first=1, second=5),
            lambda story: story.two_agree_or_a_third_has_rated(),
        )


def half_refused(file, *, by, reason):
    """Writes and then refuses, without a transaction of its own, as no action may."""
    File.objects.filter(pk=file.pk).update(number="0")
    raise files.AlreadyOpen()


def test_a_refusal_that_leaves_a_trace_is_found(monkeypatch):
    monkeypatch.setattr(files, "return_file", half_refused)

    with pytest.raises(AssertionError, match="half_refused was refused and left a trace"):
        tell(Files, shorten=False)
