import math
import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koushaneh.engine.graph import (
    BadPerson,
    BadTie,
    BadTopic,
    Person,
    Tie,
    Topic,
    betweenness,
    communities,
    components,
    holes,
    introductions,
    mixing,
    network,
)


def as_network(graph):
    ties = [Tie(str(a), str(b), data.get("weight", 1.0)) for a, b, data in graph.edges(data=True)]
    return network([Person(str(one)) for one in graph], ties)


def by_id(net, values):
    return {person.id: value for person, value in zip(net.people, values.tolist(), strict=True)}


def karate():
    graph = nx.karate_club_graph()
    for _, _, data in graph.edges(data=True):
        data.clear()
    return graph


@st.composite
def graphs(draw):
    count = draw(st.integers(0, 12))
    pairs = [(a, b) for a in range(count) for b in range(a)]
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for a, b in draw(st.sets(st.sampled_from(pairs))) if pairs else []:
        graph.add_edge(a, b, weight=draw(st.sampled_from([1.0, 1.0, 2.0, 0.5])))
    return graph


def agrees(ours, theirs):
    assert set(ours) == {str(one) for one in theirs}
    for one, value in theirs.items():
        assert (math.isnan(value) and math.isnan(ours[str(one)])) or ours[str(one)] == pytest.approx(value)


def test_burts_measures_of_a_bridge_and_of_a_closed_circle():
    ties = [Tie("a", "b"), Tie("b", "c"), Tie("a", "c"), Tie("c", "d"), Tie("d", "e")]
    net = network([Person(one) for one in "abcdef"], ties)

    found = holes(net)

    assert by_id(net, found.effective_size) == pytest.approx(
        {"a": 1.0, "b": 1.0, "c": 3 - 2 / 3, "d": 2.0, "e": 1.0, "f": 0.0}
    )
    # d splits herself between two people who do not know each other: (1/2)² + (1/2)².
    assert by_id(net, found.constraint)["d"] == pytest.approx(0.5)
    assert by_id(net, found.constraint)["e"] == pytest.approx(1.0)
    assert math.isnan(by_id(net, found.constraint)["f"])
    assert by_id(net, found.clustering) == pytest.approx({"a": 1, "b": 1, "c": 1 / 3, "d": 0, "e": 0, "f": 0})


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_holes_agree_with_networkx_on_any_network_with_strengths(graph):
    net = as_network(graph)

    found = holes(net)

    agrees(by_id(net, found.constraint), nx.constraint(graph, nodes=list(graph), weight="weight"))
    # Named nodes, because the matrix form of networkx 3.6 divides by the wrong person's greatest strength.
    sizes = nx.effective_size(graph, nodes=list(graph), weight="weight")
    agrees(by_id(net, found.effective_size), {one: 0.0 if math.isnan(v) else v for one, v in sizes.items()})
    agrees(by_id(net, found.clustering), nx.clustering(graph))
    assert (found.transitivity(net.degree) or 0.0) == pytest.approx(nx.transitivity(graph))


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_betweenness_and_components_agree_with_networkx(graph):
    net = as_network(graph)

    found = betweenness(net, seed="0")

    agrees(by_id(net, found.values), nx.betweenness_centrality(graph))
    assert found.error.tolist() == [0.0] * net.size
    assert len(set(components(net).tolist())) == nx.number_connected_components(graph)


def test_the_karate_club_has_its_published_values():
    graph = karate()
    net = as_network(graph)

    values = by_id(net, betweenness(net, seed="0").values)
    parts = communities(net, seed="0")

    assert values["0"] == pytest.approx(0.43764, abs=1e-5)
    assert values["33"] == pytest.approx(0.30407, abs=1e-5)
    assert parts.modularity == pytest.approx(0.4198, abs=1e-4)
    assert len(parts.groups) == 4
    assert holes(net).transitivity(net.degree) == pytest.approx(0.2557, abs=1e-4)


def test_sampled_betweenness_states_an_error_that_covers_the_truth():
    graph = nx.barabasi_albert_graph(300, 3, seed=1)
    net = as_network(graph)
    exact = betweenness(net, seed="0").values

    covered = []
    for seed in range(10):
        found = betweenness(net, seed=str(seed), pivots=100)
        assert (found.method, found.pivots) == ("sampled", 100)
        busiest = np.argsort(exact)[-20:]
        covered += (np.abs(found.values - exact)[busiest] <= found.error[busiest]).tolist()

    assert np.mean(covered) > 0.85
    assert betweenness(net, seed="0", pivots=100).values.tolist() == found_again(net)


def test_a_deadline_makes_a_smaller_sample_that_says_so():
    net = as_network(karate())
    answers = iter([False] * 9 + [True] * 9)

    found = betweenness(net, seed="0", deadline=lambda: next(answers))
    parts = communities(net, seed="0", deadline=lambda: True)

    assert (found.method, found.pivots, found.stopped) == ("sampled", 11, True)
    assert found.error.max() > 0
    assert (parts.runs, parts.stopped) == (1, True)


def found_again(net):
    turned = network(net.people[::-1], [Tie(net.people[b].id, net.people[a].id) for a, b in ties_of(net)])
    return betweenness(turned, seed="0", pivots=100).values.tolist()


def ties_of(net):
    return [(a, b) for a, b in zip(net.source.tolist(), net.target.tolist(), strict=True) if a < b]


def test_the_best_of_several_runs_is_not_worse_than_any_single_run():
    net = as_network(nx.planted_partition_graph(6, 15, 0.4, 0.08, seed=3))

    best = communities(net, seed="0", runs=12).modularity

    assert all(communities(net, seed=str(seed), runs=1).modularity <= best + 0.01 for seed in range(5))
    assert communities(net, seed="0", runs=12).modularity == best


