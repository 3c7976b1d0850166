import json
import random

import pytest

from koushaneh.cli.engine.frame import main

MEMBERS = ["id,capacity", *(f"m{n},{10 + n % 4}" for n in range(8))]
OPTIONS = ["lot,member,value,load"] + [
    f"lot{k},m{n},{(k * 13 + n * 29) % 31},{3 + (k * n) % 5}" for k in range(12) for n in range(8)
]


def plan(folder, members=MEMBERS, options=OPTIONS, code=0):
    words = ["plan", "--out", str(folder / "out.json")]
    for role, rows in (("members", members), ("options", options)):
        (folder / f"{role}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        words += [f"--{role}", str(folder / f"{role}.csv")]
    assert main(words) == code
    return json.loads((folder / "out.json").read_text(encoding="utf-8")) if code != 2 else None


def test_any_order_of_rows_gives_the_same_hashes(tmp_path):
    turned = [rows[:1] + random.Random(0).sample(rows[1:], len(rows) - 1) for rows in (MEMBERS, OPTIONS)]

    first, second = plan(tmp_path), plan(tmp_path, *turned)

    assert first["input_hash"] == second["input_hash"]
    assert first["output_hash"] == second["output_hash"]
    assert [one["lot"] for one in first["chosen"]] == sorted(f"lot{k}" for k in range(12))
    assert all(one["load"] <= one["capacity"] for one in first["loads"])
    assert (first["gap"], first["bound"]) == (0.0, first["objective"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["lot,member,value,load", "a,nobody,1,1"], "line 2, column member: found 'nobody'"),
        (["lot,member,value,load", "a,m1,1,-1"], "line 2, column load"),
        (["lot,member,value,load", "a,m1,x,1"], "line 2, column value"),
        (["lot,member,value,load", "a,m1,1,1", "a,m1,2,1"], "line 3"),
    ],
)
def test_bad_options_are_refused_by_line_and_column(tmp_path, capsys, options, said):
    plan(tmp_path, options=options, code=2)

    assert said in capsys.readouterr().err


def test_lots_that_do_not_fit_end_with_three(tmp_path):
    refused = plan(tmp_path, members=["id,capacity", *(f"m{n},4" for n in range(8))], code=3)

    assert refused["code"] == "planning.lots_left_over"
    assert refused["facts"]["missing"] > 0
