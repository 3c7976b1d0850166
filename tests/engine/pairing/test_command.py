import json
import random

import pytest

from koushaneh.cli.engine.frame import main

LEFT = ["id,capacity", *(f"l{n},{1 + n % 2}" for n in range(30))]
RIGHT = ["id,capacity", *(f"r{n},{n % 3}" for n in range(20))]
EDGES = ["left,right,fit,left_rank,right_rank"] + [
    f"l{n},r{(n * 7 + k * 3) % 20},{(n * k * 31) % 17 / 4},{k + 1},{n % 5 + 1}"
    for n in range(30)
    for k in range(6)
]


def pair(folder, method, left=LEFT, right=RIGHT, edges=EDGES, code=0):
    words = ["pair", "--method", method, "--out", str(folder / "out.json")]
    for role, rows in (("left", left), ("right", right), ("edges", edges)):
        (folder / f"{role}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        words += [f"--{role}", str(folder / f"{role}.csv")]
    assert main(words) == code
    return json.loads((folder / "out.json").read_text(encoding="utf-8")) if code != 2 else None


@pytest.mark.parametrize("method", ["exact", "stable"])
def test_any_order_of_rows_gives_the_same_hashes(tmp_path, method):
    dice = random.Random(0)
    turned = [rows[:1] + dice.sample(rows[1:], len(rows) - 1) for rows in (LEFT, RIGHT, EDGES)]

    first, second = pair(tmp_path, method), pair(tmp_path, method, *turned)

    assert first["input_hash"] == second["input_hash"]
    assert first["output_hash"] == second["output_hash"]
    assert first["matched"] == len(first["pairs"]) > 10


def test_stable_is_never_blocked_and_never_more_than_exact(tmp_path):
    exact, stable = pair(tmp_path, "exact"), pair(tmp_path, "stable")

    assert stable["blocking_pairs"] == 0
    assert (stable["matched"], stable["matched"] and stable["objective"]) <= (
        exact["matched"],
        exact["bound"],
    )


@pytest.mark.parametrize(
    ("edges", "said"),
    [
        (["left,right,fit", "l1,nobody,1"], "line 2, column right: found 'nobody'"),
        (["left,right,fit", "l1,r1,inf"], "line 2, column fit"),
        (["left,right,fit", "l1,r1,1", "l1,r1,2"], "line 3"),
        (["left,right", "l1,r1"], "column fit"),
    ],
)
def test_bad_edges_are_refused_by_line_and_column(tmp_path, capsys, edges, said):
    pair(tmp_path, "exact", edges=edges, code=2)

    assert said in capsys.readouterr().err


def test_nobody_can_be_paired_without_edges(tmp_path):
    found = pair(tmp_path, "exact", left=["id", "a"], right=["id"], edges=["left,right,fit"])

    assert (found["pairs"], found["unmatched_left"], found["objective"]) == ([], ["a"], 0.0)
