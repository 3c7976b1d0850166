import json
import random

import pytest

from koushaneh.cli.engine.frame import main

QUOTAS = "feature,value,min,max\ndistrict,1,1,2\ndistrict,2,1,2\n"
POOL = "id,district,score,home\nK1,1,90.5,a\nK2,1,80,a\nK3,2,70,b\nK4,2,70,c\nK5,1,60,d\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def select(folder, pool=POOL, quotas=QUOTAS, *options, seats=2, encoding="utf-8"):
    """Run the command in `folder`; return the exit code and the result, None where there is no file."""
    (folder / "pool.csv").write_bytes(pool if isinstance(pool, bytes) else pool.encode(encoding))
    (folder / "quotas.csv").write_text(quotas, encoding="utf-8")
    out = folder / "result.json"
    out.unlink(missing_ok=True)
    words = ["select", "--pool", "pool.csv", "--quotas", "quotas.csv", "--seats", str(seats), *options]
    code = main([*words, "--out", "result.json"])
    return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else None


def test_merit_gives_the_documented_fields(folder):
    code, found = select(folder)

    chosen = found.pop("selected")
    assert chosen in (["K1", "K3"], ["K1", "K4"])
    assert {"input_hash", "output_hash", "seconds"} <= found.keys()
    for name in ("input_hash", "output_hash", "seconds"):
        found.pop(name)
    assert (code, found) == (
        0,
        {
            "method": "merit",
            "status": "optimal",
            "n": 5,
            "seats": 2,
            "seed": "0",
            "objective": 160.5,
            "bound": 160.5,
            "gap": 0.0,
            "probabilities": {},
            "minimum_probability": None,
            "bound_probability": None,
            "panels": [],
            "relaxation": [],
            "score_decimals": 6,
            "rounded_scores": 0,
        },
    )


@pytest.mark.parametrize("method", ["merit", "maximin", "leximin"])
@pytest.mark.parametrize("seed", ["0", "", "بذر"])
def test_the_order_of_rows_and_columns_changes_no_hash(folder, method, seed):
    options = ("--method", method, "--apart", "home", "--seed", seed)
    header, *rows = POOL.splitlines()
    random.Random(5).shuffle(rows)
    turned = "\n".join(",".join(reversed(line.split(","))) for line in [header, *rows])

    _, first = select(folder, POOL, QUOTAS, *options)
    _, second = select(folder, turned, "feature,value,min,max\ndistrict,2,1,2\ndistrict,1,1,2\n", *options)

    first.pop("seconds"), second.pop("seconds")
    assert first == second


def test_a_changed_byte_changes_the_input_hash(folder):
    _, first = select(folder)
    _, second = select(folder, POOL.replace("K5", "K6"))

    assert first["input_hash"] != second["input_hash"]


def test_a_byte_order_mark_persian_digits_and_windows_lines_read_the_same(folder):
    persian = str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫")
    header, *rows = POOL.splitlines()
    turned = "\r\n".join([header, *(row.translate(persian) for row in rows)])

    _, plain = select(folder)
    code, found = select(folder, turned, QUOTAS, encoding="utf-8-sig")

    assert (code, found["output_hash"]) == (0, plain["output_hash"])


