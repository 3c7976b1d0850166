"""Selection: merit against the plain model in HiGHS, lotteries against sortition-algorithms.

Run as a script, or through `make bench`. Ours is the best of three, a
reference runs once, in a process of its own, and is stopped after PATIENCE
seconds (an argument of the script changes that). Every reference solves the
same instance in the same run.
"""

import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from queue import Empty
from typing import Any

import highspy
import numpy as np
from highspy._core import _Highs

from koushaneh.engine.selection.fair import FairResult, leximin, maximin
from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import Candidate, Quota
from koushaneh.engine.selection.pool import Pool, pool_of, pool_of_columns
from tests.bench.timing import best, memory

PATIENCE = 150.0
CITY = {"district": 22, "age": 5, "household": 4, "craft": 8, "disability": 2}
ASSEMBLY = {"district": 10, "age": 5, "household": 4, "craft": 8, "education": 4, "disability": 2}


def city_pool(n: int, seats: int, *, households: bool = False) -> Pool:
    """A pool of uneven districts, ages, households and crafts, with quotas around the city's shares."""
    draw = np.random.default_rng(1)
    shares = {
        "district": np.r_[np.full(11, 0.06), np.full(11, 0.34 / 11)],
        "age": np.array([0.1, 0.2, 0.3, 0.25, 0.15]),
        "household": np.array([0.4, 0.3, 0.2, 0.1]),
        "craft": np.array([0.25, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.04]),
        "disability": np.array([0.93, 0.07]),
    }
    features = {name: list(map(str, draw.choice(len(share), n, p=share))) for name, share in shares.items()}
    scores = (np.clip(draw.normal(55, 14, n), 0, 100) * 1e6).astype(np.int64).tolist()
    quotas = [Quota("disability", "1", seats // 10, seats)]
    for name, low, high in (
        ("district", 0.9, 1.1),
        ("age", 0.7, 1.3),
        ("household", 0.7, 1.3),
        ("craft", 0.7, 1.3),
    ):
        each = seats / CITY[name]
        quotas += [Quota(name, str(at), int(each * low), int(each * high) + 1) for at in range(CITY[name])]
    apart = [f"h{home}" for home in draw.integers(0, int(n * 0.9), n)] if households else [""] * n
    return pool_of_columns([f"c{at:06}" for at in range(n)], scores, features, apart, quotas)


def assembly(n: int, seats: int) -> tuple[list[Candidate], list[Quota]]:
    """A pool that leans away from the population, and quotas within 5 % of the population's shares."""
    draw = np.random.default_rng(1)
    columns, quotas = {}, []
    for name, count in ASSEMBLY.items():
        people = draw.dirichlet(np.full(count, 6.0))
        pool = people * draw.uniform(0.4, 2.2, count)
        if name == "disability":
            people, pool = np.array([0.88, 0.12]), np.array([0.95, 0.05])
        columns[name] = draw.choice(count, n, p=pool / pool.sum())
        there = np.bincount(columns[name], minlength=count)
        for at in range(count):
            low, high = int(people[at] * seats * 0.95), int(np.ceil(people[at] * seats * 1.05))
            low = min(low, int(there[at] * 0.9))
            quotas.append(Quota(name, str(at), low, max(high, low + 1)))
    candidates = [
        Candidate(f"c{at:04}", 0, {name: str(column[at]) for name, column in columns.items()})
        for at in range(n)
    ]
    return candidates, quotas


def plain_model(n: int, seats: int) -> tuple[float, float]:
    """Seconds and optimum of a binary variable per candidate and a row per quota, gap 0, in HiGHS."""
    pool = city_pool(n, seats)
    began = time.perf_counter()
    solver = _Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 9e-7)):
        solver.setOptionValue(name, value)
    member = pool.counts[pool.types]
    index = [np.arange(n), *(np.flatnonzero(column) for column in member.T)]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, len(index)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = pool.scores / 1e6, np.zeros(n), np.ones(n)
    lp.row_lower_ = np.array([seats, *(quota.minimum for quota in pool.quotas)], float)
    lp.row_upper_ = np.array([seats, *(quota.maximum for quota in pool.quotas)], float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(row) for row in index])])
    lp.a_matrix_.index_, lp.a_matrix_.value_ = np.concatenate(index), np.ones(sum(map(len, index)))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    solver.passModel(lp)
    solver.run()
    return time.perf_counter() - began, float(solver.getInfo().objective_function_value)


