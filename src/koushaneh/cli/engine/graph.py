"""`koushaneh engine graph`: people and ties in, measures of the network and introductions out."""

import argparse
from typing import Any

import numpy as np

from koushaneh.cli.engine.numbers import whole
from koushaneh.cli.engine.results import input_hash
from koushaneh.cli.engine.tables import REQUIRED, BadInput, Table, ascii_numbers, read_table
from koushaneh.engine.graph import (
    Introduction,
    Network,
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
from koushaneh.engine.persian import fold


def add(subparsers: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "graph", help="measure a network and propose introductions"
    )
    parser.add_argument("--people", required=True, metavar="FILE", help="CSV: id[,place,craft,level]")
    parser.add_argument("--ties", required=True, metavar="FILE", help="CSV: a,b[,kind,strength]")
    parser.add_argument("--asks", metavar="FILE", help="CSV: id,topic[,weight]")
    parser.add_argument("--offers", metavar="FILE", help="CSV: id,topic[,weight]")
    parser.add_argument("--introduce", type=whole(0), metavar="N", help="how many introductions")
    parser.add_argument("--high", metavar="LEVEL[,LEVEL]", help="levels that count as supporters")
    return parser


def run(args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    tables = _tables(args)
    people = _people(tables["people"])
    known = {person.id for person in people}
    net = network(people, _ties(tables["ties"], known))
    reporter.say(f"read {net.size} people and {len(net.source) // 2} ties")
    head = {
        "method": "graph",
        "n": net.size,
        "ties": len(net.source) // 2,
        "input_hash": input_hash(tables, seed=args.seed, introduce=args.introduce, high=args.high),
        "seed": args.seed,
    }
    reporter.begin(head)
    result = head | _measures(net, args, reporter)
    if args.introduce is not None:
        asks, offers = (_topics(tables[role], known) for role in ("asks", "offers"))
        found = introductions(net, asks, offers, count=args.introduce, seed=args.seed)
        spelt = {fold(topic): topic for topic in sorted(tables["asks"].text("topic"), reverse=True)}
        result["introductions"] = [_introduced(one, spelt) for one in found]
    return result


def _tables(args: argparse.Namespace) -> dict[str, Table]:
    given = {role for role in ("asks", "offers", "introduce") if getattr(args, role) is not None}
    if given and len(given) < 3:
        accepted = "--asks, --offers and --introduce together or none of them"
        raise BadInput("options", found=", ".join(sorted(given)), accepted=accepted)
    roles = ["people", "ties", *(["asks", "offers"] if given else [])]
    return {role: read_table(getattr(args, role)) for role in roles}


def _people(table: Table) -> list[Person]:
    table.need("id")
    ids = [str(one) for one in table.key("id")]
    blank = [""] * len(ids)
    rows = (table.text(name) if table.has(name) else blank for name in ("place", "craft", "level"))
    return [Person(*row) for row in zip(ids, *rows, strict=True)]


def _ties(table: Table, known: set[str]) -> list[Tie]:
    table.need("a", "b")
    strengths = table.number("strength", blank=1.0) if table.has("strength") else [1.0] * len(table)
    ties = []
    for row, (a, b, strength) in enumerate(zip(table.text("a"), table.text("b"), strengths, strict=True)):
        if a not in known or b not in known:
            raise table.refuse(row, "a" if a not in known else "b", "an id of the file of people")
        if a == b:
            raise table.refuse(row, "b", "somebody else than a")
        if strength <= 0:
            raise table.refuse(row, "strength", "a number above 0")
        ties.append(Tie(a, b, strength))
    return ties


def _topics(table: Table, known: set[str]) -> list[Topic]:
    table.need("id", "topic")
    ids, topics = table.text("id", blank=REQUIRED), table.text("topic", blank=REQUIRED)
    weights = table.number("weight", blank=1.0) if table.has("weight") else [1.0] * len(ids)
    for row, one in enumerate(ids):
        if one not in known:
            raise table.refuse(row, "id", "an id of the file of people")
        if weights[row] <= 0:
            raise table.refuse(row, "weight", "a number above 0")
    seen: set[tuple[str, str]] = set()
    for row, key in enumerate(zip(ids, map(fold, topics), strict=True)):
        if key in seen:
            raise table.refuse(row, "topic", "each topic of a person once")
        seen.add(key)
    return [Topic(one, fold(topic), weight) for one, topic, weight in zip(ids, topics, weights, strict=True)]


def _measures(net: Network, args: argparse.Namespace, reporter: Any) -> dict[str, Any]:
    gaps = holes(net)
    between = betweenness(net, seed=args.seed, deadline=reporter.is_over, say=reporter.say)
    reporter.say("communities")
    parts = communities(net, seed=args.seed, deadline=reporter.is_over)
    mixed = mixing(net, high=_levels(args.high, net))
    columns = (net.degree, gaps.effective_size, gaps.constraint, between.values, between.error)
    names = ("degree", "effective_size", "constraint", "betweenness", "betweenness_error")
    rows = zip(net.people, *(column.tolist() for column in columns), strict=True)
    ids = [person.id for person in net.people]
    return {
        "status": "stopped" if between.stopped or parts.stopped else "done",
        "people": [{"id": person.id, **dict(zip(names, row, strict=True))} for person, *row in rows],
        "betweenness": {"method": between.method, "pivots": between.pivots},
        "components": len(set(components(net).tolist())),
        "isolates": int((net.degree == 0).sum()),
        "clustering": float(np.mean(gaps.clustering)) if net.size else None,
        "transitivity": gaps.transitivity(net.degree),
        "modularity": parts.modularity,
        "modularity_runs": parts.runs,
        "communities": [[ids[place] for place in group] for group in parts.groups],
        **vars(mixed),
    }


def _levels(high: str | None, net: Network) -> list[str] | None:
    """Return the levels named by --high, each of which somebody has."""
    if high is None:
        return None
    known = sorted({person.level for person in net.people if person.level})
    named = [level.strip() for level in ascii_numbers(high).split(",")]
    for level in named:
        if level not in known:
            raise BadInput(
                "--high", found=level or "nothing", accepted="levels of people: " + ", ".join(known)
            )
    return named


def _introduced(one: Introduction, spelt: dict[str, str]) -> dict[str, Any]:
    """Show an introduction; topics stand as they were asked for, not folded."""
    shown = ((code, spelt[fact] if code in ("asks", "asks_back") else fact) for code, fact in one.reasons)
    reasons = [{"code": code, "fact": fact} if fact else {"code": code} for code, fact in shown]
    return {"a": one.a, "b": one.b, "fit": one.fit, "gain": one.gain, "reasons": reasons}
