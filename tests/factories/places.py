"""Tehran with its districts and offices, made once for a test."""

from datetime import timedelta

from koushaneh.core.time import today
from koushaneh.engine.persian import to_persian
from koushaneh.places.actions import open_office, ship_places
from koushaneh.places.models import Office, Place


def long_ago():
    return today() - timedelta(days=700)


def city():
    return Place.objects.filter(code="tehran").first() or ship_places()


def district(number=7):
    city()
    return Place.objects.get(code=f"tehran-{number:02}")


def district_office(number=7):
    kind = Office.Kind.DISTRICT_OFFICE
    return open_office(
        f"office-{number:02}",
        kind,
        district(number),
        f"ادارهٔ منطقهٔ {to_persian(number)}",
        by=None,
        on=long_ago(),
    )


def headquarters():
    return open_office(
        "headquarters", Office.Kind.HEADQUARTERS, city(), "ستاد توانمندسازی", by=None, on=long_ago()
    )


def directorate():
    return open_office(
        "directorate", Office.Kind.DIRECTORATE, city(), "ادارهٔ کل امور بانوان", by=None, on=long_ago()
    )


def oversight():
    return open_office("oversight", Office.Kind.OVERSIGHT, city(), "بازرسی", by=None, on=long_ago())
