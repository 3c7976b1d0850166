"""Suppression of small cells, attacked."""

import random

import pytest

from koushaneh.core.small_cells import TOTAL, protect, rounded, shown


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (1, None), (6, None), (7, 5), (8, 10), (12, 10), (13, 15)]
)
def test_single_counts(count, expected):
    assert shown(count) == expected


def test_a_single_small_cell_takes_a_second_one_with_it():
    table = protect({("a", TOTAL): 3, ("b", TOTAL): 40, ("c", TOTAL): 12})

    assert dict(table.cells) == {
        ("a", TOTAL): None,
        ("b", TOTAL): 40,
        ("c", TOTAL): None,
        (TOTAL, TOTAL): 55,
    }


def test_two_small_cells_that_are_few_together_take_a_third():
    table = protect({("a", TOTAL): 1, ("b", TOTAL): 2, ("c", TOTAL): 20, ("d", TOTAL): 30})

    assert [table.at(row) for row in "abcd"] == [None, None, None, 30]


def test_a_lonely_small_cell_takes_its_total_with_it():
    table = protect({("a", TOTAL): 3, ("b", TOTAL): 0})

    assert table.at("a") is None
    assert table.at(TOTAL) is None


def test_large_tables_are_shown_rounded():
    table = protect({(row, column): 21 for row in "ab" for column in "xy"})

    assert table.withheld == 0
    assert table.at("a", "x") == 20
    assert table.at(TOTAL) == 85


def possible_span(table, counts, cell):
    """What an attacker knows of a withheld cell from one line at a time, exact sums given to him for free."""
    row, column = cell
    rows, columns = (*table.rows, TOTAL), (*table.columns, TOTAL)
    spans = []
    for line in ([(one, column) for one in rows], [(row, one) for one in columns]):
        if len(line) < 2:
            continue
        hidden = [one for one in line if table.cells[one] is None]
        total_hidden = line[-1] in hidden
        spans.append(float("inf") if total_hidden else sum(counts[one] for one in hidden))
    return min(spans)


def true_counts(table, counts):
    full = dict(counts)
    for row in table.rows:
        full[row, TOTAL] = sum(counts[row, column] for column in table.columns)
    for column in table.columns:
        full[TOTAL, column] = sum(counts[row, column] for row in table.rows)
    full[TOTAL, TOTAL] = sum(counts.values())
    return full


@pytest.mark.parametrize("seed", range(60))
def test_no_withheld_cell_can_be_had_by_subtraction(seed):
    lot = random.Random(seed)
    counts = {(row, column): lot.choice([0, 1, 2, 5, 6, 7, 9, 20, 60]) for row in "abcde" for column in "xyz"}

    table = protect(counts)

    full = true_counts(table, counts)
    for cell, count in full.items():
        if 0 < count < 7:
            assert table.cells[cell] is None
        if table.cells[cell] is None:
            assert possible_span(table, full, cell) >= 7
        else:
            assert table.cells[cell] == rounded(count)


def test_without_the_second_suppression_the_attack_succeeds():
    counts = {("a", "x"): 3, ("b", "x"): 40, ("a", "y"): 30, ("b", "y"): 40}
    naive = {cell: None if count < 7 else count for cell, count in counts.items()}
    hidden = [cell for cell, count in naive.items() if count is None]

    assert sum(counts[cell] for cell in hidden) < 7
    assert protect(counts).withheld > len(hidden)
