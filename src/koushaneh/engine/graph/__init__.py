"""The network (شبکه) of women: who is tied to whom, who bridges, who stands alone, whom to introduce."""

from koushaneh.engine.graph.between import Betweenness, betweenness
from koushaneh.engine.graph.groups import Communities, communities, components
from koushaneh.engine.graph.holes import Holes, holes
from koushaneh.engine.graph.introductions import BadTopic, Introduction, Topic, introductions
from koushaneh.engine.graph.mixing import Mixing, mixing
from koushaneh.engine.graph.network import BadPerson, BadTie, Network, Person, Tie, network

__all__ = [
    "BadPerson",
    "BadTie",
    "BadTopic",
    "Betweenness",
    "Communities",
    "Holes",
    "Introduction",
    "Mixing",
    "Network",
    "Person",
    "Tie",
    "Topic",
    "betweenness",
    "communities",
    "components",
    "holes",
    "introductions",
    "mixing",
    "network",
]
