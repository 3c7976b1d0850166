import json
import random

import numpy as np
import pytest

from koushaneh.cli.engine.frame import main


@pytest.fixture
def run(tmp_path):
    def run(header, rows, *words):
        data, out = tmp_path / "d.csv", tmp_path / "out.json"
        data.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        code = main(["effect", "--data", str(data), "--out", str(out), *words])
        return code, json.loads(out.read_text()) if code != 2 else None

    return run


def scored(n, seed=0, step=1):
    draw = np.random.default_rng(seed)
    points = np.round(draw.uniform(20, 80, n), step)
    outcome = np.round(points / 10 + 2 * (points >= 50) + draw.normal(size=n), 2)
    return [
        f"w{place},{one:g},{other:g}" for place, (one, other) in enumerate(zip(points, outcome, strict=True))
    ]


DISCONTINUITY = ("--design", "discontinuity", "--running", "x", "--outcome", "y", "--cutoff", "50")


@pytest.mark.parametrize("more", [(), ("--window", "5"), ("--kernel", "uniform")])
def test_any_order_of_rows_gives_the_same_hash(run, more):
    rows = scored(300)

    _, straight = run("id,x,y", rows, *DISCONTINUITY, *more)
    _, mixed = run("id,x,y", random.Random(1).sample(rows, 300), *DISCONTINUITY, *more)

    assert straight["output_hash"] == mixed["output_hash"]
    assert straight["input_hash"] == mixed["input_hash"]


def test_the_whole_table_of_a_discontinuity(run):
    code, found = run("id,x,y", [*scored(400), "late,51,", "odd,,7"], *DISCONTINUITY)

    assert code == 0
    assert (found["n"], found["missing"], found["n_left"] + found["n_right"]) == (400, 2, 400)
    assert {"estimate", "se", "low", "high", "p"} == set(found["robust"])
    assert found["robust"]["low"] < 2 < found["robust"]["high"]
    assert found["density"]["p"] > 0.01
    assert [one["side"] for one in found["placebos"]] == ["left", "right"]


def test_fewer_than_fifty_on_a_side_is_local_randomisation_and_named(run):
    code, found = run("id,x,y", scored(70), *DISCONTINUITY)

    assert code == 0
    assert found["method"].startswith("local randomisation, fewer than 50 on a side")
    assert min(found["effective_left"], found["effective_right"]) >= 10
    assert "h" not in found


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([], "impact.no_comparison"),
        (["a,60,1"], "impact.no_comparison"),
        ([f"w{one},{one},1" for one in range(45, 80)], "impact.too_few_people"),
        ([f"w{one},{one},1" for one in range(100)], "impact.nobody_differs"),
        ([f"w{one},{40 + one % 3 * 10},{one}" for one in range(300)], "impact.too_few_people"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_its_code(run, rows, refused):
    code, found = run("id,x,y", rows, *DISCONTINUITY)

    assert (code, found["code"]) == (3, refused)


LOTTERY = ("--design", "lottery", "--treated", "t", "--outcome", "y", "--outcome", "z")
DRAWN = [
    "a,1,.5,p,3,1",
    "b,1,.5,p,5,2",
    "c,0,.5,p,1,1",
    "d,0,.5,p,2,",
    "e,1,.2,q,6,4",
    "f,0,.2,q,2,2",
    "g,0,.2,q,1,3",
]
DRAWN += ["h,1,.2,q,7,4", "i,0,.5,p,3,2", "j,1,.5,p,4,3"]


@pytest.mark.parametrize(
    "more", [(), ("--stratum", "s"), ("--probability", "c"), ("--stratum", "s", "--probability", "c")]
)
@pytest.mark.parametrize("seed", ["0", "kanun"])
def test_lotteries_in_any_order_of_rows(run, more, seed):
    _, straight = run("id,t,c,s,y,z", DRAWN, *LOTTERY, *more, "--seed", seed)
    _, mixed = run("id,t,c,s,y,z", random.Random(2).sample(DRAWN, 10), *LOTTERY, *more, "--seed", seed)

    assert straight["output_hash"] == mixed["output_hash"]
    assert (straight["outcomes"]["z"]["n"], straight["outcomes"]["z"]["missing"]) == (9, 1)
    smaller, larger = sorted(one["p"] for one in straight["outcomes"].values())
    assert sorted(straight["families"]["holm"].values()) == pytest.approx(
        [2 * smaller, max(2 * smaller, larger)]
    )


def test_bounds_take_missing_outcomes_as_attrition(run):
    code, found = run(
        "id,t,y",
        ["a,1,1", "b,1,2", "c,1,3", "d,0,1", "e,0,2", "f,0,"],
        "--design",
        "bounds",
        "--treated",
        "t",
        "--outcome",
        "y",
    )

    assert code == 0
    assert (found["n"], found["measured_control"], found["trimmed_group"]) == (6, 2, "treated")
    assert found["lower"]["estimate"] <= found["upper"]["estimate"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--design", "lottery", "--outcome", "y"), "--treated"),
        (("--design", "discontinuity", "--outcome", "y", "--running", "x"), "--cutoff"),
        ((*DISCONTINUITY[:-1], "nan"), "--cutoff"),
        ((*DISCONTINUITY, "--window", "-1"), "--window"),
        ((*DISCONTINUITY, "--treated", "t"), "--treated"),
        (("--design", "lottery", "--treated", "t", "--outcome", "y", "--outcome", "y"), "each outcome once"),
        (("--design", "lottery", "--treated", "x", "--outcome", "y"), "column x"),
        (("--design", "lottery", "--treated", "t", "--outcome", "w"), "column w"),
        (
            ("--design", "lottery", "--treated", "t", "--outcome", "y", "--probability", "c"),
            "line 3, column c",
        ),
    ],
)
def test_bad_input_is_named(run, capsys, words, said):
    code, _ = run("id,x,y,t,c", ["a,40,1,0,0.5", "b,60,2,1,1", "c,61,2,1,0.5", "d,62,3,0,0.5"], *words)

    assert code == 2
    assert said in capsys.readouterr().err
