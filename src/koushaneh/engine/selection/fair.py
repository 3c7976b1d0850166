"""Fair lotteries over panels: maximin and leximin, with certificates.

Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting
citizens' assemblies", Nature 596, 2021. The chances are found over the linear
relaxation first (`levels`), which bounds every lottery; a walk (`walk`)
proposes panels and a linear program mixes them (`mixture`). Where the mixture
reaches the bound it is optimal. Where it does not, panels are priced by an
integer program until none would improve it, which proves it instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from koushaneh.engine.seeds import generator
from koushaneh.engine.selection.columns import Exact, any_panel, exact_levels, raised_exactly
from koushaneh.engine.selection.draw import drawn_panel
from koushaneh.engine.selection.levels import Level, relaxed_levels
from koushaneh.engine.selection.mixture import Mixing, Mixture
from koushaneh.engine.selection.model import Candidate, OutOfTime, Quota, Relaxation
from koushaneh.engine.selection.orbits import Orbits, orbits_of, program_of
from koushaneh.engine.selection.pool import Floats, Ints, Pool, check_seats, pool_of
from koushaneh.engine.selection.program import Deadline, Program, solve
from koushaneh.engine.selection.relaxation import minimal_relaxation
from koushaneh.engine.selection.rotation import named_panels
from koushaneh.engine.selection.walk import Walk

Method = Literal["maximin", "leximin"]
REACHED = 1e-9
ROUNDS = 12
WALK_SEED = "panels"  # panels must not depend on the seed of the draw, which is revealed after them


@dataclass(frozen=True)
class Certificate:
    """Why no lottery raises a level above `bound`, given the levels below it.

    No panel's members have `weights` that sum to more than `panel_limit`. The
    weights of the candidates not held by an earlier level sum to 1, so their
    smallest chance is at most `panel_limit` minus the sum of weight x chance
    of those held. `proof`: "relaxation" (linear program) or "panels" (integer
    program).
    """

    value: float
    bound: float
    panel_limit: float
    weights: Mapping[str, float]
    held: tuple[str, ...]
    proof: Literal["relaxation", "panels"]


@dataclass(frozen=True)
class FairResult:
    """A lottery over `panels` (members, probability) and the panel drawn from it.

    `chances` per candidate, `minimum` the smallest of them, `bound` its proven
    upper limit. `levels` hold one certificate for maximin, all for leximin.
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

    As `maximin`; every level comes with its certificate.
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
    if relaxation := _obstacle(pool, seats, deadline):
        return FairResult("infeasible", method, relaxation=relaxation)
    making = _Making(pool, seats, method, deadline)
    status = making.run()
    return making.result(status, seed)


def _obstacle(pool: Pool, seats: int, deadline: Deadline) -> tuple[Relaxation, ...]:
    """Return the minimal relaxation if there is no panel; quick where there are plenty."""
    orbits = orbits_of(pool)
    if len(pool) and not any(quota.minimum > quota.maximum for quota in pool.quotas):
        program = program_of(orbits, pool, seats, np.zeros(len(orbits)), is_integer=True)
        if solve(program, deadline=deadline).status == "optimal":
            return ()
    return minimal_relaxation(pool, seats, deadline=deadline)


class _Making:
    """One lottery in the making."""

    def __init__(self, pool: Pool, seats: int, method: Method, deadline: Deadline) -> None:
        self.pool, self.seats, self.method, self.deadline = pool, seats, method, deadline
        self.orbits: Orbits = orbits_of(pool)
        self.certificates: list[Certificate] = []
        self.panels: list[Ints] = []
        self.mixture: Mixture | None = None

    def run(self) -> Literal["optimal", "stopped"]:
        """Mix panels until the bound is reached or proven otherwise."""
        try:
            levels, chances = relaxed_levels(self.orbits, self.pool, self.seats, deadline=self.deadline)
            wanted = chances * self.orbits.size
            is_maximin = self.method == "maximin"
            kept = levels[:1] if is_maximin else levels
            self._certify_relaxed(kept)
            goal = self.certificates[0].bound if is_maximin else 1.0
            mixing = Mixing(self.orbits.size if is_maximin else wanted)
            if not self._mix(mixing, wanted, goal):
                self._mix_exactly(mixing)
        except OutOfTime:
            return "stopped"
        return "optimal"

    def _mix(self, mixing: Mixing, wanted: Floats, goal: float) -> bool:
        """Add panels of the walk until their mixture reaches `goal`; False if it does not."""
        walk = Walk(self.orbits, self.pool, self.seats, wanted, generator(WALK_SEED))
        first = 2 if self.method == "maximin" else 4  # exact chances need more panels to mix
        for batch in [first] + [2] * (ROUNDS - 1):
            if not self._gather(mixing, walk, batch * len(self.orbits) + 20):
                return False
            # Exact chances leave no interior, where interior points are slow.
            mix = mixing.spread if self.method == "maximin" else mixing.best
            self._keep(mixing, mix(self.deadline))
            if self.mixture is not None and self.mixture.value >= goal * (1 - REACHED) - REACHED:
                return True
        return False

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
        self.certificates = []
        for level in found:
            self._certify_exact(level)

    def _keep(self, mixing: Mixing, mixture: Mixture) -> None:
        self.panels, self.mixture = list(mixing.panels), mixture

    def _program(self) -> Program:
        return program_of(self.orbits, self.pool, self.seats, np.zeros(len(self.orbits)), is_integer=True)

    def _certify_relaxed(self, levels: Sequence[Level]) -> None:
        earlier = np.full(len(self.orbits), -1.0)
        for level in levels:
            weights = level.weights / self.orbits.size
            relaxed = program_of(self.orbits, self.pool, self.seats, weights, is_integer=False)
            limit = solve(relaxed, deadline=self.deadline)
            if limit.status != "optimal":
                raise OutOfTime(stage="certificates")
            held = float(np.maximum(earlier, 0.0) @ level.weights)
            self._certify(
                level.value, limit.objective - held, limit.objective, weights, level.held, "relaxation"
            )
            earlier[level.held] = level.value

    def _certify_exact(self, level: Exact) -> None:
        self._certify(level.value, level.bound, level.panel_limit, level.weights, level.held, "panels")

    def _certify(
        self,
        value: float,
        bound: float,
        panel_limit: float,
        weights: Floats,
        held: Ints,
        proof: Literal["relaxation", "panels"],
    ) -> None:
        each = weights[self.orbits.of]
        is_held = np.isin(self.orbits.of, held)
        self.certificates.append(
            Certificate(
                value=value,
                bound=bound,
                panel_limit=panel_limit,
                weights={self.pool.ids[at]: float(each[at]) for at in np.flatnonzero(each > 0).tolist()},
                held=tuple(self.pool.ids[at] for at in np.flatnonzero(is_held).tolist()),
                proof=proof,
            )
        )

    def result(self, status: Literal["optimal", "stopped"], seed: str) -> FairResult:
        """Name the members of the panels, and draw one."""
        bound = self.certificates[0].bound if self.certificates else 1.0
        if self.mixture is None:
            return FairResult("stopped", self.method, bound=min(1.0, bound))
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
        )
