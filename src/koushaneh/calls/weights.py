"""Rules of the weights (وزن‌ها): they sum to 100, none above 20, each block near its default."""

from koushaneh.core.refusal import Refusal

TOTAL = 100
HIGHEST = 20
BLOCK_TOLERANCE = 50  # percent of the default of the profile


class WeightsRefused(Refusal):
    code = "calls.weights_refused"


def scale(weights, total):
    """Share `total` points among the codes of one block in proportion to `weights`, none above 20.

    Largest remainder; ties go to the earlier code. What the limit of 20 cuts off goes to the others.
    Raises WeightsRefused when the block cannot hold so much.
    """
    if total > HIGHEST * sum(1 for weight in weights.values() if weight):
        raise WeightsRefused(problem="block_too_small", total=total)
    capped = {}
    while True:
        rest = {code: weight for code, weight in weights.items() if code not in capped}
        shared = _largest_remainder(rest, total - HIGHEST * len(capped))
        over = [code for code, weight in shared.items() if weight > HIGHEST]
        if not over:
            return {code: capped.get(code, shared.get(code, 0)) for code in weights}
        capped |= dict.fromkeys(over, HIGHEST)


def _largest_remainder(weights, total):
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    shared = {code: weight * total // whole for code, weight in weights.items()}
    left = total - sum(shared.values())
    by_remainder = sorted(weights, key=lambda code: (-(weights[code] * total % whole), code))
    return {code: shared[code] + (code in by_remainder[:left]) for code in weights}


def block_sums(weights, blocks):
    """Return points per block; `blocks` says to which block a code belongs."""
    sums = dict.fromkeys(blocks.values(), 0)
    for code, weight in weights.items():
        sums[blocks[code]] += weight
    return sums


def problems_of(weights, blocks, defaults):
    """Return what is wrong as (code, facts), nothing when the weights may stand.

    `weights` of the enabled indicators, `blocks` code -> block, `defaults` block -> points of the profile.
    """
    problems = []
    if (total := sum(weights.values())) != TOTAL:
        problems.append(("calls.weights_sum", {"total": total, "difference": abs(TOTAL - total)}))
    for code, weight in weights.items():
        if not 0 <= weight <= HIGHEST:
            problems.append(("calls.weight_above_highest", {"indicator": code, "weight": weight}))
    sums = block_sums(weights, blocks)
    for block, default in defaults.items():
        if abs(sums.get(block, 0) - default) * 100 > default * BLOCK_TOLERANCE:
            low, high = block_range(default)
            facts = {"block": block, "points": sums.get(block, 0), "low": low, "high": high}
            problems.append(("calls.block_out_of_range", facts))
    return problems


def block_range(default):
    """Return the lowest and highest whole points that a block may have."""
    low = -(-default * (100 - BLOCK_TOLERANCE) // 100)
    return low, default * (100 + BLOCK_TOLERANCE) // 100