@pytest.mark.parametrize(
    ("pool", "quotas", "words"),
    [
        ("", QUOTAS, "pool.csv, line 1: found 'an empty file'; accepted is a header line"),
        ("id,district,score\n", QUOTAS, "pool.csv, line 2"),
        ("id,district\nK1,1\n", QUOTAS, "pool.csv, line 1, column score"),
        ("id,district,score\nK1,1,nan\n", QUOTAS, "pool.csv, line 2, column score: found 'nan'; accepted is"),
        ("id,district,score\nK1,1,\n", QUOTAS, "pool.csv, line 2, column score: found 'nothing'"),
        ("id,district,score\nK1,1,1e300\n", QUOTAS, "accepted is a number from -1e+09 to 1e+09"),
        ("id,district,score\nK1,1,5\nK1,2,5\n", QUOTAS, "pool.csv, line 3, column id: found 'K1'"),
        ("id,district,score\nK1,1\n", QUOTAS, "pool.csv, line 2: found '2 cells'; accepted is 3 cells"),
        ("id,id,score\nK1,1,1\n", QUOTAS, "accepted is each column named once"),
        (b"id,district,score\nK1,\xff\xfe,1\n", QUOTAS, "pool.csv, line 2: found 'another encoding'"),
        (POOL, "feature,value,min,max\ncraft,x,0,1\n", "quotas.csv, line 2, column feature: found 'craft'"),
        (POOL, "feature,value,min,max\ndistrict,1,-1,1\n", "quotas.csv, line 2, column min: found '-1'"),
        (POOL, "feature,value,min,max\ndistrict,1,1.5,2\n", "quotas.csv, line 2, column min: found '1.5'"),
        (POOL, "feature,value,min\ndistrict,1,1\n", "quotas.csv, line 1, column max"),
    ],
)
def test_bad_input_names_file_line_column_and_what_is_accepted(folder, capsys, pool, quotas, words):
    code, found = select(folder, pool, quotas)

    assert (code, found) == (2, None)
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [("--seats", "0"), ("--seats", "x"), ("--method", "best"), ("--limit", "0"), ("--limit", "nan")],
)
def test_bad_options_end_with_two(folder, options):
    assert select(folder, POOL, QUOTAS, *options)[0] == 2


def test_a_missing_file_and_a_missing_folder_end_with_two(folder, capsys):
    words = ["select", "--pool", "none.csv", "--quotas", "none.csv", "--seats", "1"]

    assert main(words) == 2
    assert main([*words, "--out", "nowhere/result.json"]) == 2
    assert "none.csv: found 'No such file or directory'" in capsys.readouterr().err


@pytest.mark.parametrize("method", ["merit", "maximin", "leximin"])
def test_contradicting_quotas_end_with_three_and_a_proposal(folder, method):
    quotas = "feature,value,min,max\ndistrict,1,2,3\ndistrict,2,1,2\n"

    code, found = select(folder, POOL, quotas, "--method", method)

    assert (code, found["status"], found["selected"]) == (3, "infeasible", [])
    assert [row["declared"] - row["needed"] for row in found["relaxation"]] == [1]


def test_the_limit_ends_with_four_and_the_bound(folder):
    code, found = select(folder, POOL, QUOTAS, "--limit", "0.000001")

    assert (code, found["status"]) == (4, "stopped")
    assert found["bound"] >= 160.5


def test_scores_finer_than_a_millionth_are_told_apart(folder):
    pool = "id,score\nK1,0.500000001\nK2,0.500000002\n"

    _, found = select(folder, pool, "feature,value,min,max\n", seats=1)

    assert (found["selected"], found["objective"], found["score_decimals"]) == (["K2"], 0.500000002, 9)


def test_scores_finer_than_that_are_rounded_and_the_result_says_how_many(folder):
    pool = "id,score\nK1,0.12345678901\nK2,0.5\n"

    _, found = select(folder, pool, "feature,value,min,max\n", seats=1)

    assert found["rounded_scores"] == 1


def test_one_candidate_and_one_seat(folder):
    code, found = select(
        folder, "id,score\nK1,5\n", "feature,value,min,max\n", "--method", "leximin", seats=1
    )

    assert (code, found["probabilities"], found["bound_probability"]) == (0, {"K1": 1.0}, 1.0)


def test_the_result_goes_to_standard_output_and_holds_nothing_else(folder, capfd):
    select(folder)

    code = main(["select", "--pool", "pool.csv", "--quotas", "quotas.csv", "--seats", "2"])

    assert code == 0
    assert json.loads(capfd.readouterr().out)["status"] == "optimal"
