"""Ties by lot: the quick answers of the relaxation against the integer program alone."""

import numpy as np
import pytest

from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import Candidate, Quota
from koushaneh.engine.selection.probing import Probe


def tied_case(number, *, n=150, seats=40, levels=1):
    """Five features, quotas around the pool's shares, and scores of few levels."""
    draw = np.random.default_rng(number)
    sizes = {"district": 6, "age": 4, "household": 3, "craft": 5, "disability": 2}
    columns = {name: draw.integers(0, size, n) for name, size in sizes.items()}
    scores = draw.integers(0, levels, n)
    homes = draw.integers(0, 3 * n, n)
    candidates = [
        Candidate(
            f"c{at}",
            int(scores[at]) * 10**6,
            {name: str(column[at]) for name, column in columns.items()},
            f"h{homes[at]}",
        )
        for at in range(n)
    ]
    quotas = [
        Quota(name, str(value), int(seats / size * 0.8), int(seats / size * 1.1) + 1)
        for name, size in sizes.items()
        for value in range(size)
    ]
    return candidates, quotas, seats


@pytest.mark.parametrize(("number", "levels"), [(1, 1), (2, 1), (3, 2), (4, 3)])
def test_quick_answers_change_no_selection(number, levels, monkeypatch):
    case = tied_case(number, levels=levels)
    answers = []
    quick = Probe.ask

    def noted(self, *bounds):
        answer = quick(self, *bounds)
        answers.append(answer[0])
        return answer

    monkeypatch.setattr(Probe, "ask", noted)
    found = merit(*case, seed=str(number))
    monkeypatch.setattr(Probe, "ask", lambda self, *bounds: (None, None))
    slowly = merit(*case, seed=str(number))

    assert found == slowly
    assert found.status == "optimal"
    assert {True, False} <= set(answers)


def test_time_that_runs_out_while_ties_are_decided_is_admitted(monkeypatch):
    candidates, quotas, seats = tied_case(1)
    left = [float("inf")]
    quick = Probe.ask

    def late(self, *bounds):
        left[0] = 0.0
        return quick(self, *bounds)

    monkeypatch.setattr(Probe, "ask", late)

    found = merit(candidates, quotas, seats, deadline=lambda: left[0])

    assert (found.status, len(found.chosen)) == ("stopped", seats)
    assert found.bound == found.objective
