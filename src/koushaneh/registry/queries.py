"""Lists and figures of the register."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, Value

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


LEFT = (File.State.EXITED, File.State.GRADUATED)  # who comes back from here has returned


@dataclass(frozen=True)
class Line:
    """One line of a report: a key with words, and a count a place; None where it is withheld."""

    key: str
    by_place: tuple
    total: int | None


def monthly(places, first, last):
    """Return the lines of a monthly report over these places, small cells suppressed, as (places, lines).

    Each line is protected on its own: its cells are counts of women in one month.
    """
    per_place = {key: Counter({place.pk: 0 for place in places}) for key in _measures(first, last)}
    for key, path, count in _counted(first, last):
        for place in places:
            if path.startswith(place.path):
                per_place[key][place.pk] += count
    return [_protected(key, places, counts) for key, counts in per_place.items()]


def _protected(key, places, per_place):
    if len(places) == 1:
        cells = protect({(key, TOTAL): per_place[places[0].pk]})
        shown = cells.at(key)
        return Line(key, (shown,), shown)
    cells = protect({(key, place.code): per_place[place.pk] for place in places})
    return Line(key, tuple(cells.at(key, place.code) for place in places), cells.at(key))


def _counted(first, last):
    """Return (measure, path of a place, count) of all measures, by one query."""
    parts = [
        rows.order_by()
        .values_list(path)
        .annotate(key=Value(key), count=Count("pk"))
        .values_list("key", path, "count")
        for key, (rows, path) in _measures(first, last).items()
    ]
    return parts[0].union(*parts[1:], all=True)


def _measures(first, last):
    """Return {measure: (its rows, the path to their place)}."""
    live, days, moments = File.objects.live(), (first, last), (start_of(first), end_of(last))
    events = FileEvent.objects.filter(at__range=moments)
    of_file = "file__place__path"
    return {
        "persons": (live, "place__path"),
        "heads": (live.filter(is_head=True), "place__path"),
        "verified_heads": (live.filter(is_head=True).verified_heads(last), "place__path"),
        "opened": (File.objects.filter(opened_on__range=days), "place__path"),
        "exited": (events.filter(change="exited"), of_file),
        "returned": (events.filter(change="active", detail__before__in=LEFT), of_file),
        "services": (Service.objects.filter(given_on__range=days), of_file),
        "referrals": (ReferralOut.objects.filter(referred_on__range=days), of_file),
        "calls": (CallAttempt.objects.filter(at__range=moments), "task__place__path"),
    }


def history_of(file):
    """Everything that happened to a file, newest first: events, services, referrals, proofs."""
    entries = [
        {"at": event.at, "kind": event.change, "text": event.reason, "by": event.by}
        for event in file.events.select_related("by")
    ]
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)
