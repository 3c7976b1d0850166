"""Bootstrap interval against scipy, discontinuity against rdrobust, in one run.

Run as a script, or through `make bench`. Figures are the best of three,
except where the reference takes over ten seconds. rdrobust runs without numba,
as installed: its default errors (nearest neighbours) take minutes with mass
points at a million, so the million is compared under HC1 and the default
errors at fewer people; our own default at the million stands beside them.
"""

import contextlib
import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from rdrobust import rdrobust
from scipy import stats

from koushaneh.engine.impact import bootstrap
from koushaneh.engine.impact.discontinuity import discontinuity
from tests.bench import timing
from tests.bench.timing import memory


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """Measure `work` without what the references print and warn of."""

    def quietly() -> Any:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return work()

    return timing.best(quietly)


def d_z(values: Any, axis: int = -1) -> Any:
    return values.mean(axis=axis) / values.std(axis=axis, ddof=1)


def resampled(name: str, change: Any, aim: str) -> tuple[str, ...]:
    """Ours is bias-corrected and accelerated; scipy's is the plain percentile, its cheapest."""
    mine, found = best(lambda: bootstrap.interval(change, "0"))
    theirs, expected = best(
        lambda: stats.bootstrap((change,), d_z, n_resamples=2000, method="percentile", batch=50, rng=1)
    )
    ends = expected.confidence_interval
    gap = max(abs(found.low - ends.low), abs(found.high - ends.high)) / expected.standard_error
    n = f"{len(change):,} × 2,000"
    ratio = f"{theirs / mine:.1f} ×"
    return name, "scipy bootstrap", n, f"{mine:.4f}", f"{theirs:.2f}", ratio, aim, f"{gap:.2f} se", memory()


def people(n: int, *, has_masses: bool) -> tuple[Any, Any]:
    draw = np.random.default_rng(0)
    running = draw.normal(size=n)
    running = np.round(running, 2) if has_masses else running
    return running, running + 0.5 * running**2 + 0.02 * (running >= 0) + draw.normal(size=n)


def jump(name: str, n: int, *, has_masses: bool, errors: str, aim: str = "") -> tuple[str, ...]:
    running, outcome = people(n, has_masses=has_masses)
    ours: Any = "nearest-neighbours" if errors == "nn" else errors
    mine, found = best(lambda: discontinuity(running, outcome, 0.0, variance=ours))
    theirs, expected = best(lambda: rdrobust(outcome, running, 0.0, vce=errors))
    reference = [
        expected.bws.iloc[0, 0],
        expected.bws.iloc[1, 0],
        *expected.coef.iloc[:, 0],
        *expected.se.iloc[:, 0],
    ]
    rows = (found.conventional, found.bias_corrected, found.robust)
    figures = [found.h, found.b, *(row.estimate for row in rows), *(row.se for row in rows)]
    gap = max(abs(one / other - 1) for one, other in zip(figures, reference, strict=True))
    ratio = f"{theirs / mine:.1f} ×"
    return name, "rdrobust", f"{n:,}", f"{mine:.3f}", f"{theirs:.2f}", ratio, aim, f"{gap:.0e}", memory()


def alone(n: int) -> tuple[str, ...]:
    running, outcome = people(n, has_masses=True)
    mine, _ = best(lambda: discontinuity(running, outcome, 0.0))
    return (
        "discontinuity, mass points, nearest neighbours",
        "none",
        f"{n:,}",
        f"{mine:.3f}",
        "",
        "",
        "",
        "",
        memory(),
    )


def rows() -> list[tuple[str, ...]]:
    """Work, reference, n, our seconds, the reference's, ratio, aim, difference, memory."""
    draw = np.random.default_rng(0)
    coarse, fine = draw.integers(-20, 22, 100_000).astype(float), draw.normal(0.1, 1, 100_000)
    return [
        resampled("bootstrap of d_z, 42 distinct changes", coarse, "≥ 50 ×"),
        resampled("bootstrap of d_z, all changes distinct", fine, ""),
        jump("discontinuity, mass points, HC1", 1_000_000, has_masses=True, errors="hc1", aim="≥ 3 ×, 1e-6"),
        jump("discontinuity, mass points, nearest neighbours", 20_000, has_masses=True, errors="nn"),
        jump("discontinuity, no masses, nearest neighbours", 200_000, has_masses=False, errors="nn"),
        alone(1_000_000),
    ]


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row))
