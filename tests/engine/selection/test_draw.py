import hashlib

import pytest

from koushaneh.engine.selection.draw import (
    commitment,
    draw_record,
    draw_share,
    drawn_panel,
    revealed_seed,
    verify_draw,
)

CODES = ["K7", "K2", "K9", "K4"]


def a_record(**changes):
    record = draw_record(
        CODES, input_hash="ab", method="leximin", source="شاخص ۱۴۰۵/۰۹/۰۱", secret="راز", source_value="2113"
    )
    return record | changes


def test_an_honest_record_holds():
    assert verify_draw(a_record()) == []


def test_the_seed_and_the_order_are_what_anybody_computes_by_hand():
    record = a_record()

    seed = hashlib.sha256("راز\n2113".encode()).hexdigest()
    by_hand = sorted(CODES, key=lambda code: hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest())

    assert (record["seed"], record["order"]) == (seed, by_hand)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"secret": "دیگر"}, "commitment_differs"),
        ({"codes": ["K2", "K4", "K7"]}, "commitment_differs"),
        ({"input_hash": "ac"}, "commitment_differs"),
        ({"method": "merit"}, "commitment_differs"),
        ({"source": "x"}, "commitment_differs"),
        ({"source_value": "2114"}, "seed_differs"),
        ({"seed": "0"}, "seed_differs"),
        ({"order": ["K7", "K2", "K9", "K4", "K4"]}, "order_differs"),
        ({"codes": "K7"}, "malformed:codes"),
        ({"seed": None}, "malformed:seed"),
    ],
)
def test_every_change_is_found(changes, problem):
    assert problem in verify_draw(a_record(**changes))


def test_missing_fields_are_named():
    assert "missing:seed" in verify_draw({})


def test_a_drawn_panel_is_recomputed():
    record = a_record()
    panels = [{"members": ["K2", "K4"], "probability": 0.5}, {"members": ["K7", "K9"], "probability": 0.5}]
    at = drawn_panel(record["seed"], [0.5, 0.5])

    right = record | {"panels": panels, "drawn": panels[at]["members"]}
    wrong = record | {"panels": panels, "drawn": panels[1 - at]["members"]}

    assert verify_draw(right) == []
    assert verify_draw(wrong) == ["panel_differs"]


def test_panels_are_drawn_as_often_as_their_probability_says():
    drawn = [drawn_panel(str(number), [0.2, 0.0, 0.8]) for number in range(4000)]

    assert drawn.count(1) == 0
    assert abs(drawn.count(0) / 4000 - 0.2) < 0.025
    assert all(0 <= draw_share(seed) < 1 for seed in ("", "0", "x"))


def test_the_commitment_does_not_depend_on_the_order_of_codes():
    facts = {"input_hash": "a", "method": "m", "source": "s", "secret": "t"}

    assert commitment(CODES, **facts) == commitment(CODES[::-1], **facts)
    assert revealed_seed(secret="a", source_value="b") != revealed_seed(secret="ab", source_value="")
