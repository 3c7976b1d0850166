"""Random selections small enough for an independent answer, and those answers."""

from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from koushaneh.engine.seeds import draw_ranks
from koushaneh.engine.selection.model import Candidate, Quota


def random_case(number, *, most=11, households=True):
    """Return candidates, quotas (often tight, sometimes impossible) and seats."""
    rng = np.random.default_rng(number)
    n = int(rng.integers(2, most))
    values = {"age": ["a", "b", "c"], "district": ["1", "2"], "craft": ["x", "y"]}
    keys = ["h1", "h2", "h3"] if households and rng.random() < 0.5 else []
    candidates = [
        Candidate(
            id=f"c{at}",
            score=int(rng.integers(0, rng.choice([2, 4, 100]))) * 500_000,
            features={name: str(rng.choice(options)) for name, options in values.items()},
            apart=str(rng.choice([*keys, "", ""])) if keys else "",
        )
        for at in range(n)
    ]
    seats = int(rng.integers(1, n + 1))
    quotas = []
    for name, options in values.items():
        for value in options:
            if rng.random() < 0.6:
                low = int(rng.integers(0, max(1, seats // 2) + 1))
                quotas.append(Quota(name, value, low, low + int(rng.integers(0, seats + 1))))
    return candidates, quotas, seats


def fits(chosen, quotas):
    """Tell whether a list of candidates keeps quotas and households."""
    keys = [one.apart for one in chosen if one.apart]
    if len(set(keys)) < len(keys):
        return False
    return all(
        quota.minimum <= sum(one.features[quota.feature] == quota.value for one in chosen) <= quota.maximum
        for quota in quotas
    )


def panels(candidates, quotas, seats):
    """Return every panel there is, as tuples of candidates."""
    return [chosen for chosen in combinations(candidates, seats) if fits(chosen, quotas)]


def by_enumeration(candidates, quotas, seats, seed):
    """Return the greatest total and, of the panels that reach it, the first by sorted draw ranks."""
    ranks = draw_ranks(seed, [one.id for one in candidates])
    found = [
        (-sum(one.score for one in chosen), sorted(ranks[one.id] for one in chosen), chosen)
        for chosen in panels(candidates, quotas, seats)
    ]
    if not found:
        return None
    total, _, chosen = min(found, key=lambda entry: entry[:2])
    return -total, tuple(sorted(one.id for one in chosen))


def by_scipy(candidates, quotas, seats):
    """Return the greatest total by scipy's mixed-integer solver, or None."""
    rows = [np.ones(len(candidates))]
    low, high = [seats], [seats]
    for quota in quotas:
        rows.append(np.array([one.features[quota.feature] == quota.value for one in candidates], float))
        low.append(quota.minimum)
        high.append(quota.maximum)
    for key in {one.apart for one in candidates} - {""}:
        rows.append(np.array([one.apart == key for one in candidates], float))
        low.append(0)
        high.append(1)
    answer = milp(
        -np.array([one.score / 1e6 for one in candidates]),
        constraints=LinearConstraint(np.array(rows), low, high),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(candidates)),
        options={"mip_rel_gap": 0.0},
    )
    return (
        None
        if answer.x is None
        else sum(one.score for one, taken in zip(candidates, np.rint(answer.x), strict=True) if taken)
    )
