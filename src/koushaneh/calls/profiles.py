"""The three profiles that ship (نمایه): gates, indicators, weights, anchors, as data.

"Founding core" is the table; the other two scale its weights within each block by largest remainder,
none above 20. A call copies a profile into an IndicatorSet of its own, which may be edited until it opens.
"""

from dataclasses import dataclass, replace

from koushaneh.calls.indicators import ITEMS, Item
from koushaneh.calls.weights import scale


@dataclass(frozen=True)
class Profile:
    """A kind of call: whom it looks for, and what counts how much."""

    code: str
    name: str
    name_en: str
    about: str
    about_en: str
    gates: tuple[dict, ...]
    items: tuple[Item, ...]

    @property
    def weights(self):
        return {item.code: item.weight for item in self.items}

    @property
    def blocks(self):
        return {item.code: item.block for item in self.items}

    @property
    def block_points(self):
        sums = {}
        for item in self.items:
            sums[item.block] = sums.get(item.block, 0) + item.weight
        return sums


GATES = (
    {"code": "head_verified"},
    {"code": "registry_status", "states": ["active"]},
    {"code": "district"},
    {"code": "age", "minimum": 18},
    {"code": "own_wish"},
    {"code": "not_in_cohort"},
)


def _scaled(**block_points):
    weights = {}
    for block, points in block_points.items():
        weights |= scale({item.code: item.weight for item in ITEMS if item.block == block}, points)
    return tuple(replace(item, weight=weights[item.code]) for item in ITEMS)


FOUNDING = Profile(
    "founding",
    "هستهٔ اولیه",
    "Founding core",
    "برای زنانی که کار یا مهارتی دارند و می‌خواهند کانون را با هم بسازند.",
    "For women who have work or a skill and want to build the association together.",
    GATES,
    ITEMS,
)
ENTRY = Profile(
    "entry",
    "ورود به مسیر",
    "Entry to the path",
    "برای زنانی که در آغاز راه‌اند؛ نیاز و آمادگی بیشتر شمرده می‌شود.",
    "For women at the beginning of the way; need and readiness count more.",
    GATES,
    _scaled(path=10, social=10, readiness=30, need=50),
)
SEEKERS = Profile(
    "seekers",
    "کارجویان",
    "Job seekers",
    "برای زنانی که دنبال کار یا یادگیری مهارت‌اند.",
    "For women who look for work or want to learn a skill.",
    GATES,
    _scaled(path=15, social=10, readiness=40, need=35),
)
PROFILES = {profile.code: profile for profile in (FOUNDING, ENTRY, SEEKERS)}
