"""Scores, alpha and d_z of 4,000,000 women, two waves of ten items: against one read of the array and pandas.

Run as a script, or through `make bench`. Every figure is the best of three in
one run. The array holds answers 0..4 as int8, 80 MB.
"""

from typing import Any

import numpy as np
import pandas as pd

from koushaneh.engine.impact.sizes import sizes
from koushaneh.engine.scales.instrument import parse
from koushaneh.engine.scales.reliability import reliability
from koushaneh.engine.scales.scoring import score
from tests.bench.timing import best, memory

PEOPLE, ITEMS = 4_000_000, 10
TEN = parse(
    {
        "id": "ten",
        "version": "1",
        "items": [{"key": f"k{place}", "reversed": place == 9} for place in range(ITEMS)],
        "responses": {"min": 0, "max": 4},
        "scoring": {"method": "sum"},
    }
)


def answers() -> Any:
    draw = np.random.default_rng(0)
    made = np.empty((2, PEOPLE, ITEMS), np.int8)
    for start in range(0, PEOPLE, 500_000):
        level = draw.integers(0, 3, (1, 500_000, 1), dtype=np.int8)
        noise = draw.integers(0, 3, (2, 500_000, ITEMS), dtype=np.int8)
        made[:, start : start + 500_000] = level + noise
    made[:, :, 9] = 4 - made[:, :, 9]
    return made


def ours(made: Any) -> tuple[float, ...]:
    waves = [score(TEN, made[wave]) for wave in (0, 1)]
    alphas = (reliability(wave.moments["total"]).alpha.estimate for wave in waves)
    before, after = (wave.values["total"] for wave in waves)
    both = ~np.isnan(before) & ~np.isnan(after) if made.dtype.kind == "f" else slice(None)
    return *alphas, sizes(before[both], after[both]).d_z


def with_pandas(frames: tuple[pd.DataFrame, pd.DataFrame]) -> tuple[float, ...]:
    totals, alphas = [], []
    for frame in frames:
        turned = frame.copy()
        turned["k9"] = 4 - turned["k9"]
        totals.append(turned.sum(axis=1))
        alphas.append(ITEMS / (ITEMS - 1) * (1 - turned.var().sum() / totals[-1].var()))
    change = totals[1] - totals[0]
    return *alphas, change.mean() / change.std()


def against_pandas(made: Any, work: str) -> tuple[str, ...]:
    names = [f"k{place}" for place in range(ITEMS)]
    frames = tuple(pd.DataFrame(made[wave], columns=names) for wave in (0, 1))
    mine, found = best(lambda: ours(made))
    theirs, expected = best(lambda: with_pandas(frames))
    gap = max(abs(one - other) for one, other in zip(found, expected, strict=True))
    n = f"{made.shape[1]:,} × 2 × {ITEMS}"
    return (
        work,
        "pandas",
        n,
        f"{mine:.3f}",
        f"{theirs:.3f}",
        f"{theirs / mine:.1f} ×",
        "≥ 5 ×",
        f"{gap:.0e}",
        memory(),
    )


def against_read(made: Any) -> tuple[str, ...]:
    read, _ = best(lambda: int(made.sum(dtype=np.int64)))
    mine, _ = best(lambda: ours(made))
    work, n = "score + alpha + d_z, int8", f"{PEOPLE:,} × 2 × {ITEMS}"
    return (
        work,
        "one read (sum)",
        n,
        f"{mine:.3f}",
        f"{read:.3f}",
        f"{mine / read:.1f} ×",
        "≤ 30 ×",
        "",
        memory(),
    )


def rows() -> list[tuple[str, ...]]:
    """Work, reference, n, our seconds, the reference's, ratio, aim, difference, memory."""
    made = answers()
    found = [against_read(made), against_pandas(made, "score + alpha + d_z, int8")]
    some = made[:, :1_000_000].astype(np.float64)
    del made
    found.append(against_pandas(some, "score + alpha + d_z, float64"))
    some[np.random.default_rng(1).random(some.shape) < 0.01] = np.nan
    mine, _ = best(lambda: ours(some))
    work = "score + alpha + d_z, float64, 1 % missing"
    return [*found, (work, "none", f"1,000,000 × 2 × {ITEMS}", f"{mine:.3f}", "", "", "", "", memory())]


if __name__ == "__main__":
    for row in rows():
        print(" | ".join(row))
