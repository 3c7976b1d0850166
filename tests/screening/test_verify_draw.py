"""The published record against the independent program of docs/verify-draw.md."""

import json
import re
from pathlib import Path

import pytest

from koushaneh.screening.queries_results import public_record
from tests.factories.results import make_released, make_scored_call

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs" / "verify-draw.md"


@pytest.fixture(scope="module")
def problems():
    program = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1]
    space = {"__name__": "independent"}
    exec(compile(program, str(PAGE), "exec"), space)
    return space["problems"]


def record_of(run):
    return json.loads(json.dumps(public_record(run), ensure_ascii=False))


def test_the_independent_program_finds_nothing_wrong(problems):
    run = make_released(make_scored_call({7: [9, 9, 9, 4], 8: [9, 3]}, seats=2))

    assert problems(record_of(run)) == []


@pytest.mark.parametrize(
    "name", ["input_hash", "method", "source", "secret", "source_value", "seed", "commitment"]
)
def test_it_finds_one_changed_sign(problems, name):
    record = record_of(make_released())
    last = record[name][-1]

    record[name] = record[name][:-1] + ("0" if last != "0" else "1")

    assert problems(record)


def test_it_finds_another_order_and_a_code_too_many(problems):
    record = record_of(make_released())

    turned = {**record, "order": record["order"][::-1]}
    doubled = {**record, "chosen": record["chosen"] + record["waiting"][:1]}

    assert problems(turned) == ["the order is not that of the seed"]
    assert problems(doubled) == ["the lists hold a code twice, an unknown one, or too many"]


def test_equal_scores_go_by_the_order_of_the_draw():
    run = make_released(make_scored_call({7: [9, 9, 9, 9]}, seats=1))
    record = record_of(run)

    assert record["chosen"] + record["waiting"] == record["order"][:2]
