"""How a review stands, what is met and kept long enough; and how many left and came back."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from koushaneh.core.small_cells import protect
from koushaneh.core.time import TEHRAN
from koushaneh.engine.persian import add_months, from_jalali, to_jalali
from koushaneh.graduation.models import Graduation, Item


@dataclass(frozen=True)
class Standing:
    """How many count, how many are needed, which required ones do not count, which nobody has asked about."""

    met: int
    needed: int
    lacking: tuple
    unasked: tuple

    @property
    def is_enough(self):
        return self.met >= self.needed and not self.lacking


def items_of(graduation):
    return list(graduation.items.select_related("criterion", "by"))


def counts(item, kept_since):
    """Say whether an item counts: it is met, and was so long enough where that is asked."""
    if item.verdict != Item.Verdict.MET:
        return False
    return not item.criterion.is_lasting or (item.since is not None and item.since <= kept_since)


def standing_of(graduation, day, items=None):
    items = items_of(graduation) if items is None else items
    kept_since = add_months(day, -graduation.checklist.kept_months)
    for item in items:
        item.does_count = counts(item, kept_since)
    return Standing(
        met=sum(item.does_count for item in items),
        needed=graduation.checklist.needed,
        lacking=tuple(item.criterion for item in items if item.criterion.is_required and not item.does_count),
        unasked=tuple(item.criterion for item in items if item.verdict == Item.Verdict.OPEN),
    )


SEASONS = (1, 2, 3, 4)


def seasons_of(places, year):
    """Return {"left" | "back": {(code of the place, season): count}} of a Jalali year, small cells withheld.

    A woman counts where her path was. Each of both tables is protected on its own, with its sums.
    """
    found = {
        name: {(place.code, season): 0 for place in places for season in SEASONS} for name in ("left", "back")
    }
    for name, path, day, count in _moves(places, from_jalali(year, 1, 1), from_jalali(year + 1, 1, 1)):
        season = (to_jalali(day)[1] - 1) // 3 + 1
        for place in places:
            if path.startswith(place.path):
                found[name][place.code, season] += count
    return {name: protect(counts) for name, counts in found.items()}


def _moves(places, first, end):
    """Yield ("left" | "back", path of the place, day, how many) of each day from `first` until before `end`."""
    there = Q(pk__in=[])
    for place in places:
        there |= Q(plan__place__path__startswith=place.path)
    rows = Graduation.objects.filter(there).exclude(took_effect_at=None)
    days = {"left": F("effective_on"), "back": TruncDate("came_back_at", tzinfo=TEHRAN)}
    for name, day in days.items():
        counted = rows.annotate(day=day).filter(day__gte=first, day__lt=end).order_by()
        counted = counted.values_list("plan__place__path", "day").annotate(count=Count("pk"))
        yield from ((name, *row) for row in counted)
