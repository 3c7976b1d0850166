import json
import random

import pytest

from koushaneh.cli.engine.frame import main

ROWS = ["a,9,9", "b,6,7", "c,7,8.25", "d,8,9", "e,7,8", "f,9,", "g,,9", "h,8,10"]


@pytest.fixture
def run(tmp_path):
    def run(rows, *more):
        data, out = tmp_path / "d.csv", tmp_path / "out.json"
        data.write_text("\n".join(["id,x,y", *rows]) + "\n", encoding="utf-8")
        words = ["change", "--data", str(data), "--pre", "x", "--post", "y", "--out", str(out), *more]
        code = main([*words, *(() if "--reliability" in more else ("--reliability", "0.8"))])
        return code, json.loads(out.read_text()) if out.exists() else None

    return run


@pytest.mark.parametrize("seed", ["0", "kanun 1404"])
def test_any_order_of_rows_gives_the_same_hash(run, seed):
    _, straight = run(ROWS, "--seed", seed)
    _, mixed = run(random.Random(3).sample(ROWS, len(ROWS)), "--seed", seed)

    assert straight["output_hash"] == mixed["output_hash"]
    assert (straight["n"], straight["only_pre"], straight["only_post"]) == (6, 1, 1)


def test_another_seed_gives_another_interval_and_hash(run):
    _, one = run(ROWS, "--seed", "0")
    _, other = run(ROWS, "--seed", "1")

    assert one["interval"] != other["interval"]
    assert one["output_hash"] != other["output_hash"]
    assert one["t"] == other["t"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--reliability", "1.2"),
        ("--reliability", "nan"),
        ("--functional-mean", "9"),
        ("--functional-mean", "9", "--functional-sd", "0"),
        ("--functional-mean", "9", "--functional-sd", "1", "--cutoff", "8"),
        ("--cutoff", "inf"),
        ("--outcomes", "0"),
    ],
)
def test_options_that_make_no_sense_are_bad_input(run, wrong):
    assert run(ROWS, *wrong)[0] == 2


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([], "impact.too_few_people"),
        (["a,1,2"], "impact.too_few_people"),
        (["a,1,2", "b,2,3"], "impact.nobody_differs"),
    ],
)
def test_what_cannot_be_said_is_refused_with_its_code(run, rows, refused):
    code, found = run(rows)

    assert (code, found["code"]) == (3, refused)


def test_a_word_in_place_of_a_number_is_named_by_line_and_column(run, capsys):
    code, _ = run(["a,1,2", "b,much,3"])

    message = capsys.readouterr().err
    assert code == 2
    assert "line 3" in message
    assert "column x" in message
