import numpy as np

from koushaneh.engine.scales.instrument import parse
from koushaneh.engine.scales.scoring import score
from koushaneh.engine.scales.summary import summarise

NAN = float("nan")


def instrument(*turned):
    return parse(
        {
            "id": "made",
            "version": "1",
            "items": [{"key": key, "reversed": key in turned} for key in "abcd"],
            "responses": {"min": 1, "max": 5},
            "scoring": {"method": "mean"},
        }
    )


def answers(seed, signs):
    draw = np.random.default_rng(seed)
    common = draw.normal(size=(300, 1)) * np.array(signs)
    return np.clip(np.round(3 + common + draw.normal(size=(300, 4)) * 0.7), 1, 5)


def test_a_contrary_item_is_named():
    made = instrument()

    found = summarise(made, score(made, answers(1, [1, 1, 1, -1])))["total"]

    assert [(warned.code, warned.facts) for warned in found.warnings] == [
        ("scales.contrary_item", {"key": "d"})
    ]


def test_one_item_turned_twice_is_warned_about_although_alpha_stays_positive():
    made = instrument("d")

    found = summarise(made, score(made, answers(1, [1, 1, 1, 0.4])))["total"]

    assert found.alpha.estimate > 0
    assert [warned.code for warned in found.warnings] == ["scales.already_reversed"]


def test_a_sound_file_has_no_warning():
    made = instrument("d")

    found = summarise(made, score(made, answers(1, [1, 1, 1, -1])))["total"]

    assert found.warnings == ()
    assert found.item_rest["d"] > 0.5


def test_the_order_of_people_changes_nothing():
    made, given = instrument("d"), answers(2, [1, 1, 1, -1])
    given[::7, 1] = NAN

    straight = summarise(made, score(made, given))
    turned = summarise(made, score(made, given[::-1]))

    assert straight == turned
    assert (straight["total"].n, straight["total"].void, straight["total"].complete) == (257, 43, 257)
