"""How firmly a selection stands when weights or scores move."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.seeds import generator
from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import UNIT, BadNumber, Candidate, NoPanel, Quota
from koushaneh.engine.selection.pool import Pool, pool_of
from koushaneh.engine.selection.program import Deadline

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sensitivity:
    """`share_chosen` per id over `draws` draws of the weights; `changed` counts, per moved weight, the places
    that go to somebody else: {"A1": (at 90 %, at 110 %)}."""

    share_chosen: Mapping[str, float]
    changed: Mapping[str, tuple[int, int]]
    draws: int


def weighted_scores(values: Floats, weights: Floats) -> NDArray[np.int64]:
    """Return scores in millionths of points of 100, of `values` (n x indicators) from 0 to 1 each.

    Refuses with BadNumber values beyond 0..1, weights below 0 or all of them 0.
    """
    total = float(weights.sum())
    if not total > 0 or float(weights.min()) < 0:
        raise BadNumber(name="weights", value=total, at_least=0, at_most=None)
    if not np.all((values >= 0) & (values <= 1)):
        raise BadNumber(name="values", value=None, at_least=0, at_most=1)
    return np.rint(values @ (weights / total) * 100 * UNIT).astype(np.int64)


def sensitivity(
    candidates: Sequence[Candidate],
    quotas: Iterable[Quota],
    seats: int,
    *,
    values: Mapping[str, Sequence[float]],
    weights: Mapping[str, float],
    seed: str = "0",
    draws: int = 2000,
    concentration: float = 100.0,
    deadline: Deadline = None,
) -> Sensitivity:
    """Choose again under other weights: Dirichlet draws around the declared ones, and each moved by 10 %.

    `values` holds the indicator values 0..1 of each candidate in the order of
    `weights`. A weight of share w is drawn with mean w and standard deviation
    sqrt(w (1 - w) / (concentration + 1)). Deterministic for a seed and any
    order of rows. Past the deadline fewer draws are done; the result says how
    many. Raises NoPanel where the quotas cannot be met.
    """
    pool = pool_of(candidates, quotas)
    table = np.array([values[code] for code in pool.ids], dtype=np.float64)
    declared = np.array([float(weights[name]) for name in weights])
    base = _chosen(pool, seats, weighted_scores(table, declared))
    changed = {}
    for at, name in enumerate(weights):
        moved = [_moved(declared, at, factor) for factor in (0.9, 1.1)]
        others = [_chosen(pool, seats, weighted_scores(table, weight)) for weight in moved]
        changed[name] = (len(base - others[0]), len(base - others[1]))
    random = generator(seed)
    times = dict.fromkeys(pool.ids, 0)
    done = 0
    while done < draws and (deadline is None or deadline() > 0):
        drawn = random.dirichlet(np.maximum(concentration * declared / declared.sum(), 1e-9))
        for code in _chosen(pool, seats, weighted_scores(table, drawn)):
            times[code] += 1
        done += 1
    return Sensitivity({code: count / max(done, 1) for code, count in times.items()}, changed, done)


def changed_under(
    candidates: Sequence[Candidate], quotas: Iterable[Quota], seats: int, scores: Mapping[str, int]
) -> frozenset[str]:
    """Return who of the chosen would lose her place if the scores were `scores`, say without one reviewer."""
    pool = pool_of(candidates, quotas)
    other = np.array([scores[code] for code in pool.ids], dtype=np.int64)
    return frozenset(_chosen(pool, seats, pool.scores) - _chosen(pool, seats, other))


def _moved(weights: Floats, at: int, factor: float) -> Floats:
    moved = weights.copy()
    moved[at] *= factor
    return moved


def _chosen(pool: Pool, seats: int, scores: NDArray[np.int64]) -> set[str]:
    found = merit(replace(pool, scores=scores), (), seats)
    if found.status == "infeasible":
        raise NoPanel(relaxation=[vars(one) for one in found.relaxation])
    return set(found.chosen)
