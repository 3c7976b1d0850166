"""Equal inputs give equal bytes, and one changed byte of what is stored shows: on either database."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from koushaneh.screening.actions.signing import ReplayDiffers, replay_problem, replay_run
from koushaneh.screening.models import Run
from koushaneh.screening.selecting import canonical, digest, result_of
from tests.factories.results import make_executed, make_scored_call, signer

pytestmark = pytest.mark.django_db
INPUTS = {
    "call": "c",
    "rules": "a" * 64,
    "seats": 2,
    "candidates": [[f"w{number}", 50_000_000, {"place": "p", "track": "t"}] for number in range(5)],
    "quotas": [["place", "p", 0, 5]],
    "declared": [],
    "moves": [],
    "neighbours": {},
    "waiting": 2,
    "neutral": {},
}
BYTES = "0fc9a39bbe06a6bb2bc9d62286e5d2354903081ea4d5d651f38470a2e79d9a19"


def leaves(value, path=()):
    """Yield the path to every plain value."""
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, (*path, key))
    else:
        yield path


def changed(value, path):
    """Return a copy in which the plain value at `path` is another one."""
    copy = json.loads(json.dumps(value))
    *way, last = path
    inner = copy
    for key in way:
        inner = inner[key]
    inner[last] = inner[last] + 1 if isinstance(inner[last], int) else f"{inner[last]}x"
    return copy


def stored(run):
    return Run.objects.get(pk=run.pk)


def test_these_inputs_and_this_seed_give_these_bytes_everywhere():
    assert digest(result_of(INPUTS, "seed")) == BYTES


def test_the_order_of_keys_in_the_database_changes_no_byte():
    again = json.loads(json.dumps(INPUTS, sort_keys=True))
    turned = dict(reversed(list(again.items())))

    assert canonical(turned) == canonical(INPUTS)
    assert digest(result_of(turned, "seed")) == BYTES


def test_a_stored_run_gives_the_same_bytes_whenever_it_is_replayed():
    run = stored(make_executed())

    for _ in range(3):
        assert digest(result_of(run.inputs, run.seed)) == run.output_hash
    assert replay_run(run, by=signer()).output_hash == run.output_hash


def test_every_single_stored_value_counts():
    run = make_executed(make_scored_call({7: [24, 24], 8: [18, 6]}))
    for path in leaves(run.inputs):
        Run.objects.filter(pk=run.pk).update(inputs=changed(run.inputs, path))
        assert replay_problem(stored(run)) == "inputs", path
    Run.objects.filter(pk=run.pk).update(inputs=run.inputs)
    for path in leaves(run.result):
        Run.objects.filter(pk=run.pk).update(result=changed(run.result, path))
        assert replay_problem(stored(run)) == "result", path


@pytest.mark.slow
def test_every_changed_byte_of_the_stored_text_is_refused():
    run = make_executed()
    text = canonical(run.inputs)

    @settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
    @given(place=some.integers(0, len(text) - 1), sign=some.sampled_from('0123456789abz[]{},:"'))
    def change(place, sign):
        other = text[:place] + sign + text[place + 1 :]
        try:
            inputs = json.loads(other)
        except ValueError:
            return  # the database would not have taken it
        Run.objects.filter(pk=run.pk).update(inputs=inputs)
        is_same = canonical(inputs) == text
        assert (replay_problem(stored(run)) == "") == is_same

    change()


@pytest.mark.parametrize(
    ("column", "problem"), [("seed", "seed"), ("public_value", "seed"), ("output_hash", "result")]
)
def test_what_stands_beside_the_inputs_counts_too(column, problem):
    run = make_executed()
    Run.objects.filter(pk=run.pk).update(**{column: getattr(run, column)[:-1] + "x"})

    with pytest.raises(ReplayDiffers) as refusal:
        replay_run(stored(run), by=signer())
    assert refusal.value.facts == {"problem": problem}
