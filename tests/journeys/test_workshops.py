"""Workshops: a woman asks for a seat on her phone, the trainer and the office look at what is theirs."""

from koushaneh.workshops.models import Certificate, Seat, Workshop

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
