"""Workshops of the demo: one that was held and certified, two that are open today."""

from koushaneh.core.time import end_of, start_of
from koushaneh.demo.clock import at
from koushaneh.path.models import PathPlan
from koushaneh.places.models import Place
from koushaneh.workshops.actions import attendance, composing, seats
from koushaneh.workshops.actions.allotting import allot_seats
from koushaneh.workshops.models import Seat

TRAINER = "منیژه آموزگار"
EXCUSE = "فرزندش تب داشت"
HELD = {
    "title": "کارگاه کسب‌وکار خرد",
    "title_en": "Workshop on micro-business",
    "about": "از فکر تا نخستین فروش: مشتری، خرج، سود و یک برنامهٔ یک‌صفحه‌ای.",
    "topic": "business",
    "venue": "سرای محلهٔ گیشا، طبقهٔ دوم",
    "childcare": True,
    "seats": 16,
    "step_key": "business",
}
OPEN = (
    {
        "title": "قیمت و بهای تمام‌شده",
        "title_en": "Price and cost",
        "about": "با کاغذ و ماشین‌حساب: هر کار شما چند تمام می‌شود و چند باید فروخت.",
        "topic": "cost",
        "venue": "ستاد، اتاق آموزش",
        "childcare": True,
        "seats": 12,
        "reserved": 2,
        "step_key": "cost",
    },
    {
        "title": "عکس و فروش با گوشی",
        "title_en": "Pictures and selling by phone",
        "about": "عکس خوب از کار، نوشتن یک آگهی ساده و پاسخ به مشتری.",
        "topic": "digital",
        "link": "https://class.koushaneh.example/pictures",
        "seats": 8,
    },
)


def hold(story, city, accounts):
    """Hold the first workshop with the cohort, and open two."""
    hoda, trainer = accounts["هدی روشن‌ضمیر"], accounts[TRAINER]
    women = [plan.person for plan in PathPlan.objects.select_related("person__account").order_by("pk")]
    held(story, city, hoda, trainer, women)
    places = (city, Place.objects.get(code="tehran-07"))
    for number, (place, values) in enumerate(zip(places, OPEN, strict=True)):
        with at(story.day(4 - number)) as now:
            window = {"opens_at": start_of(now.date()), "closes_at": end_of(story.day(-4 - number).date())}
            workshop = composing.draft_workshop(place, by=hoda, trainer=trainer, **values, **window)
            composing.add_session(workshop, by=hoda, starts_at=story.day(-9 - number, 10), minutes=180)
            composing.publish_workshop(workshop, by=hoda)
        near = [woman for woman in women if place == city or woman.files.filter(place=place).exists()]
        ask(workshop, near[::2], hoda, story.day(2))


def ask(workshop, women, hoda, moment):
    """Let women ask; each fifth comes with the one before her."""
    with at(moment):
        before = ""
        for number, woman in enumerate(women):
            code = before if number % 5 == 1 else ""
            before = seats.ask_seat(workshop, woman, by=woman.account or hoda, friend_code=code).code


def held(story, city, hoda, trainer, women):
    with at(story.day(42)) as now:
        window = {"opens_at": start_of(now.date()), "closes_at": end_of(story.day(36).date())}
        workshop = composing.draft_workshop(city, by=hoda, trainer=trainer, **HELD, **window)
        composing.add_session(workshop, by=hoda, starts_at=story.day(26, 10), minutes=180)
        composing.publish_workshop(workshop, by=hoda)
    ask(workshop, women, hoda, story.day(40))
    with at(story.day(35, 9)):
        allot_seats(workshop)
    with at(story.day(34)):
        for number, seat in enumerate(offered(workshop)):
            answer = seats.decline_seat if number == 3 else seats.accept_seat
            answer(seat, by=seat.person.account or hoda)
    with at(story.day(33)):
        for seat in offered(workshop):
            seats.accept_seat(seat, by=seat.person.account or hoda)
    attend(workshop, trainer, story.day(26, 12))


def offered(workshop):
    return list(workshop.taken.filter(state=Seat.State.OFFERED).select_related("person").order_by("pk"))


def attend(workshop, trainer, moment):
    """Everybody came but one, who had a reason, and one of whom nobody knows why."""
    booked = list(workshop.taken.filter(state=Seat.State.BOOKED).order_by("pk"))
    marks = {2: "excused", 5: "absent", 7: "late"}
    ticked = [
        attendance.Ticked(seat.code, marks.get(number, "present"), EXCUSE if number == 2 else "")
        for number, seat in enumerate(booked)
    ]
    with at(moment):
        attendance.mark_list(workshop.sessions.get(), ticked, by=trainer)
        attendance.finish_workshop(workshop, by=trainer)
