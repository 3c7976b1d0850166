"""Many outcomes: corrected p values.

Holm (1979) for a family of confirmatory tests, where one false finding is one
too many; Benjamini and Hochberg (1995) for exploration, where a share of false
findings is borne. One primary outcome declared before needs neither.
"""

from collections.abc import Mapping


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p by Holm, in the order given. O(n log n)."""
    total, reached, adjusted = len(p_values), 0.0, {}
    for place, name in enumerate(sorted(p_values, key=lambda name: (p_values[name], name))):
        reached = max(reached, min(1.0, (total - place) * p_values[name]))
        adjusted[name] = reached
    return {name: adjusted[name] for name in p_values}


def benjamini_hochberg(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p by Benjamini and Hochberg, in the order given. O(n log n)."""
    total, reached, adjusted = len(p_values), 1.0, {}
    ordered = sorted(p_values, key=lambda name: (p_values[name], name))
    for place in range(total, 0, -1):
        name = ordered[place - 1]
        reached = min(reached, p_values[name] * total / place)
        adjusted[name] = reached
    return {name: adjusted[name] for name in p_values}
