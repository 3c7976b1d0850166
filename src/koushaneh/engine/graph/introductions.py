"""Introductions (معرفی): who could help whom, the fit first, and among equals who bridges most.

Source: the association's rule (network.md); friend-of-friend alone is not
used, it closes circles that are closed already. Reasons are codes with facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from koushaneh.engine.errors import EngineError
from koushaneh.engine.graph.network import Network
from koushaneh.engine.seeds import draw_key

BRIDGES = ("place", "craft", "level")


@dataclass(frozen=True)
class Topic:
    """What a person asks for or offers, and how much it counts (above 0)."""

    id: str
    topic: str
    weight: float = 1.0


@dataclass(frozen=True)
class Introduction:
    """`a` asks and `b` offers; the fit, the bridge gain, and the reasons as (code, fact)."""

    a: str
    b: str
    fit: float
    gain: float
    reasons: tuple[tuple[str, str], ...]


class BadTopic(EngineError):
    """An ask or offer names a stranger, no topic, or a weight of 0 or less. Facts: id, topic, problem."""

    code = "graph.bad_topic"


def introductions(
    network: Network, asks: Iterable[Topic], offers: Iterable[Topic], *, count: int, seed: str
) -> list[Introduction]:
    """Return up to `count` introductions of people not tied yet, nobody in more than one.

    Fit is the sum over topics asked by one and offered by the other of both
    weights, in both directions; equal fits go by bridge gain (1 each for another
    place, craft, level and for no common acquaintance, 1/(1 + degree) for the
    lonelier one), then by the draw of `seed`. Taken in this order. O(n log n) in
    the pairs with a common topic. Raises BadTopic.
    """
    number = {person.id: place for place, person in enumerate(network.people)}
    common = _common(network, number, sorted(asks, key=_row), sorted(offers, key=_row))
    candidates = [_introduction(network, *pair, topics) for pair, topics in common.items()]
    ranked = sorted(candidates, key=lambda one: (-one.fit, -one.gain, draw_key(seed, f"{one.a}\n{one.b}")))
    chosen: list[Introduction] = []
    met: set[str] = set()
    for one in ranked:
        if len(chosen) >= count:
            break
        if not {one.a, one.b} & met:
            chosen.append(one)
            met |= {one.a, one.b}
    return chosen


def _row(topic: Topic) -> tuple[str, str, float]:
    return (topic.id, topic.topic, topic.weight)


def _common(
    network: Network, number: dict[str, int], asks: Sequence[Topic], offers: Sequence[Topic]
) -> dict[tuple[int, int], list[tuple[str, float, bool]]]:
    """Return per pair of people (asker first) the topics, their fit, and whether it goes the other way."""
    offered: dict[str, list[Topic]] = {}
    for offer in offers:
        _check(offer, number)
        offered.setdefault(offer.topic, []).append(offer)
    found: dict[tuple[int, int], list[tuple[str, float, bool]]] = {}
    for ask in asks:
        _check(ask, number)
        asker = number[ask.id]
        known = set(network.neighbours(asker).tolist()) | {asker}
        for offer in offered.get(ask.topic, ()):
            giver = number[offer.id]
            if giver not in known:
                turned = (giver, asker) in found
                pair = (giver, asker) if turned else (asker, giver)
                found.setdefault(pair, []).append((ask.topic, ask.weight * offer.weight, turned))
    return found


def _check(topic: Topic, number: dict[str, int]) -> None:
    problem = "" if topic.id in number else "unknown_person"
    problem = problem or ("" if topic.topic else "no_topic")
    problem = problem or ("" if 0 < topic.weight < float("inf") else "weight")
    if problem:
        raise BadTopic(id=topic.id, topic=topic.topic, problem=problem)


def _introduction(
    network: Network, one: int, other: int, topics: Sequence[tuple[str, float, bool]]
) -> Introduction:
    a, b = network.people[one], network.people[other]
    reasons = [("asks_back" if turned else "asks", topic) for topic, _, turned in topics]
    for name in BRIDGES:
        theirs = getattr(b, name)
        if theirs and theirs != getattr(a, name):
            reasons.append((f"other_{name}", theirs))
    gain = float(len(reasons) - len(topics))
    if not set(network.neighbours(one).tolist()) & set(network.neighbours(other).tolist()):
        reasons.append(("no_common_acquaintance", ""))
        gain += 1.0
    least = min(int(network.degree[one]), int(network.degree[other]))
    if not least:
        reasons.append(("lonely", a.id if not network.degree[one] else b.id))
    fit = sum(fit for _, fit, _ in topics)
    return Introduction(a.id, b.id, fit, gain + 1.0 / (1.0 + least), tuple(reasons))
