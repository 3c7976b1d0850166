import json
import random

import pytest

from koushaneh.cli.engine.frame import main

OFFERS = ["id,capacity,minimum,served,unit_cost,set_up_cost,lead_days"] + [
    f"m{n},{5 + n * 7 % 40},{n % 4},{n * 13 % 60},{50 + n * 3 % 17},{n * 11 % 90},{n % 9}" for n in range(40)
]


def share(folder, rows, *options, code=0):
    (folder / "offers.csv").write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    out = folder / "out.json"
    words = ["share", "--offers", str(folder / "offers.csv"), "--out", str(out), *options]
    assert main(words) == code
    return json.loads(out.read_text(encoding="utf-8")) if code in (0, 3, 4) else None


@pytest.mark.parametrize(
    "rule", ["rotation-pieces", "rotation-ability", "uniform", "first-come", "least-cost"]
)
def test_any_order_of_rows_gives_the_same_hashes(tmp_path, rule):
    turned = OFFERS[:1] + random.Random(0).sample(OFFERS[1:], 40)

    options = ("--quantity", "300", "--rule", rule, "--buffer", "10", "--due", "7")
    first, second = share(tmp_path, OFFERS, *options), share(tmp_path, turned, *options)

    assert first["input_hash"] == second["input_hash"]
    assert first["output_hash"] == second["output_hash"]
    assert sum(one["pieces"] for one in first["shares"]) == 300
    assert {one["why"] for one in first["shares"]} >= {"too_late"}


def test_persian_digits_are_read_as_numbers(tmp_path):
    plain = share(tmp_path, ["id,capacity", "a,10", "b,30"], "--quantity", "20", "--rule", "uniform")
    persian = share(tmp_path, ["id,capacity", "a,۱۰", "b,۳۰"], "--quantity", "۲۰", "--rule", "uniform")

    assert persian["output_hash"] == plain["output_hash"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["id,capacity", "a,-1"], "line 2, column capacity: found '-1'"),
        (["id,capacity", "a,1.5"], "line 2, column capacity"),
        (["id,capacity", "a,nan"], "line 2, column capacity"),
        (["id,capacity", "a,1", "a,2"], "line 3, column id"),
        (["id", "a"], "column capacity"),
        (["id,capacity,served", "a,1,x"], "line 2, column served"),
    ],
)
def test_bad_files_are_refused_by_line_and_column(tmp_path, capsys, rows, said):
    share(tmp_path, rows, "--quantity", "1", "--rule", "uniform", code=2)

    assert said in capsys.readouterr().err


def test_least_cost_without_costs_is_refused(tmp_path):
    share(tmp_path, ["id,capacity", "a,1"], "--quantity", "1", "--rule", "least-cost", code=2)


def test_an_empty_file_can_make_nothing(tmp_path):
    assert share(tmp_path, ["id,capacity"], "--quantity", "0", "--rule", "uniform")["shares"] == []
    refused = share(tmp_path, ["id,capacity"], "--quantity", "5", "--rule", "uniform", code=3)
    assert (refused["status"], refused["missing"]) == ("infeasible", 5)