def test_bonding_bridging_and_linking_of_a_small_town():
    people = [
        Person("ana", "7", "sewing", "learner"),
        Person("bita", "7", "sewing", "learner"),
        Person("sima", "7", "food", "supporter"),
        Person("dina", "8", "food", "learner"),
        Person("elka", "8", "food", "supporter"),
    ]
    ties = [Tie("ana", "bita"), Tie("ana", "sima"), Tie("dina", "sima"), Tie("elka", "sima")]

    found = mixing(network(people, ties))

    assert found.high == ("supporter",)
    assert found.bonding == pytest.approx(1 / 4)
    assert found.bridging == pytest.approx(3 / 4)
    assert found.linking == pytest.approx(2 / 3)
    assert found.exposure == pytest.approx((1 / 2 + 1 / 2 + 1) / 3)
    # ana has one of two ties in her place to a supporter, bita none of one; they meet one of two.
    assert found.friending_bias == pytest.approx(1 - 0.25 / 0.5)


def test_without_supporters_the_highest_level_counts_and_it_can_be_named():
    net = network([Person("a", "1", "", "2"), Person("b", "1", "", "10")], [Tie("a", "b")])

    assert mixing(net).high == ("10",)
    assert mixing(net, high=["2"]).linking == 1.0


def test_an_empty_and_a_tieless_network_have_no_shares():
    empty, lonely = network([], []), network([Person("a"), Person("b")], [])

    for net in (empty, lonely):
        found = mixing(net)
        assert (found.bonding, found.bridging, found.friending_bias) == (None, None, None)
        assert communities(net, seed="0").modularity is None
        assert holes(net).effective_size.tolist() == [0.0] * net.size
        assert betweenness(net, seed="0").values.tolist() == [0.0] * net.size


def test_several_ties_of_one_pair_add_up_in_any_direction():
    once = network([Person("a"), Person("b")], [Tie("a", "b", 3.0)])
    thrice = network([Person("b"), Person("a")], [Tie("a", "b"), Tie("b", "a"), Tie("a", "b")])

    assert thrice.strength.tolist() == once.strength.tolist()
    assert thrice.degree.tolist() == [1, 1]


@pytest.mark.parametrize(
    ("people", "ties", "refusal"),
    [
        ([Person("a"), Person("a")], [], BadPerson),
        ([Person("a")], [Tie("a", "b")], BadTie),
        ([Person("a")], [Tie("a", "a")], BadTie),
        ([Person("a"), Person("b")], [Tie("a", "b", 0.0)], BadTie),
        ([Person("a"), Person("b")], [Tie("a", "b", float("nan"))], BadTie),
    ],
)
def test_unsound_networks_are_refused(people, ties, refusal):
    with pytest.raises(refusal):
        network(people, ties)


def market():
    people = [
        Person("ana", "7", "sewing", "learner"),
        Person("bita", "7", "sewing", "learner"),
        Person("sima", "8", "food", "member"),
        Person("dina", "7", "sewing", "learner"),
    ]
    return network(people, [Tie("ana", "bita"), Tie("bita", "dina")])


def test_introductions_go_by_fit_then_by_bridges_and_name_their_reasons():
    asks = [Topic("ana", "packing"), Topic("dina", "packing", 3.0)]
    offers = [Topic("sima", "packing"), Topic("dina", "packing"), Topic("bita", "packing")]

    found = introductions(market(), asks, offers, count=5, seed="0")

    assert [(one.a, one.b, one.fit) for one in found] == [("dina", "sima", 3.0)]
    assert found[0].reasons == (
        ("asks", "packing"),
        ("other_place", "8"),
        ("other_craft", "food"),
        ("other_level", "member"),
        ("no_common_acquaintance", ""),
        ("lonely", "sima"),
    )
    assert [(one.a, one.b) for one in introductions(market(), asks[:1], offers, count=5, seed="0")] == [
        ("ana", "sima")
    ]


def test_what_each_can_do_for_the_other_counts_twice():
    asks = [Topic("ana", "packing"), Topic("sima", "sewing")]
    offers = [Topic("sima", "packing"), Topic("ana", "sewing")]

    found = introductions(market(), asks, offers, count=1, seed="0")

    assert [(one.a, one.b, one.fit) for one in found] == [("ana", "sima", 2.0)]
    assert found[0].reasons[:2] == (("asks", "packing"), ("asks_back", "sewing"))


def test_nobody_is_introduced_twice_or_to_whom_she_knows_and_order_does_not_matter():
    dice = random.Random(0)
    people = [Person(str(n), str(n % 4), str(n % 3), str(n % 2)) for n in range(60)]
    pairs = {tuple(sorted(dice.sample(range(60), 2))) for _ in range(90)}
    net = network(people, [Tie(str(a), str(b)) for a, b in pairs])
    asks = [Topic(str(n), f"t{dice.randrange(5)}") for n in range(60)]
    offers = [Topic(str(n), f"t{dice.randrange(5)}") for n in range(60)]

    found = introductions(net, asks, offers, count=20, seed="0")

    met = [one for intro in found for one in (intro.a, intro.b)]
    assert len(met) == len(set(met)) == 40
    assert not {tuple(sorted((int(one.a), int(one.b)))) for one in found} & pairs
    assert introductions(net, asks[::-1], offers[::-1], count=20, seed="0") == found


@pytest.mark.parametrize("topic", [Topic("who", "x"), Topic("ana", ""), Topic("ana", "x", 0.0)])
def test_unsound_topics_are_refused(topic):
    with pytest.raises(BadTopic):
        introductions(market(), [topic], [], count=1, seed="0")
    with pytest.raises(BadTopic):
        introductions(market(), [], [topic], count=1, seed="0")
