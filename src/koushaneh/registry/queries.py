"""Lists and figures of the register."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from koushaneh.core.fields import blind_index
from koushaneh.core.small_cells import TOTAL, protect
from koushaneh.core.time import end_of, start_of
from koushaneh.engine import persian
from koushaneh.engine.errors import EngineError
from koushaneh.registry.models import CallAttempt, File, FileEvent, ReferralOut, Service


def search_files(files, text):
    """Find files by folded name, national ID, phone or file number: digits are looked up whole, by blind index."""
    digits = digits_in(text)
    if is_exact(text):
        return files.filter(_by_digits(text) | Q(number=digits))
    if digits:
        return files.filter(number__endswith=digits)
    for word in persian.fold_words(text):
        files = files.filter(person__search_text__contains=word)
    return files


def digits_in(text):
    return "".join(sign for sign in persian.to_ascii(text) if sign.isdigit())


def is_exact(text):
    """Say whether a search names one woman by a whole number: her ID or her phone."""
    return len(digits_in(text)) >= 8


def _by_digits(text):
    condition = Q(pk__in=[])
    for reader, purpose, column in (
        (persian.national_id, "people.national_id", "person__identity__number_index"),
        (persian.universal_code, "people.national_id", "person__identity__number_index"),
        (persian.mobile, "people.phone", "person__contacts__phone_index"),
    ):
        try:
            condition |= Q(**{column: blind_index(reader(text), purpose)})
        except EngineError:
            continue
    return condition


def counts_of(files, day):
    """Count apart: persons, heads of household, verified heads, among live files."""
    live = files.live()
    return {
        "persons": live.values("person").distinct().count(),
        "heads": live.filter(is_head=True).count(),
        "verified_heads": live.filter(is_head=True).verified_heads(day).count(),
    }


@dataclass(frozen=True)
class Line:
    """One line of a report: a key with words, and a count a place; None where it is withheld."""

    key: str
    by_place: tuple
    total: int | None


MEASURES = (
    "persons",
    "heads",
    "verified_heads",
    "opened",
    "exited",
    "returned",
    "services",
    "referrals",
    "calls",
)


def monthly(places, first, last):
    """Return the lines of a monthly report over these places, small cells suppressed, as (places, lines).

    Each line is protected on its own: its cells are counts of women in one month.
    """
    counted = {key: _count(key, first, last) for key in MEASURES}
    lines = []
    for key in MEASURES:
        per_place = Counter({place.pk: 0 for place in places})
        for path, count in counted[key]:
            for place in places:
                if path.startswith(place.path):
                    per_place[place.pk] += count
        lines.append(_protected(key, places, per_place))
    return lines


def _protected(key, places, per_place):
    if len(places) == 1:
        cells = protect({(key, TOTAL): per_place[places[0].pk]})
        shown = cells.at(key)
        return Line(key, (shown,), shown)
    cells = protect({(key, place.code): per_place[place.pk] for place in places})
    return Line(key, tuple(cells.at(key, place.code) for place in places), cells.at(key))


def _count(key, first, last):
    """Return (path of a place, count) pairs of one measure."""
    live = File.objects.live()
    between = (start_of(first), end_of(last))
    by = {
        "persons": lambda: _paths(live, "place__path"),
        "heads": lambda: _paths(live.filter(is_head=True), "place__path"),
        "verified_heads": lambda: _paths(live.filter(is_head=True).verified_heads(last), "place__path"),
        "opened": lambda: _paths(File.objects.filter(opened_on__range=(first, last)), "place__path"),
        "exited": lambda: _events("exited", between),
        "returned": lambda: _events("active", between),
        "services": lambda: _paths(
            Service.objects.filter(given_on__range=(first, last)), "file__place__path"
        ),
        "referrals": lambda: _paths(
            ReferralOut.objects.filter(referred_on__range=(first, last)), "file__place__path"
        ),
        "calls": lambda: _paths(CallAttempt.objects.filter(at__range=between), "task__place__path"),
    }
    return by[key]()


def _events(change, between):
    return _paths(FileEvent.objects.filter(change=change, at__range=between), "file__place__path")


def _paths(rows, path):
    return list(rows.order_by().values_list(path).annotate(count=Count("pk")))


def history_of(file):
    """Everything that happened to a file, newest first: events, services, referrals, proofs."""
    entries = [
        {"at": event.at, "kind": event.change, "text": event.reason, "by": event.by}
        for event in file.events.select_related("by")
    ]
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)
