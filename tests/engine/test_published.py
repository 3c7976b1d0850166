"""Figures as they were published, each with its source."""

import networkx as nx
import numpy as np
import pytest

from koushaneh.engine.graph import Person, Tie, betweenness, holes, network
from koushaneh.engine.impact.bounds import bounds
from koushaneh.engine.impact.change import Norms, change
from koushaneh.engine.pairing import Edge, pair_stable
from koushaneh.engine.planning import Option, plan
from koushaneh.engine.scales.instrument import parse
from koushaneh.engine.scales.scoring import score
from koushaneh.engine.scales.summary import summarise

# Chatterjee and Price, Regression Analysis by Example, 1977: thirty departments, seven questions.
ATTITUDE = """
43 51 30 39 61 92 45 63 64 51 54 63 73 47 71 70 68 69 76 86 48 61 63 45 47 54 84 35 81 78 56 66 71 83 47
43 55 49 44 54 49 34 58 67 42 56 66 68 35 71 75 50 55 70 66 41 72 82 72 67 71 83 31 67 61 45 47 62 80 41
64 53 53 58 58 67 34 67 60 47 39 59 74 41 69 62 57 42 55 63 25 68 83 83 45 59 77 35 77 77 54 72 79 77 46
81 90 50 72 60 54 36 74 85 64 69 79 79 63 65 60 65 75 55 80 60 65 70 46 57 75 85 46 50 58 68 54 64 78 52
50 40 33 34 43 64 33 64 61 52 62 66 80 41 53 66 52 50 63 80 37 40 37 42 58 50 57 49 63 54 42 48 66 75 33
66 77 66 63 88 76 72 78 75 58 74 80 78 49 48 57 44 45 51 83 38 85 85 71 71 77 74 55 82 82 39 59 64 78 39
"""


def test_alpha_and_item_rest_of_the_attitude_survey():
    """Raw alpha and corrected item-total correlations as in the manual of `psych` (Revelle, 2024)."""
    keys = ("rating", "complaints", "privileges", "learning", "raises", "critical", "advance")
    items = [{"key": key} for key in keys]
    definition = {"id": "attitude", "version": "1", "items": items, "responses": {"min": 0, "max": 100}}
    instrument = parse(definition | {"scoring": {"method": "mean"}})

    found = summarise(instrument, score(instrument, np.array(ATTITUDE.split(), float).reshape(30, 7)))

    total = found["total"]
    assert total.alpha is not None
    assert round(total.alpha.estimate, 2) == 0.84
    assert (round(total.mean), round(total.sd, 1)) == (60, 8.2)
    rest = [round(total.item_rest[key], 2) for key in keys]
    assert rest == [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]


def test_reliable_change_of_the_couple_in_jacobson_and_truax():
    """J. Consulting and Clinical Psychology 59, 1991: s 7.5, r 0.80, means 40 and 60, 32.5 to 47.5."""
    rest = np.sqrt((4 * 7.5**2 - 7.5**2 - 4 * 1.875**2) / 4)  # so that mean and spread are the published ones
    before = 40 + np.array([-7.5, 1.875 - rest, 1.875 - rest, 1.875 + rest, 1.875 + rest])
    after = before + np.array([15, 0.1, -0.2, 0.3, 0])

    found = change(before, after, Norms(reliability=0.8, functional_mean=60, functional_sd=7.5), seed="0")

    yardstick = found.yardstick
    assert before.mean() == pytest.approx(40) and before.std(ddof=1) == pytest.approx(7.5)
    assert (round(yardstick.sem, 2), round(yardstick.s_diff, 2)) == (3.35, 4.74)
    assert round(15 / yardstick.s_diff, 2) == 3.16
    assert yardstick.cutoff == pytest.approx(50)
    assert (found.groups.improved, found.groups.unchanged) == (1, 4)


MEN = {"α": "1,3 2,2 3,1", "β": "3,1 1,3 2,2", "γ": "2,2 3,1 1,3"}
FOUR = {
    "α": "1,3 2,3 3,2 4,3",
    "β": "1,4 4,1 3,3 2,2",
    "γ": "2,2 1,4 3,4 4,1",
    "δ": "4,1 2,2 3,1 1,4",
}


def matrix(ranking):
    """Edges of a ranking matrix: his rank of her, her rank of him."""
    rows = {man: [tuple(map(int, cell.split(","))) for cell in row.split()] for man, row in ranking.items()}
    return [
        Edge(man, woman, 0.0, *ranks)
        for man, row in rows.items()
        for woman, ranks in zip("ABCD", row, strict=False)
    ]


