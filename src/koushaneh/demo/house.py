"""The house of the demo: offices, posts, the cast, the association that was there before."""

from datetime import date

from koushaneh.access.actions import give_post, second_post
from koushaneh.access.models import GRAVEST, Role
from koushaneh.association.actions import add_entry, draft_act, found_chapter, propose_act, sign_act
from koushaneh.demo.cast import FOUNDERS, OFFICERS, REVIEWERS, STAFF
from koushaneh.demo.register import phone
from koushaneh.engine.persian import mobile, to_persian
from koushaneh.people.actions import staff_account
from koushaneh.people.models import Account, Person
from koushaneh.places.actions import declare_closure, edit_office
from koushaneh.places.models import ClosedDay, Office
from koushaneh.registry.founding import found

FIRST_POSTS = ("هدی روشن‌ضمیر", "شهین پاک‌نژاد", "ماندانا رستگار")


def staff_phone(number):
    return mobile(phone(9_000_000 + number))


def settle_in(on):
    """Found the installation and give every post; the gravest by two persons. Returns accounts by name."""
    phones = {staff.name: staff_phone(number) for number, staff in enumerate(STAFF, start=1)}
    first = [staff for staff in STAFF if staff.name in FIRST_POSTS]
    people = [(phones[one.name], one.name, one.role, one.office) for one in first]
    offices = found("کانون کوشانه (نمونه)", people=people, name_en="Koushaneh (demo)", on=on, is_demo=True)
    hoda, signer = (Account.objects.get(name=name) for name in FIRST_POSTS[:2])
    for staff in STAFF:
        if staff.name not in FIRST_POSTS:
            _give(phones[staff.name], staff.name, staff.role, offices[staff.office], hoda, signer, on)
    _officers(offices, hoda, signer, on)
    _reviewers(offices, hoda, signer, on)
    Account.objects.exclude(name="").update(is_cast=True)  # a call needs every one of them
    _tell_where(offices, hoda, on)
    return {account.name: account for account in Account.objects.exclude(name="")}


def _tell_where(offices, hoda, on):
    """Give every office an invented telephone and its hours, so that letters say whom to ask."""
    for number, office in enumerate(offices.values(), start=1):
        hours = "شنبه تا چهارشنبه، ۸ تا ۱۵"
        edit_office(
            office, by=hoda, name=office.name, on=on, phone=f"0219900{number:04}", opening_hours=hours
        )


def _give(phone_number, name, role, office, hoda, signer, on):
    account = staff_account(phone_number, name, by=hoda)
    post = give_post(account, by=hoda, role=role, office=office, starts_on=on, why="حکم نمونه")
    if role in GRAVEST:
        second_post(post, by=signer)


def _officers(offices, hoda, signer, on):
    held = {staff.office for staff in STAFF if staff.role == Role.DISTRICT_OFFICER}
    free = [code for code in sorted(offices) if code.startswith("office-") and code not in held]
    for number, (code, name) in enumerate(zip(free, OFFICERS, strict=True), start=100):
        district = to_persian(int(code.removeprefix("office-")))
        full = f"{name}، کارشناس منطقهٔ {district}"
        _give(staff_phone(number), full, Role.DISTRICT_OFFICER, offices[code], hoda, signer, on)


def _reviewers(offices, hoda, signer, on):
    for number, (name, district) in enumerate(REVIEWERS, start=200):
        _give(staff_phone(number), name, Role.REVIEWER, offices[f"office-{district:02}"], hoda, signer, on)


def close_holidays(place, days, *, by):
    """Enter the official holidays around the story."""
    for day, reason in days:
        declare_closure([day], place, by=by, reason=reason, kind=ClosedDay.Kind.HOLIDAY)


def officers_by_place():
    """Return {place id: the account of its officer}."""
    offices = Office.objects.filter(kind=Office.Kind.DISTRICT_OFFICE, posts__role=Role.DISTRICT_OFFICER)
    return {
        office.place_id: office.posts.filter(role=Role.DISTRICT_OFFICER).first().account for office in offices
    }


def enter_founders(city, accounts, *, on, since):
    """The association that was there before this software, entered by an act with two signatures."""
    hoda = accounts["هدی روشن‌ضمیر"]
    chapter = found_chapter(
        city, "کانون کوشانه، شعبهٔ تهران", by=hoda, founded_on=since, name_en="Koushaneh, Tehran"
    )
    act = draft_act(chapter, "ثبت عضوهای بنیان‌گذار پیش از سامانه", by=hoda)
    for number, (first, last, craft, business, title) in enumerate(FOUNDERS, start=1):
        person = Person.objects.filter(first_name=first, last_name=last).first()
        add_entry(
            act,
            by=hoda,
            member_since=since,
            person=person,
            first_name=first,
            last_name=last,
            phone="" if person else mobile(phone(8_000_000 + number)),
            craft=craft,
            business_name=business,
            title=title,
        )
    act = propose_act(act, by=hoda, letter_number="۱۲/۳۴۵", letter_on=on)
    for name in ("شهین پاک‌نژاد", "ماندانا رستگار"):
        act = sign_act(act, by=accounts[name])
    return chapter


def holidays(day):
    """A few fixed official holidays of this and the next Gregorian year."""
    fixed = [
        (2, 11, "پیروزی انقلاب"),
        (3, 20, "ملی‌شدن صنعت نفت"),
        (3, 21, "نوروز"),
        (3, 22, "نوروز"),
        (4, 1, "روز جمهوری"),
        (4, 2, "روز طبیعت"),
    ]
    return [
        (date(year, month, number), reason)
        for year in (day.year, day.year + 1)
        for month, number, reason in fixed
    ]
