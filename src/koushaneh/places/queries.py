"""What is known of places and their days (دانسته‌های مکان)."""

from koushaneh.places.models import EmergencyLine, MovedDeadline


def move_of(row, column):
    """Return how a closed day moved this deadline, None where it has not or where it was changed since."""
    moves = MovedDeadline.objects.filter(model=row._meta.label_lower, row=row.pk, column=column)
    last = moves.select_related("closed_day").first()
    return last if last and last.after == getattr(row, column) else None


def lines_at(place):
    """Return the telephones that help at once at a place, those of what lies above it too."""
    return EmergencyLine.objects.filter(place__in=place.roots)
