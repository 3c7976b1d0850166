"""`koushaneh verify-draw`, as somebody runs it who has only a record."""

import json
import subprocess
import sys

import pytest

from koushaneh.cli.draws import SENTENCES
from koushaneh.cli.main import main
from koushaneh.engine.seating import Wish, seating_record
from koushaneh.engine.selection.draw import draw_record


def a_record(**changes):
    codes = [f"K{number}" for number in range(6)]
    inputs = {"input_hash": "ab", "method": "merit", "source": "شاخص", "secret": "راز", "source_value": "۱۲"}
    record = draw_record(codes, **inputs)
    lists = {"seats": 2, "chosen": record["order"][:2], "waiting": record["order"][2:4]}
    return {**record, **lists, **changes}


@pytest.fixture
def verify(tmp_path, capsys):
    def run(content):
        file = tmp_path / "record.json"
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
        code = main(["verify-draw", str(file)])
        return code, capsys.readouterr()

    return run


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_sound_record_fits(verify, mark):
    code, said = verify(mark + json.dumps(a_record(), ensure_ascii=False))

    assert code == 0
    assert said.out.startswith("everything fits: 6 codes")


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"secret": "other"}, ["commitment_differs", "seed_differs", "order_differs"]),
        ({"source_value": "13"}, ["seed_differs", "order_differs"]),
        ({"order": ["K0"]}, ["order_differs"]),
        ({"chosen": ["K0", "K1", "K2"], "waiting": []}, ["lists_differ"]),
        ({"chosen": ["K0"], "waiting": ["K0"]}, ["lists_differ"]),
        ({"chosen": ["K0", "stranger"], "waiting": []}, ["lists_differ"]),
        ({"codes": ["K0", "K0"]}, ["commitment_differs", "code_twice", "order_differs", "lists_differ"]),
    ],
)
def test_each_thing_that_does_not_fit_has_a_line(verify, changes, problems):
    code, said = verify(a_record(**changes))

    assert code == 1
    assert said.out.splitlines() == [SENTENCES[problem] for problem in problems]


@pytest.mark.parametrize(
    ("changes", "name"), [({"order": 3}, "order"), ({"chosen": 3}, "chosen"), ({"seats": "many"}, "seats")]
)
def test_a_malformed_field_is_named(verify, changes, name):
    code, said = verify(a_record(**changes))

    assert (code, said.out) == (1, f"{name} {SENTENCES['malformed']}\n")


def test_before_the_letters_the_secret_is_missing(verify):
    record = a_record()
    del record["secret"]

    code, said = verify(record)

    assert (code, said.out) == (1, f"secret {SENTENCES['missing']}\n")


@pytest.mark.parametrize("content", ["", "{", "[]", "3", "[" * 100_000])
def test_what_is_no_record_ends_with_two(verify, content):
    code, said = verify(content)

    assert (code, said.out) == (2, "")
    assert "accepted is" in said.err


def test_a_file_that_is_not_there_ends_with_two(tmp_path):
    assert main(["verify-draw", str(tmp_path / "nothing.json")]) == 2


def test_it_does_not_need_django(tmp_path):
    file = tmp_path / "record.json"
    file.write_text(json.dumps(a_record()), encoding="utf-8")
    program = (
        "import sys; from koushaneh.cli.main import main;"
        "code = main(['verify-draw', sys.argv[1]]); sys.exit(code or 'django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_the_draw_of_a_workshop_is_checked_too(verify):
    record = seating_record(1, [Wish("a", 3), Wish("b", 3)], "secret")

    code, said = verify(record)
    assert code == 0
    assert "2 wishes" in said.out
    code, said = verify({**record, "seated": record["waiting"]})
    assert code == 1
    assert "seated" in said.out
