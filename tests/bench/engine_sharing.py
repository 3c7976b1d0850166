"""Sharing and planning against the linear or mixed-integer program in HiGHS, in one run.

Run as a script, or through `make bench`. Figures are the best of three. The
references' seconds are those of the solver alone, without building the model.
"""

import numpy as np

from koushaneh.engine.planning import Option, plan
from koushaneh.engine.programs import Program, solve
from koushaneh.engine.sharing import Offer, Rule, share
from koushaneh.engine.sharing.choosing import lot_program
from tests.bench.timing import best, memory


def members(count: int, seed: int) -> list[Offer]:
    draw = np.random.default_rng(seed)
    columns = (
        draw.integers(5, 200, count),
        draw.integers(0, 500, count),
        draw.integers(50, 100, count),
        draw.integers(0, 2000, count),
    )
    return [
        Offer(f"m{n}", int(most), int(most // 4), int(served), float(unit), float(start))
        for n, (most, served, unit, start) in enumerate(zip(*columns, strict=True))
    ]


def rotation(rule: Rule) -> tuple[str, ...]:
    offers = members(30_000, 1)
    quantity = sum(offer.capacity for offer in offers) // 5
    mine, found = best(lambda: share(quantity, offers, rule=rule, buffer=0.1))
    gap = f"missing {quantity - sum(found.pieces.values())}"
    aim = "" if rule is Rule.UNIFORM else "≤ 0.05 s"
    return f"share {rule.value}", "none", "30,000", f"{mine:.4f}", "", "", aim, gap, memory()


def cheapest(at_most: int | None) -> tuple[str, ...]:
    offers = members(3_000, 0)
    quantity = sum(offer.capacity for offer in offers) // 3
    mine, found = best(lambda: share(quantity, offers, rule=Rule.LEAST_COST, at_most=at_most))
    theirs, relaxed = best(lambda: solve(relaxation(offers, quantity, at_most)))
    assert found.cost >= relaxed.objective - 1e-6
    name = "share least-cost" + (f", at most {at_most} members" if at_most else "")
    ratio = f"{theirs / mine:.1f} ×"
    gap = f"gap {found.gap:.1e} ≤ 1e-4"
    return name, "linear program", "3,000", f"{mine:.4f}", f"{theirs:.4f}", ratio, "≥ 10 ×", gap, memory()


def relaxation(offers: list[Offer], quantity: int, at_most: int | None) -> Program:
    count = len(offers)
    cost = np.array([offer.set_up_cost for offer in offers] + [offer.unit_cost for offer in offers])
    program = lot_program(offers, cost, quantity, at_most or count)
    program.row(range(count, 2 * count), 1.0, least=quantity, most=quantity)
    program.whole[:] = False
    return program


def planned(lots: int, makers: int) -> tuple[str, ...]:
    draw = np.random.default_rng(0)
    loads = draw.integers(5, 26, (lots, makers))
    values = 111 - loads + draw.integers(-10, 11, loads.shape)
    options = [
        Option(f"{i:03}", f"{j:03}", int(values[i, j]), int(loads[i, j])) for i, j in np.ndindex(loads.shape)
    ]
    room = {f"{j:03}": int(0.8 * loads.mean() * lots / makers) + 12 for j in range(makers)}
    mine, found = best(lambda: plan(room, options))
    program = plain(options, room)
    theirs, reference = best(lambda: solve(program))
    gap = f"gap {found.gap:.0e}, values differ by {abs(found.objective + reference.objective):.0f}"
    n = f"{lots} × {makers}"
    ratio = f"{theirs / mine:.1f} ×"
    return "plan", "plain model in HiGHS", n, f"{mine:.4f}", f"{theirs:.4f}", ratio, "≥ 1 ×", gap, memory()


def plain(options: list[Option], room: dict[str, int]) -> Program:
    count = len(options)
    cost = -np.array([option.value for option in options], dtype=float)
    program = Program(cost, np.zeros(count), np.ones(count), np.ones(count, dtype=bool))
    places = np.arange(count).reshape(-1, len(room))
    for lot in places:
        program.row(lot, 1.0, least=1, most=1)
    for maker, most in zip(places.T, room.values(), strict=True):
        program.row(maker, [options[place].load for place in maker], most=most)
    return program


def rows() -> list[tuple[str, ...]]:
    """Work, reference, n, our seconds, the reference's, ratio, aim, difference, memory."""
    return [
        rotation(Rule.ROTATION_PIECES),
        rotation(Rule.ROTATION_ABILITY),
        rotation(Rule.UNIFORM),
        cheapest(None),
        cheapest(700),
        planned(60, 60),
        planned(60, 20),
    ]


if __name__ == "__main__":
    for one in rows():
        print(" | ".join(one))
