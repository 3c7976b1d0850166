import json
import random

import pytest

from koushaneh.cli.engine.frame import main

DEFINITION = {
    "id": "small",
    "version": "1",
    "items": [{"key": "a"}, {"key": "b"}, {"key": "c", "reversed": True}],
    "responses": {"min": 0, "max": 4},
    "scoring": {"method": "sum", "min_answered": 2},
}
ROWS = ["w1,4,3,1", "w2,0,1,4", "w3,2,2,2", "w4,3,4,0", "w5,1,,3", "w6,,,1"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "def.json").write_text(json.dumps(DEFINITION))
    return tmp_path


def run(folder, rows, *more, header="id,a,b,c"):
    (folder / "answers.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    code = main(["score", "--instrument", "def.json", "--answers", "answers.csv", "--out", "out.json", *more])
    found = json.loads((folder / "out.json").read_text()) if code == 0 else None
    return code, found


def test_any_order_of_rows_and_columns_gives_the_same_hashes(folder):
    mixed = random.Random(0).sample(ROWS, len(ROWS))
    turned = [",".join(reversed(row.split(","))) for row in mixed]

    _, straight = run(folder, ROWS)
    _, other = run(folder, turned, header="c,b,a,id")

    assert straight["output_hash"] == other["output_hash"]
    assert straight["input_hash"] == other["input_hash"]
    assert straight["scales"]["total"]["n"] == 5
    assert straight["scales"]["total"]["void"] == 1


def test_the_scores_keep_the_rows_and_the_other_columns(folder):
    run(folder, ROWS, "--scores", "scores.csv")

    assert (folder / "scores.csv").read_text().splitlines() == [
        "id,total",
        "w1,10",
        "w2,1",
        "w3,6",
        "w4,11",
        "w5,3",
        "w6,",
    ]


def test_a_byte_order_mark_and_persian_digits_are_read(folder):
    _, latin = run(folder, ROWS)
    _, persian = run(
        folder, [row.replace("4", "۴").replace("1,", "۱,") for row in ROWS], header="\ufeffid,a,b,c"
    )

    assert persian["scales"] == latin["scales"]


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        (["w1,1,2,3", "w2,1,5,3"], "id,a,b,c", ["line 3", "column b", "'5'", "0 to 4"]),
        (["w2,1,5,3", "w1,9,2,3"], "id,a,b,c", ["line 2", "column b"]),
        (["w1,1,yes,3"], "id,a,b,c", ["line 2", "column b", "a number"]),
        (["w1,1,2"], "id,a,b", ["line 1", "column c"]),
        (["w1,1,nan,3"], "id,a,b,c", ["line 2", "column b"]),
    ],
)
def test_wrong_answers_are_refused_by_line_and_column(folder, capsys, rows, header, said):
    code, _ = run(folder, rows, header=header)

    message = capsys.readouterr().err
    assert code == 2
    assert all(word in message for word in said), message


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "line 1"), ('{"id": "x1"}', "version"), ("[]", "object")],
)
def test_a_faulty_definition_is_bad_input(folder, capsys, text, said):
    (folder / "def.json").write_text(text)

    code, _ = run(folder, ROWS)

    assert code == 2
    assert said in capsys.readouterr().err


def test_a_shipped_instrument_is_known_by_its_id(folder):
    (folder / "answers.csv").write_text("happy_now,hope_next\n3,5\n6,9\n10,10\n0,1\n")

    code = main(["score", "--instrument", "hope_happiness", "--answers", "answers.csv", "--out", "out.json"])

    found = json.loads((folder / "out.json").read_text())
    assert (code, found["n"], found["scales"]["total"]["mean"]) == (0, 4, 5.5)
    assert found["scales"]["total"]["omega"] is None


@pytest.mark.parametrize("rows", [[], ["w1,1,2,3"], ["w1,,,"], ["w1,2,2,2"] * 9])
def test_degenerate_files_give_figures_or_null(folder, rows):
    code, found = run(folder, rows)

    assert code == 0
    assert found["n"] == len(rows)
    assert found["scales"]["total"]["alpha"] is None


def test_a_file_that_was_turned_before_is_warned_about(folder, capsys):
    already = [f"w{place},{low},{low},{low}" for place, low in enumerate([0, 1, 2, 3, 4, 4, 0])]

    _, found = run(folder, already)

    warning = found["scales"]["total"]["warnings"][0]
    assert "scale total: scales.already_reversed" in capsys.readouterr().err
    assert warning["code"] == "scales.already_reversed"
    assert warning["facts"]["alpha"] < 0 < warning["facts"]["alpha_as_it_came"]
