"""Why (چرا): what a woman reads of her own result, from the parts of her score and the rule that decided.

Pure: plain values in and out. Only what she can change is named as something that would change the result.
"""

WITHIN_REACH = frozenset({"path", "social", "readiness"})  # a need is nothing to improve


def explained(parts, indicators, rule, *, chance=None):
    """Return the explanation kept with a row of a run.

    `parts` {code: {"value", "points", "missing"}} in millionths, `indicators` {code: Indicator},
    `rule` is [rule, margin, deciding score] of the engine. The weakest are those with most points to gain.
    """
    known = [code for code in parts if code in indicators]
    lost = {code: indicators[code].weight * 1_000_000 - parts[code]["points"] for code in known}
    weakest = sorted((code for code in known if lost[code] > 0), key=lambda code: (-lost[code], code))[:2]
    rest = [code for code in known if code not in weakest and parts[code]["points"] > 0]
    strongest = sorted(rest, key=lambda code: (-(parts[code]["value"] or 0), -indicators[code].weight, code))[
        :2
    ]
    name, margin, deciding = rule
    return {
        "rule": name,
        "margin": margin,
        "deciding": deciding,
        "strongest": [_named(code, parts, indicators) for code in strongest],
        "weakest": [_named(code, parts, indicators) for code in weakest],
        "would_change": _would_change(lost, indicators, margin),
        "asked": sorted(code for code in known if parts[code]["missing"] in ("ask", "set_aside")),
        "chance": chance,
    }


def _named(code, parts, indicators):
    one = indicators[code]
    return {
        "code": code,
        "name": one.name,
        "name_en": one.name_en,
        "points": parts[code]["points"],
        "of": one.weight * 1_000_000,
    }


def _would_change(lost, indicators, margin):
    """The indicators within her reach that could close the gap alone, or else those that close most of it."""
    if margin is None or margin > 0:
        return []
    reachable = [code for code in lost if indicators[code].block in WITHIN_REACH and lost[code] > 0]
    alone = [code for code in reachable if lost[code] >= -margin]
    order = sorted(alone or reachable, key=lambda code: (-lost[code], code))
    return [
        {"code": code, "name": indicators[code].name, "name_en": indicators[code].name_en, "gain": lost[code]}
        for code in order[:3]
    ]


def reasons_of(outcome, explanation):
    """Return the structured reasons `[{"code", "facts"}]` of a decision that a run made."""
    rule = explanation["rule"]
    facts = {"points": points(-(explanation["margin"] or 0)), "cut": points(explanation["deciding"] or 0)}
    reasons = [{"code": f"result.{outcome}.{rule}", "facts": facts}]
    for weak in explanation["weakest"] if outcome != "selected" else []:
        reasons.append(
            {
                "code": "result.weak",
                "facts": {"name": weak["name"], "points": points(weak["points"]), "of": points(weak["of"])},
            }
        )
    return reasons


def points(millionths):
    """Return millionths of a point as points with one decimal, 12.5."""
    return round(millionths / 1_000_000, 1)
