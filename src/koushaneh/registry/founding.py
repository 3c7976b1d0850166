"""Founding an installation (برپایی): places, offices, chains of approval, categories, the first posts."""

from django.db import transaction

from koushaneh.access.actions import install_first_posts
from koushaneh.access.models import Installation, Role
from koushaneh.audit.actions import record
from koushaneh.core.time import today
from koushaneh.engine.persian import to_persian
from koushaneh.people.actions import staff_account
from koushaneh.places.actions import open_office, set_chain, ship_places
from koushaneh.places.models import ApprovalStep, Office, Place
from koushaneh.registry.shipped import ship_categories

Kind = Office.Kind
CENTRAL = [
    ("directorate", Kind.DIRECTORATE, "ادارهٔ کل امور بانوان", "Directorate of Women's Affairs"),
    ("headquarters", Kind.HEADQUARTERS, "ستاد توانمندسازی بانوان", "Women's Empowerment Headquarters"),
    ("oversight", Kind.OVERSIGHT, "بازرسی", "Oversight"),
]


def open_offices(city, *, by, on):
    """Open the three central offices and one women's office for each district. Safe to repeat."""
    offices = {
        code: open_office(code, kind, city, name, by=by, on=on, name_en=name_en)
        for code, kind, name, name_en in CENTRAL
    }
    for district in Place.objects.filter(parent=city, kind=Place.Kind.DISTRICT).order_by("sort_key"):
        number = int(district.code.rsplit("-", 1)[1])
        name = f"ادارهٔ امور بانوان منطقهٔ {to_persian(number)}"
        code, name_en = f"office-{number:02}", f"Women's Office of District {number}"
        offices[code] = open_office(code, Kind.DISTRICT_OFFICE, district, name, by=by, on=on, name_en=name_en)
    return offices


def set_chains(city, offices, *, by):
    """Set the chains that ship: the directorate signs twice, oversight observes; acts need both houses."""
    directorate, oversight = offices["directorate"], offices["oversight"]
    signing = [
        (directorate, "معاون", "Deputy", False),
        (directorate, "مدیرکل", "Director General", False),
        (oversight, "بازرس (ناظر)", "Auditor (observer)", True),
    ]
    both = [
        (directorate, "مدیرکل", "Director General", False),
        (oversight, "بازرس", "Auditor", False),
    ]
    for act, links in (
        (ApprovalStep.Act.CALL, signing),
        (ApprovalStep.Act.RUN, both),
        (ApprovalStep.Act.FOUNDING, both),
        (ApprovalStep.Act.CORRECTION, both),
    ):
        set_chain(act, city, links, by=by)


@transaction.atomic
def found(name, *, people, name_en="", on=None, is_demo=False):
    """Make an empty database an installation. `people` are (phone, name, role, office code).

    Refuses once a post stands. Returns the offices by code.
    """
    on = on or today()
    city = ship_places()
    offices = open_offices(city, by=None, on=on)
    set_chains(city, offices, by=None)
    ship_categories()
    posts = [
        (staff_account(phone, person, by=None), Role(role), offices[office])
        for phone, person, role, office in people
    ]
    install_first_posts(posts, starts_on=on)
    installation = Installation.objects.create(name=name, name_en=name_en, is_demo=is_demo)
    record("installation.founded", about=installation, place=city)
    return offices