def reference_maximin(n: int, seats: int) -> tuple[float, float]:
    """Seconds and smallest chance of sortition-algorithms' maximin (GPL, group bench only)."""
    from requests.structures import CaseInsensitiveDict
    from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
    from sortition_algorithms.features import FeatureValueMinMax
    from sortition_algorithms.people import People

    candidates, quotas = assembly(n, seats)
    features: Any = CaseInsensitiveDict()
    for quota in quotas:
        value = FeatureValueMinMax(min=quota.minimum, max=quota.maximum, min_flex=0, max_flex=10**6)
        features.setdefault(quota.feature, CaseInsensitiveDict())[quota.value] = value
    people = People(list(ASSEMBLY))
    people._full_data.update({one.id: dict(one.features) for one in candidates})
    began = time.perf_counter()
    committees, probabilities, _ = find_distribution_maximin(features, people, seats, [])
    seconds = time.perf_counter() - began
    chances = dict.fromkeys((one.id for one in candidates), 0.0)
    for committee, probability in zip(committees, probabilities, strict=True):
        for code in committee:
            chances[code] += probability
    return seconds, min(chances.values())


def _into(queue: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    queue.put(work(*arguments))


def patiently(work: Callable[..., Any], *arguments: Any) -> tuple[float, float] | None:
    """Run a reference in its own process; None if it has not finished after PATIENCE seconds."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_into, args=(queue, work, arguments))
    process.start()
    try:
        answer: tuple[float, float] | None = queue.get(timeout=PATIENCE)
    except Empty:
        process.terminate()
        answer = None
    process.join()
    return answer


def row(
    work: str, reference: str, n: str, mine: float, theirs: float | None, aim: str, gap: float
) -> tuple[str, ...]:
    """One line: an unfinished reference gives a lower limit of the ratio."""
    seconds = f"{theirs:.2f}" if theirs is not None else f"> {PATIENCE:.0f}"
    ratio = f"{theirs / mine:.0f} ×" if theirs is not None else f"> {PATIENCE / mine:.0f} ×"
    return work, reference, n, f"{mine:.2f}", seconds, ratio, aim, f"gap {gap:.1e}", memory()


def merit_rows() -> list[tuple[str, ...]]:
    pool = city_pool(20_000, 660)
    mine, found = best(lambda: merit(pool, (), 660))
    assert (found.status, found.gap) == ("optimal", 0)
    reference = patiently(plain_model, 20_000, 660)
    assert reference is None or abs(reference[1] - found.objective / 1e6) < 1e-4
    theirs = reference[0] if reference else None
    rows = [row("merit", "plain model in HiGHS", "20,000 → 660", mine, theirs, "≥ 10 ×", found.gap / 1e6)]
    alike = replace(pool, scores=np.zeros(len(pool), np.int64))
    seconds, answer = best(lambda: merit(alike, (), 660), 1)
    assert (answer.status, answer.gap) == ("optimal", 0)
    line = ("merit, all scores equal", "none", "20,000 → 660", f"{seconds:.2f}", "", "", "", "gap 0.0e+00")
    rows.append((*line, memory()))
    for households in (False, True):
        large = city_pool(450_000, 2200, households=households)
        seconds, answer = best(lambda large=large: merit(large, (), 2200))
        assert answer.status == "optimal"
        work = "merit, one of a household" if households else "merit"
        line = (
            work,
            "none",
            "450,000 → 2,200",
            f"{seconds:.2f}",
            "",
            "",
            "seconds",
            f"gap {answer.gap / 1e6:.1e}",
        )
        rows.append((*line, memory()))
    return rows


def lottery_rows() -> list[tuple[str, ...]]:
    rows = []
    for n, seats, times in ((300, 30, 3), (600, 45, 3), (1000, 60, 1), (2000, 110, 1)):
        pool = pool_of(*assembly(n, seats))
        reference = patiently(reference_maximin, n, seats) if n <= 600 else None
        for method, aim in ((maximin, "≥ 40 ×"), (leximin, "faster")):
            if method is leximin and n > 600:
                continue
            mine, found = best(lambda method=method, pool=pool, seats=seats: method(pool, (), seats), times)
            gap = checked(found)
            theirs = reference[0] if reference else None
            aim = aim if n <= 600 else "certified"
            label = "sortition-algorithms maximin" if n <= 600 else "the same, not run"
            line = row(found.method, label, f"{n:,} → {seats}", mine, theirs, aim, gap)
            rows.append(line if n <= 600 else (*line[:4], "", "", *line[6:]))
    return rows


def checked(found: FairResult) -> float:
    """Return the widest gap between a level and its certificate, the smallest chance included."""
    assert found.status == "optimal"
    return max(found.bound - found.minimum, *(abs(level.bound - level.value) for level in found.levels))


def rows() -> list[tuple[str, ...]]:
    """Work, reference, n, our seconds, the reference's, ratio, aim, gap, memory."""
    return merit_rows() + lottery_rows()


if __name__ == "__main__":
    PATIENCE = float(sys.argv[1]) if len(sys.argv) > 1 else PATIENCE
    for line in rows():
        print(" | ".join(line), flush=True)
