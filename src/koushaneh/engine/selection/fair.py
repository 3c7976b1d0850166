"""Fair lotteries over panels: maximin and leximin, with certificates.

Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting
citizens' assemblies", Nature 596, 2021. The chances are found over the linear
relaxation first (`levels`), which bounds every lottery; a walk (`walk`)
proposes panels and projections (`projection`) mix them, or a linear program
(`mixture`) where those do not end. Where the mixture reaches the bound it is
optimal. Where it does not, panels are priced by an
integer program until none would improve it, which proves it instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from koushaneh.engine.seeds import generator
from koushaneh.engine.selection.certificates import (
    Certificate,
    panel_certificates,
    relaxed_certificates,
)
from koushaneh.engine.selection.columns import any_panel, exact_levels, panel_of, raised_exactly
from koushaneh.engine.selection.draw import drawn_panel
from koushaneh.engine.selection.levels import relaxed_levels
from koushaneh.engine.selection.mixture import Mixing, Mixture
from koushaneh.engine.selection.model import Candidate, OutOfTime, Quota, Relaxation
from koushaneh.engine.selection.orbits import Orbits, orbits_of, program_of
from koushaneh.engine.selection.pool import Floats, Ints, Pool, check_seats, pool_of
from koushaneh.engine.selection.program import Deadline, Program, solve
from koushaneh.engine.selection.proofs import proofs_of
from koushaneh.engine.selection.relaxation import minimal_relaxation
from koushaneh.engine.selection.rotation import named_panels
from koushaneh.engine.selection.walk import Walk

Method = Literal["maximin", "leximin"]
REACHED = 1e-9
ROUNDS = 12
PLENTY = 8  # panels for each orbit, after which projections give way to a linear program
WALK_SEED = "panels"  # panels must not depend on the seed of the draw, which is revealed after them


@dataclass(frozen=True)
class FairResult:
    """A lottery over `panels` (members, probability) and the panel drawn from it.

    `chances` per candidate, `minimum` the smallest of them, `bound` its proven
    upper limit. `levels` hold one certificate for maximin, all for leximin.
    `deviation` is how far a chance is from its level at most (leximin), which
    is the rounding of the panels' probabilities.
    """

    status: Literal["optimal", "infeasible", "stopped"]
    method: Method
    chosen: tuple[str, ...] = ()
    chances: Mapping[str, float] | None = None
    minimum: float = 0.0
    bound: float = 0.0
    panels: tuple[tuple[tuple[str, ...], float], ...] = ()
    levels: tuple[Certificate, ...] = ()
    relaxation: tuple[Relaxation, ...] = ()
    deviation: float = 0.0


def maximin(
    candidates: Sequence[Candidate] | Pool,
    quotas: Iterable[Quota],
    seats: int,
    *,
    seed: str = "0",
    deadline: Deadline = None,
) -> FairResult:
    """Return the lottery whose smallest chance is greatest, and one panel drawn from it.

    Every panel has `seats` members, keeps all quotas and holds at most one of
    those who share an apart key. The lottery does not depend on `seed`, which
    decides the drawn panel alone. Any order of rows gives the same answer.
    Past the deadline (seconds left) the status is "stopped".
    """
    return _fair(candidates, quotas, seats, "maximin", seed, deadline)


def leximin(
    candidates: Sequence[Candidate] | Pool,
    quotas: Iterable[Quota],
    seats: int,
    *,
    seed: str = "0",
    deadline: Deadline = None,
) -> FairResult:
    """Return the lottery that raises the smallest chance, then the next smallest, and so on.

    As `maximin`; every level comes with its certificate. Where all are exact
    (`Certificate.is_exact`), the levels are fractions, proven in exact
    arithmetic; the panels' probabilities are their nearest decimals.
    """
    return _fair(candidates, quotas, seats, "leximin", seed, deadline)


def _fair(
    candidates: Sequence[Candidate] | Pool,
    quotas: Iterable[Quota],
    seats: int,
    method: Method,
    seed: str,
    deadline: Deadline,
) -> FairResult:
    pool = candidates if isinstance(candidates, Pool) else pool_of(candidates, quotas)
    check_seats(seats)
    try:
        panel = _some_panel(pool, seats, deadline)
        if panel is None:
            relaxation = minimal_relaxation(pool, seats, deadline=deadline)
            return FairResult("infeasible", method, relaxation=relaxation)
    except OutOfTime:
        return FairResult("stopped", method, bound=1.0)
    making = _Making(pool, seats, method, deadline, panel)
    status = making.run()
    return making.result(status, seed)


def _some_panel(pool: Pool, seats: int, deadline: Deadline) -> Ints | None:
    """Return a panel, its orbits in sorted order, or None if there is none; quick where there are plenty."""
    if not len(pool) or any(quota.minimum > quota.maximum for quota in pool.quotas):
        return None
    orbits = orbits_of(pool)
    program = program_of(orbits, pool, seats, np.zeros(len(orbits)), is_integer=True)
    found = solve(program, deadline=deadline)
    if found.status == "stopped" and not len(found.x):
        raise OutOfTime(stage="panels")
    return panel_of(found.x) if len(found.x) else None


class _Making:
    """One lottery in the making."""

    def __init__(self, pool: Pool, seats: int, method: Method, deadline: Deadline, panel: Ints) -> None:
        self.pool, self.seats, self.method, self.deadline = pool, seats, method, deadline
        self.first = panel
        self.orbits: Orbits = orbits_of(pool)
        self.certificates: list[Certificate] = []
        self.panels: list[Ints] = []
        self.mixture: Mixture | None = None

    def run(self) -> Literal["optimal", "stopped"]:
        """Mix panels until the bound is reached or proven otherwise."""
        wanted = self.orbits.size * self.seats / len(self.pool)
        mixing = Mixing(self.orbits.size)
        try:
            levels, chances = relaxed_levels(self.orbits, self.pool, self.seats, deadline=self.deadline)
            is_maximin = self.method == "maximin"
            proofs = proofs_of(self.orbits, self.pool, self.seats, levels)
            proven = relaxed_certificates(self.orbits, self.pool, self.seats, levels, proofs)
            self.certificates = proven[:1] if is_maximin else proven
            if proven[0].is_exact:
                chances = self._level_of_each(proven)
            wanted = chances * self.orbits.size
            goal = self.certificates[0].bound if is_maximin else 1.0
            mixing = Mixing(self.orbits.size if is_maximin else wanted)
            if not self._mix(mixing, wanted, goal):
                self._mix_exactly(mixing)
        except OutOfTime:
            if self.mixture is None:
                mixing.add(self.first)
                self._keep(mixing, mixing.projected(wanted))
            return "stopped"
        return "optimal"

    def _mix(self, mixing: Mixing, wanted: Floats, goal: float) -> bool:
        """Add panels of the walk until their mixture reaches `goal`; False if it does not."""
        walk = Walk(self.orbits, self.pool, self.seats, wanted, generator(WALK_SEED))
        for batch in [3] + [1] * ROUNDS:
            count = batch * len(self.orbits) + 20
            found = self._gather(mixing, walk, count)
            if not found:
                return False
            mixture = mixing.projected(wanted)
            is_late = found < count or len(mixing.panels) >= PLENTY * len(self.orbits)
            if is_late and not self._reaches(mixture, goal):
                mixture = self._mixed_by_program(mixing, wanted)
            self._keep(mixing, mixture)
            if self._reaches(mixture, goal):
                return True
        return False

    def _mixed_by_program(self, mixing: Mixing, wanted: Floats) -> Mixture:
        # Exact chances leave no interior, where interior points are slow.
        if self.method == "maximin":
            return mixing.spread(self.deadline)
        return mixing.polished(mixing.best(self.deadline), wanted)

    def _reaches(self, mixture: Mixture, goal: float) -> bool:
        return mixture.value >= goal * (1 - REACHED) - REACHED

    def _gather(self, mixing: Mixing, walk: Walk, wanted_count: int) -> int:
        """Walk until `wanted_count` new panels are found, or hardly any more are met."""
        new, since = 0, 0
        while new < wanted_count and since < 200:
            if self.deadline is not None and self.deadline() <= 0:
                raise OutOfTime(stage="panels")
            found = sum(mixing.add(panel) for panel in walk.step())
            new += found
            since = 0 if found else since + 1
        return new

    def _mix_exactly(self, mixing: Mixing) -> None:
        """Price panels by an integer program: one level for maximin, all anew for leximin."""
        if not mixing.panels:
            mixing.add(any_panel(self._program(), self.deadline))
        if self.method == "maximin":
            found = [raised_exactly(mixing, self._program(), self.deadline, self._keep)]
        else:
            fresh = Mixing(self.orbits.size)
            for panel in mixing.panels:
                fresh.add(panel)
            found = exact_levels(fresh, self._program(), self.orbits.size, self.deadline, self._keep)
        self.certificates = panel_certificates(
            self.orbits, self.pool, self._program(), found, deadline=self.deadline
        )

    def _keep(self, mixing: Mixing, mixture: Mixture) -> None:
        self.panels, self.mixture = list(mixing.panels), mixture

    def _program(self) -> Program:
        return program_of(self.orbits, self.pool, self.seats, np.zeros(len(self.orbits)), is_integer=True)

    def _level_of_each(self, levels: Sequence[Certificate]) -> Floats:
        """Return per orbit the value of the level that holds it; 1 where there is only the first level."""
        of_candidate = dict.fromkeys(self.pool.ids, 1.0)
        for level in levels:
            of_candidate.update(dict.fromkeys(level.held, level.value))
        values = np.ones(len(self.orbits))
        values[self.orbits.of] = [of_candidate[one] for one in self.pool.ids]
        return values

    def result(self, status: Literal["optimal", "stopped"], seed: str) -> FairResult:
        """Name the members of the panels, and draw one."""
        bound = self.certificates[0].bound if self.certificates else 1.0
        assert self.mixture is not None
        kept = np.flatnonzero(self.mixture.probabilities[: len(self.panels)] > 1e-13)
        named = named_panels(
            self.orbits,
            [self.panels[at] for at in kept.tolist()],
            self.mixture.probabilities[kept],
            np.arange(len(self.pool)),
        )
        chances = np.zeros(len(self.pool))
        for members, probability in named:
            chances[list(members)] += probability
        drawn = drawn_panel(seed, [probability for _, probability in named])
        panels = tuple((tuple(self.pool.ids[at] for at in members), share) for members, share in named)
        return FairResult(
            status=status,
            method=self.method,
            chosen=panels[drawn][0],
            chances=dict(zip(self.pool.ids, chances.tolist(), strict=True)),
            minimum=float(chances.min()),
            bound=min(1.0, bound),
            panels=panels,
            levels=tuple(self.certificates),
            deviation=self._deviation(chances),
        )

    def _deviation(self, chances: Floats) -> float:
        if self.method == "maximin" or not self.certificates:
            return 0.0
        return float(np.abs(chances - self._level_of_each(self.certificates)[self.orbits.of]).max())