def couples(ranking, *, turned=False):
    edges = matrix(ranking)
    if turned:
        edges = [Edge(edge.right, edge.left, 0.0, edge.right_rank, edge.left_rank) for edge in edges]
    left, right = (dict.fromkeys((getattr(edge, side) for edge in edges), 1) for side in ("left", "right"))
    pairs = pair_stable(left, right, edges).pairs
    return {(edge.right, edge.left) if turned else edge.key for edge in pairs}


def test_the_marriages_of_gale_and_shapley():
    """American Mathematical Monthly 69, 1962, examples 1 and 2: each side's best, and the only stable set."""
    assert couples(MEN) == {("α", "A"), ("β", "B"), ("γ", "C")}
    assert couples(MEN, turned=True) == {("α", "C"), ("β", "A"), ("γ", "B")}
    only = {("α", "C"), ("β", "D"), ("γ", "A"), ("δ", "B")}
    assert couples(FOUR) == couples(FOUR, turned=True) == only


VALUES = """
17 21 22 18 24 15 20 18 19 18 16 22 24 24 16 23 16 21 16 17 16 19 25 18 21 17 15 25 17 24
16 20 16 25 24 16 17 19 19 18 20 16 17 21 24 19 19 22 22 20 16 19 17 21 19 25 23 25 25 25
18 19 15 15 21 25 16 16 23 15 22 17 19 22 24
"""
LOADS = """
8 15 14 23 8 16 8 25 9 17 25 15 10 8 24 15 7 23 22 11 11 12 10 17 16 7 16 10 18 22
21 20 6 22 24 10 24 9 21 14 11 14 11 19 16 20 11 8 14 9 5 6 19 19 7 6 6 13 9 18
8 13 13 13 10 20 25 16 16 17 10 10 5 12 23
"""


@pytest.mark.parametrize("sign", [1, -1])
def test_the_generalised_assignment_c515_1(sign):
    """OR-Library, gap1 (Cattrysse, Salomon, Van Wassenhove 1994; Osman 1995): the greatest total is 336."""
    values, loads = (np.array(text.split(), int).reshape(5, 15) for text in (VALUES, LOADS))
    options = [
        Option(f"job{job}", f"agent{agent}", float(sign * values[agent, job]), float(loads[agent, job]))
        for agent, job in np.ndindex(5, 15)
    ]

    found = plan(dict(zip((f"agent{at}" for at in range(5)), (36, 34, 38, 27, 33), strict=True)), options)

    assert found.proven
    assert found.objective == (336 if sign == 1 else -261)


def test_the_families_of_florence():
    """Padgett, Ansell 1993; betweenness of the Medici, Guadagni and Strozzi as in Jackson, 2008, chapter 2."""
    graph = nx.florentine_families_graph()
    net = network([Person(one) for one in graph], [Tie(*pair) for pair in graph.edges])
    place = {person.id: at for at, person in enumerate(net.people)}

    found = betweenness(net, seed="0").values

    families = ("Medici", "Guadagni", "Strozzi", "Acciaiuoli")
    assert [round(float(found[place[one]]), 3) for one in families] == [0.522, 0.255, 0.103, 0.0]


@pytest.mark.parametrize("apart", [True, False])
def test_six_contacts_with_four_ties_among_them(apart):
    """Borgatti, Connections 20, 1997: effective size is degree less twice the ties by degree, here 4.67."""
    among = ["ab", "cd", "ef", "bc"] if apart else ["ab", "bc", "ca", "ad"]
    ties = [Tie("G", one) for one in "abcdef"] + [Tie(*pair) for pair in among]
    net = network([Person(one) for one in "Gabcdef"], ties)

    found = holes(net)

    assert round(float(found.effective_size[0]), 2) == 4.67


def test_the_share_that_lee_trims_from_the_job_corps():
    """Review of Economic Studies 76, 2009, table V: 0.566 of 3,599 and 0.607 of 5,546 employed, 0.068 trimmed."""
    treated = np.arange(3599 + 5546) < 5546
    measured = np.r_[np.arange(5546) < round(0.607 * 5546), np.arange(3599) < round(0.566 * 3599)]
    wage = np.where(measured, np.linspace(1, 3, len(treated)), np.nan)

    found = bounds(treated, wage)

    assert found.trimmed_group == "treated"
    assert found.trimmed_share == pytest.approx(0.068, abs=6e-4)
