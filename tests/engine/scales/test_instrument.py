import copy
import json

import numpy as np
import pytest

from koushaneh.engine.scales import instruments, schema
from koushaneh.engine.scales.errors import BadInstrument, UnknownInstrument
from koushaneh.engine.scales.instrument import digest, parse, published_schema
from koushaneh.engine.scales.scoring import score

SMALL = {
    "id": "small",
    "version": "1",
    "items": [{"key": "a"}, {"key": "b", "reversed": True}],
    "responses": {"min": 0, "max": 4},
    "scoring": {"method": "sum"},
    "check_respondents": {"best": {"a": 4, "b": 0}, "worst": {"a": 0, "b": 4}},
}
GIVEN_AWAY = {
    "coping": 6,
    "decision_making": 16,
    "empowerment_sense": 6,
    "entrepreneurial_self_efficacy": 8,
    "hope_happiness": 2,
    "resource_position": 16,
}

# Items, lowest and highest answer, and which items count the other way round.
KEYS = {
    "gse": (10, 1, 4, set()),
    "rosenberg": (10, 1, 4, {3, 5, 8, 9, 10}),
    "who5": (5, 0, 5, set()),
    "brs": (6, 1, 5, {2, 4, 6}),
    "shs": (4, 1, 7, {4}),
}


def changed(path, value):
    definition = copy.deepcopy(SMALL)
    *way, last = path
    place = definition
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return definition


def test_the_shipped_instruments_are_ours_and_speak_both_languages():
    found = {id: instruments.load(id) for id in instruments.shipped()}

    assert {id: len(one.items) for id, one in found.items()} == GIVEN_AWAY
    for one in found.values():
        assert one.definition["licence"]["class"] == "open"
        assert all(set(item.text) == {"fa", "en"} for item in one.items)
        assert all(set(response.label) == {"fa", "en"} for response in one.responses)


@pytest.mark.parametrize("id", sorted([*GIVEN_AWAY, *KEYS]))
def test_all_best_and_all_worst_score_the_two_ends(id):
    instrument = instruments.load(id)
    check = instrument.definition["check_respondents"]
    answers = np.array([[check[name][key] for key in instrument.keys] for name in ("worst", "best")])

    values = score(instrument, answers).values

    assert {name: tuple(found) for name, found in values.items()} == {
        name: instrument.limits(name) for name in instrument.scales
    }


@pytest.mark.parametrize("id", sorted(GIVEN_AWAY))
def test_persian_words_use_persian_letters_and_digits(id):
    texts = json.dumps([item.text["fa"] for item in instruments.load(id).items], ensure_ascii=False)

    assert not set("يكةى٠١٢٣٤٥٦٧٨٩0123456789") & set(texts)


def test_an_unknown_instrument_is_refused_with_the_known_ones():
    with pytest.raises(UnknownInstrument) as refusal:
        instruments.load("../coping")

    assert refusal.value.facts == {"id": "../coping", "accepted": sorted([*GIVEN_AWAY, *KEYS])}


@pytest.mark.parametrize("id", KEYS)
def test_of_published_scales_only_the_key_is_shipped(id):
    instrument = instruments.load(id)
    turned = {place for place, item in enumerate(instrument.items, start=1) if item.reversed}

    assert instruments.keys_only() == tuple(sorted(KEYS))
    assert instrument.definition["licence"]["class"] != "open"
    assert all(item.text is None for item in instrument.items)
    assert (len(instrument.items), instrument.low, instrument.high, turned) == KEYS[id]


def test_the_choices_of_a_list_and_of_a_range():
    listed, ladder = instruments.load("coping"), instruments.load("hope_happiness")

    assert [one.value for one in listed.choices] == [1, 2, 3, 4, 5]
    assert [one.value for one in ladder.choices] == list(range(11))
    assert [one.label["en"] for one in (ladder.choices[0], ladder.choices[-1])] == ["The worst", "The best"]
    assert {one.label for one in ladder.choices[1:-1]} == {None}


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("id",), "Not An Id", "id"),
        (("id",), None, "id"),
        (("version",), "", "version"),
        (("version",), True, "version"),
        (("colour",), "red", "colour"),
        (("items",), [], "items"),
        (("items", 1, "key"), "a", "items/1/key"),
        (("items", 1, "key"), " b", "items/1/key"),
        (("items", 1, "key"), "", "items/1/key"),
        (("items", 1, "key"), 2, "items/1/key"),
        (("items", 1, "reversed"), "yes", "items/1/reversed"),
        (("items", 1, "subscale"), "total", "items"),
        (("items", 0, "text"), {"Farsi": "x"}, "items/0/text/Farsi"),
        (("responses",), {"min": 4, "max": 4}, "responses"),
        (("responses",), {"min": 4}, "responses/max"),
        (("responses",), [{"value": 1}, {"value": 1}], "responses"),
        (("responses",), [{"value": 1}, {"value": 2, "face": "angry"}], "responses/1/face"),
        (("scoring", "method"), "median", "scoring/method"),
        (("scoring", "min_answered"), 3, "scoring/min_answered"),
        (("scoring", "min_answered"), 0, "scoring/min_answered"),
        (("scoring", "total"), False, "scoring/total"),
        (("bands",), [{"from": 3, "to": 1, "label": {"en": "x"}}], "bands/0"),
        (("check_respondents", "best", "a"), 3, "check_respondents/best/a"),
        (("check_respondents", "best", "b"), None, "check_respondents/best/b"),
        (("check_respondents", "worst", "c"), 0, "check_respondents/worst/c"),
        (("norms",), [{"population": "x", "n": 1}], "norms/0/mean"),
        (("languages",), ["fa", "fa"], "languages"),
    ],
)
def test_a_faulty_definition_is_refused_with_the_place(path, value, place):
    with pytest.raises(BadInstrument) as refusal:
        parse(changed(path, value))

    assert refusal.value.facts["place"] == place
    assert refusal.value.facts["accepted"]


def test_best_means_lowest_where_lower_is_better():
    turned = changed(("direction",), "lower")

    with pytest.raises(BadInstrument) as refusal:
        parse(turned)
    turned["check_respondents"] = {
        name: SMALL["check_respondents"][other] for name, other in (("best", "worst"), ("worst", "best"))
    }

    assert refusal.value.facts == {"place": "check_respondents/best/a", "accepted": "0"}
    assert parse(turned).higher_is_better is False


def test_the_digest_follows_the_content_and_not_the_order_of_fields():
    turned = dict(reversed(list(SMALL.items())))

    assert digest(turned) == digest(SMALL)
    assert digest(changed(("version",), "2")) != digest(SMALL)


def test_the_checker_knows_every_keyword_of_the_published_schema():
    def keywords(node):
        for keyword, argument in node.items():
            yield keyword
            if keyword in ("properties", "$defs"):
                for inner in argument.values():
                    yield from keywords(inner)
            elif isinstance(argument, dict):
                yield from keywords(argument)
            elif keyword == "anyOf":
                for inner in argument:
                    yield from keywords(inner)

    assert set(keywords(published_schema())) <= set(schema.KEYWORDS) | schema.SILENT


def test_an_unknown_schema_keyword_is_a_programmers_error():
    with pytest.raises(KeyError, match="multipleOf"):
        list(schema.faults(3, {"type": "integer", "multipleOf": 2}))


@pytest.mark.parametrize("value", [None, [], "x", 3, {"items": 3}, {"id": None}])
def test_what_is_no_definition_at_all_is_refused(value):
    with pytest.raises(BadInstrument):
        parse(value)
