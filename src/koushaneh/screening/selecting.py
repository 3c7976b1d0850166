"""What a run computes (گزینش): from frozen inputs and a seed to a result, equal inputs giving equal bytes.

Inputs and result are plain values, kept with the run. Candidates are known by their review codes only.
"""

import hashlib
import json
from collections import Counter

from koushaneh.engine.seeds import draw_ranks
from koushaneh.engine.selection.lists import CITY, redistribute, waiting_list
from koushaneh.engine.selection.merit import merit
from koushaneh.engine.selection.model import Candidate, Quota
from koushaneh.engine.selection.pool import pool_of
from koushaneh.engine.selection.reasons import explain

METHOD = "merit-1"
PLACE = "place"
LOTTERIES = 100


def canonical(value):
    """Return the one spelling of a plain value: sorted keys, no spaces, Persian as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value):
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def passed_on(seats, places, neighbours, order):
    """Pass reserved seats that a place cannot fill along the declared order; return quotas and moves.

    `seats` are `[place, minimum, maximum]`, `places` the place of every candidate, `order` the policy's
    ("neighbours", "city"; empty: nothing moves). A place never gets more than its maximum.
    """
    if not order:
        return [list(row) for row in seats], []
    count = Counter(places)
    minimum = {place: low for place, low, _high in seats}
    room = {place: min(count[place], high) for place, _low, high in seats}
    after = redistribute(minimum, room, neighbours if "neighbours" in order else {})
    moves = [[move.source, move.target, move.seats] for move in after.moves]
    return [[place, after.seats[place], high] for place, _low, high in seats], moves


def relaxed(quotas, seats, bounds):
    """Apply bounds that two signers allowed; return quotas `[feature, value, low, high]` and seats."""
    changed = {(feature, value): [low, high] for feature, value, low, high in quotas}
    for bound in bounds:
        if bound["bound"] == "seats":
            seats = bound["needed"]
        else:
            changed[bound["feature"], bound["value"]][bound["bound"] == "max"] = bound["needed"]
    return [[*key, *changed[key]] for key in sorted(changed)], seats


def candidates_of(inputs):
    return [Candidate(code, score, features) for code, score, features in inputs["candidates"]]


def quotas_of(inputs):
    return [Quota(*row) for row in inputs["quotas"]]


def relaxation_of(inputs):
    """Return the smallest change of bounds that would make the quotas possible; empty if they are."""
    found = merit(candidates_of(inputs), quotas_of(inputs), inputs["seats"])
    return [
        {
            "feature": one.feature,
            "value": one.value,
            "bound": one.bound,
            "declared": one.declared,
            "needed": one.needed,
        }
        for one in found.relaxation
    ]


def result_of(inputs, seed):
    """Choose; return the result as plain values. O(the engine); deterministic for equal inputs and seed."""
    candidates = candidates_of(inputs)
    pool = pool_of(candidates, quotas_of(inputs))
    found = merit(pool, (), inputs["seats"], seed=seed)
    ranks = draw_ranks(seed, pool.ids)
    waiting = waiting_list(candidates, set(found.chosen), place=PLACE, ranks=ranks)
    rules = {
        reason.id: [reason.rule, reason.margin, reason.deciding_score]
        for reason in explain(pool, (), found.chosen)
    }
    return {
        "status": found.status,
        "chosen": list(found.chosen),
        "objective": found.objective,
        "bound": found.bound,
        "waiting": _kept_waiting(waiting, inputs),
        "order": [code for code, _rank in sorted(ranks.items(), key=lambda pair: pair[1])],
        "rules": rules,
        "chances": _chances(pool, inputs["seats"], seed, rules),
    }


def _kept_waiting(waiting, inputs):
    """The first of the city, as the policy says, and of each place as many as it has reserved seats."""
    reserved = {value: low for feature, value, low, _high in inputs["quotas"] if feature == PLACE}
    kept = [
        one
        for one in waiting
        if one.city_rank <= inputs["waiting"] or one.place_rank <= reserved.get(one.place, 0)
    ]
    return [[one.id, one.place] for one in kept]


def _chances(pool, seats, seed, rules):
    """In how many of `LOTTERIES` lots each of those decided by lot is chosen; empty without a lot."""
    drawn = sorted(code for code, (rule, _margin, _deciding) in rules.items() if rule == "draw")
    if not drawn:
        return {}
    times = Counter()
    for number in range(LOTTERIES):
        times.update(merit(pool, (), seats, seed=f"{seed}/chance/{number}").chosen)
    return {code: [times[code], LOTTERIES] for code in drawn}


__all__ = [
    "CITY",
    "METHOD",
    "PLACE",
    "candidates_of",
    "canonical",
    "digest",
    "passed_on",
    "quotas_of",
    "relaxation_of",
    "relaxed",
    "result_of",
]
