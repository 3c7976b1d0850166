"""Why each candidate was chosen or not, and what would change it.

Judged by exchange: one not chosen is compared with those chosen whose place
she could take without breaking a quota or a household, one chosen with those
who could take hers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.selection.model import Candidate, Quota
from koushaneh.engine.selection.orbits import quota_bounds
from koushaneh.engine.selection.pool import Ints, Pool, pool_of

Rule = Literal["score", "draw", "household", "maximum", "minimum", "only"]


@dataclass(frozen=True)
class Reason:
    """What decided about one candidate.

    `rule`: "score", or "draw" (equal score, decided by lot); for one not
    chosen "household" (one of hers is chosen) or "maximum" (no place that she
    could take, or only above the general cut, because of `quotas` that are
    full); for one chosen "minimum" (she holds a place reserved by `quotas`
    against higher scores) or "only" (nobody could take her place).

    `margin` in millionths: her score minus the score that decides, None where
    no exchange is possible. `deciding_score` is the lowest score in a place
    she could take, or the highest of those who could take hers.
    """

    id: str
    is_chosen: bool
    rule: Rule
    margin: int | None
    deciding_score: int | None
    quotas: tuple[tuple[str, str], ...]


def explain(
    candidates: Sequence[Candidate] | Pool, quotas: Iterable[Quota], chosen: Iterable[str]
) -> tuple[Reason, ...]:
    """Return a reason for every candidate, in the order of ids; O(n x seats x quotas) in arrays."""
    pool = candidates if isinstance(candidates, Pool) else pool_of(candidates, quotas)
    wanted = set(chosen)
    is_chosen = np.array([code in wanted for code in pool.ids], dtype=np.bool_)
    view = _View(pool, np.flatnonzero(is_chosen), np.flatnonzero(~is_chosen))
    return tuple(view.of_chosen(at) if is_chosen[at] else view.of_other(at) for at in range(len(pool)))


class _View:
    """A selection with its fill of every quota."""

    def __init__(self, pool: Pool, chosen: Ints, others: Ints) -> None:
        self.pool, self.chosen, self.others = pool, chosen, others
        self.low, self.high = quota_bounds(pool)
        self.rows = pool.counts[pool.types]
        self.now = self.rows[chosen].sum(axis=0)
        self.held = set(pool.groups[chosen].tolist()) - {-1}

    def of_other(self, at: int) -> Reason:
        places = self._places_for(at)
        score = int(self.pool.scores[at])
        full = self._named((self.rows[at] > 0) & (self.now >= self.high))
        if self.pool.groups[at] in self.held:
            return self._reason(at, "household", places, ())
        if not len(places):
            return Reason(self.pool.ids[at], False, "maximum", None, None, full)
        general = int(self.pool.scores[self.chosen].min())
        lowest = int(self.pool.scores[places].min())
        if lowest == score:
            return self._reason(at, "draw", places, ())
        return self._reason(at, "maximum" if full and lowest > general else "score", places, full)

    def of_chosen(self, at: int) -> Reason:
        rivals = self._rivals_of(at)
        score = int(self.pool.scores[at])
        scarce = (self.rows[at] > 0) & (self.now <= self.low) & (self.low > 0)
        if len(rivals) and int(self.pool.scores[rivals].max()) == score:
            return self._reason(at, "draw", rivals, ())
        if np.any(scarce) and len(self.others) and int(self.pool.scores[self.others].max()) > score:
            return self._reason(at, "minimum", rivals, self._named(scarce))
        return self._reason(at, "score" if len(rivals) else "only", rivals, ())

    def _reason(self, at: int, rule: Rule, compared: Ints, quotas: tuple[tuple[str, str], ...]) -> Reason:
        is_chosen = rule in ("minimum", "only") or at in self.chosen
        if not len(compared):
            return Reason(self.pool.ids[at], is_chosen, rule, None, None, quotas)
        scores = self.pool.scores[compared]
        deciding = int(scores.max()) if is_chosen else int(scores.min())
        return Reason(
            self.pool.ids[at], is_chosen, rule, int(self.pool.scores[at]) - deciding, deciding, quotas
        )

    def _places_for(self, at: int) -> Ints:
        """Return the chosen whose place the candidate `at` could take."""
        after = self.now + self.rows[at] - self.rows[self.chosen]
        possible = self._keeps(after)
        if self.pool.groups[at] in self.held:
            possible &= self.pool.groups[self.chosen] == self.pool.groups[at]
        return np.asarray(self.chosen[possible])

    def _rivals_of(self, at: int) -> Ints:
        """Return those not chosen who could take the place of the chosen `at`."""
        after = self.now - self.rows[at] + self.rows[self.others]
        groups = self.pool.groups[self.others]
        free = ~np.isin(groups, list(self.held)) | ((groups == self.pool.groups[at]) & (groups >= 0))
        return np.asarray(self.others[self._keeps(after) & free])

    def _keeps(self, after: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.asarray(np.all((after >= self.low) & (after <= self.high), axis=1))

    def _named(self, which: NDArray[np.bool_]) -> tuple[tuple[str, str], ...]:
        found = [self.pool.quotas[at] for at in np.flatnonzero(which).tolist()]
        return tuple((quota.feature, quota.value) for quota in found)
