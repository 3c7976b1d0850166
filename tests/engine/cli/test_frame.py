import hashlib
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
