import hashlib
import json
import subprocess
import sys

import numpy as np
import pytest

from koushaneh.cli.engine.frame import COMMANDS, Reporter, main
from koushaneh.cli.engine.results import canonical, finish, plain


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command, capsys):
    code = main([command, "--help"])

    assert code == 0
    assert "--out" in capsys.readouterr().out


def test_an_unknown_command_and_no_command_end_with_two():
    assert main(["choose"]) == 2
    assert main([]) == 2


@pytest.mark.slow
def test_the_engine_does_not_need_django():
    program = (
        "import sys; from koushaneh.cli.engine.frame import main; main(['select', '--help']);"
        "sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


def test_the_output_hash_covers_everything_but_the_seconds():
    first, second = finish({"a": 1}, seconds=1.0), finish({"a": 1}, seconds=2.0)

    assert first["output_hash"] == second["output_hash"] == hashlib.sha256(b'{"a":1}').hexdigest()
    assert finish({"a": 2}, seconds=1.0)["output_hash"] != first["output_hash"]


def test_values_become_plain_and_canonical():
    value = {"b": np.array([1.5, np.nan]), "a": (np.int64(3), -0.0), "c": {"z", "y"}}

    assert canonical(plain(value)) == b'{"a":[3,0.0],"b":[1.5,null],"c":["y","z"]}'


def test_a_value_that_is_not_plain_is_refused():
    with pytest.raises(TypeError):
        plain(object())


def test_the_clock_knows_what_is_left():
    assert Reporter().remaining() == float("inf")
    assert 0 < Reporter(5).remaining() <= 5
    assert Reporter(1e-9).is_over()


FILES = {
    "d.csv": "x,y,t\n1,2,1\n2,5,0\n3,1,1\n4,4,0\n",
    "a.csv": "a,b\n1,5\n2,4\n",
    "def.json": '{"id":"t","version":"1","items":[{"key":"a","reversed":false},{"key":"b","reversed":true}],'
    '"responses":{"min":1,"max":5},"scoring":{"method":"sum","min_answered":2}}',
}
LONG_RUNS = [
    "score --instrument def.json --answers a.csv",
    "change --data d.csv --pre x --post y --reliability 0.8",
    "effect --design lottery --data d.csv --treated t --outcome y",
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def outcome(command, folder):
    code = main([*command.split(), "--out", "out.json"])
    return code, json.loads((folder / "out.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", LONG_RUNS)
def test_a_run_past_its_limit_ends_with_four_and_the_head_of_a_result(folder, command):
    code, found = outcome(command + " --limit 0.0000001", folder)
    whole = outcome(command, folder)[1]

    assert (code, found["status"], found["code"]) == (4, "stopped", "engine.limit_passed")
    assert found["n"] == len(FILES["a.csv" if "a.csv" in command else "d.csv"].splitlines()) - 1
    assert found["input_hash"] == whole["input_hash"]
    assert whole["status"] == "done"


def test_a_limit_that_passes_between_outcomes_keeps_those_that_are_done(folder, monkeypatch):
    monkeypatch.setattr(Reporter, "is_over", lambda reporter: "estimate" in reporter.head)

    code, found = outcome(LONG_RUNS[2] + " --outcome x", folder)

    assert (code, found["status"]) == (4, "stopped")
    assert (found["primary"], found["estimate"]) == ("y", -3.0)


def test_a_refusal_holds_what_every_result_holds(folder):
    (folder / "d.csv").write_text("x,y\n1,2\n", encoding="utf-8")

    code, found = outcome(LONG_RUNS[1], folder)

    assert (code, found["code"], found["n"]) == (3, "impact.too_few_people", 1)
    assert len(found["input_hash"]) == len(found["output_hash"]) == 64
    assert "paired t" in found["method"]


def test_a_result_that_cannot_be_written_ends_with_two(folder, capsys):
    (folder / "out.json.part").mkdir()

    assert main([*LONG_RUNS[0].split(), "--out", "out.json"]) == 2
    assert "accepted is a file that can be written" in capsys.readouterr().err


def test_a_definition_nested_without_end_ends_with_two(folder, capsys):
    (folder / "def.json").write_text("[" * 100_000, encoding="utf-8")

    assert main(LONG_RUNS[0].split()) == 2
    assert "nested too deeply" in capsys.readouterr().err


def test_a_long_run_says_what_it_does_on_standard_error(folder, capsys, monkeypatch):
    monkeypatch.setattr("koushaneh.cli.engine.frame.QUIET_SECONDS", 0.0)

    main(LONG_RUNS[1].split())

    said = capsys.readouterr()
    assert "change of 4 pairs" in said.err
    assert json.loads(said.out)["n"] == 4
