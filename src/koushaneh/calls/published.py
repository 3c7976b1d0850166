"""The published rules of a call (قواعد منتشرشده): what is hashed at opening, and how it is spelled.

The record holds no title and no text that only decorates: gates, indicators, weights, value functions,
questions, policy, seats, dates. Its SHA-256 is the fingerprint; whoever downloads the bytes can check it.
"""

import hashlib
import json

INDICATOR = ("code", "block", "name", "name_en", "weight", "source", "key", "value", "missing", "anchors")
POLICY = (
    "reviewers",
    "discrepancy",
    "tie_rule",
    "public_source",
    "interview_band",
    "waiting_share",
    "info_days",
    "info_requests",
    "offer_hours",
    "appeal_days",
    "redistribution",
    "feature_quotas",
)


def record_of(call):
    """Return the rules of a call as plain values, the same for the same rules."""
    seats = call.seats.select_related("place").order_by("place__code")
    return {
        "format": "koushaneh-rules-1",
        "call": call.code,
        "place": call.place.code,
        "profile": call.profile,
        "tracks": sorted(call.tracks),
        "gates": call.indicators.gates,
        "indicators": [_fields(item, INDICATOR) for item in call.indicators.enabled.order_by("code")],
        "questions": call.form.questions,
        "policy": _fields(call.policy, POLICY),
        "seats": {
            "total": call.seat_count,
            "places": [[seat.place.code, seat.minimum, seat.maximum] for seat in seats],
        },
        "dates": _dates(call),
    }


def _fields(row, names):
    return {name: getattr(row, name) for name in names}


def _dates(call):
    return {
        "opens_at": _instant(call.opens_at),
        "closes_at": _instant(call.closes_at),
        "grace_minutes": call.grace_minutes,
        "results_on": call.results_on.isoformat() if call.results_on else None,
    }


def _instant(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def canonical(record):
    """Return the one spelling of a record in bytes: sorted keys, no spaces, UTF-8, a line feed at the end."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return (text + "\n").encode()


def hash_of(record):
    return hashlib.sha256(canonical(record)).hexdigest()
