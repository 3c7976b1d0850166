"""The help of each command teaches: what it does, and one example that parses."""

import argparse
import shlex

import pytest

from koushaneh.cli.options import parser


def leaves(root, path=()):
    inner = [action for action in root._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield path, root
    for action in inner:
        for name, child in action.choices.items():
            yield from leaves(child, (*path, name))


COMMANDS = {path: command for path, command in leaves(parser()) if path != ("engine",)}


def example_of(command):
    joined = command.epilog.replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines() if "koushaneh " in line]
    words = shlex.split(lines[-1].split(" || ")[0], comments=True)
    return words[words.index("koushaneh") + 1 :]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_says_what_it_does_and_shows_an_example_that_parses(path):
    command = COMMANDS[path]

    parsed = parser().parse_args(example_of(command))

    assert len(command.description) > 60
    assert parsed.command == path[0]


def test_an_unknown_command_is_refused():
    with pytest.raises(SystemExit) as stop:
        parser().parse_args(["dance"])

    assert stop.value.code == 2
