"""Workshops: a woman asks for a seat on her phone, the trainer and the office look at what is theirs."""

from datetime import timedelta

from koushaneh.demo.clock import at
from koushaneh.workshops.actions.allotting import allot_seats
from koushaneh.workshops.actions.seats import accept_seat
from koushaneh.workshops.models import Attendance, Certificate, Seat, Workshop

AZAM, HER_STORY = "اعظم یادگاری", "پس از بیماری به سامانه بازگشته است"
TRAINER, FOLLOWER = "منیژه آموزگار", "زهره همدم"


def in_english(hands):
    hands.context.add_cookies([{"name": "django_language", "value": "en", "url": hands.address}])
    return hands


def test_a_woman_asks_for_a_seat_and_reads_where_she_stands(house, hands):
    address = house("today")
    azam = hands(address, "phone").enter(AZAM)

    azam.go("/my/workshops/").look("open").follow("کارگاه را ببینید").look("workshop")
    azam.press("جا می‌خواهم").sees("درخواست شما رسید", "کد شما").look("asked")
    in_english(azam).go("/my/workshops/").sees("My workshops").look("english")

    seat = Seat.objects.get(person__account__name=HER_STORY)
    assert (seat.state, seat.workshop.state) == ("requested", "open")


def test_the_trainer_sees_her_workshops_and_who_came(house, hands):
    address = house("today")
    held = Workshop.objects.get(state="finished")
    trainer = hands(address, "desk").enter(TRAINER).look("home")

    trainer.go("/train/workshops/").look("list").follow(held.title).sees("گذراند").look("held")
    trainer.follow("جزوه بگذارید").look("material")
    in_english(trainer).go(f"/train/workshops/{held.code}/").sees("Completed").look("english")


def test_a_follow_up_officer_writes_workshops_and_anybody_checks_a_draw_and_a_certificate(house, hands):
    address = house("today")
    held = Workshop.objects.get(state="finished")
    number = Certificate.objects.order_by("pk").first().number
    zohre = hands(address, "desk").enter(FOLLOWER)
    local = Workshop.objects.get(place__code="tehran-07")

    zohre.go("/d/workshops/").look("list").go("/d/workshops/new/").look("new")
    zohre.go(f"/d/workshops/{local.code}/").look("workshop")
    guest = hands(address, "phone").go(f"/workshops/{held.code}/draw/").sees("حساب درست است").look("draw")
    guest.go(f"/certificates/{number}/").sees("این گواهی درست است").look("certificate")
    in_english(guest).go("/certificates/").look("english")


def in_session(story, clock):
    """Give the seats of the open workshop, and let its first session have begun."""
    workshop = Workshop.objects.get(place__code="tehran", state="open")
    with at(story.day(-6)):
        allot_seats(workshop)
    for seat in workshop.taken.filter(state="offered").select_related("person__account"):
        with at(story.day(-7)):
            accept_seat(seat, by=seat.person.account)
    session = workshop.sessions.get()
    clock.set(session.starts_at + timedelta(minutes=20))
    return workshop, session


def test_attendance_without_a_connection_is_kept_and_sent_once(house, hands, story, clock):
    address = house("today")
    workshop, session = in_session(story, clock)
    marks = Attendance.objects.filter(session=session)
    trainer = hands(address, "phone").enter(TRAINER).go(f"/train/sessions/{session.pk}/").look("list")
    count = workshop.taken.filter(state="booked").count()
    assert count and not marks.exists()

    trainer.page.locator("main select").first.select_option("late")
    trainer.context.set_offline(True)
    trainer.page.get_by_role("button", name="حضور و غیاب را ثبت کنید").click()
    trainer.page.get_by_text("در همین گوشی نگه داشته شد").wait_for()
    trainer.troubles.clear()  # the browser says itself that there is no connection
    trainer.look("kept")
    assert not marks.exists()

    with trainer.page.expect_navigation():
        trainer.context.set_offline(False)
    trainer.settled().look("sent")
    assert sorted(marks.values_list("mark", flat=True)) == ["late", *["present"] * (count - 1)]
    trainer.go(f"/train/sessions/{session.pk}/").sees("این فهرست ثبت شده است")
    assert trainer.page.evaluate("localStorage.length") == 0
    assert marks.count() == count
