"""Materials for who has a seat, and what women say of a workshop."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from koushaneh.workshops.actions.beside import NotCompleted, give_feedback
from koushaneh.workshops.models import Feedback, Material
from tests.factories.path import make_woman
from tests.factories.workshops import make_booked, make_finished
from tests.web.test_workshop_pages import enter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    default = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}


def picture():
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "#0B6E6E").save(drawn, "PNG")
    return SimpleUploadedFile("board.png", drawn.getvalue(), "image/png")


def test_the_trainer_lays_a_paper_beside_it_and_who_has_a_seat_takes_it(client):
    workshop = make_booked(1)
    seat = workshop.taken.get()
    enter(client, workshop.trainer)
    client.post(f"/train/workshops/{workshop.code}/materials/", {"title": "تابلو", "content": picture()})
    material = Material.objects.get()
    one = f"/my/workshops/{workshop.code}/materials/{material.pk}/"
    enter(client, person=seat.person)

    assert one in client.get(f"/my/workshops/{workshop.code}/").content.decode()
    taken = client.get(one)
    assert b"".join(taken.streaming_content).startswith(b"RIFF")
    taken.close()
    enter(client, person=make_woman(7))
    assert client.get(one).status_code == 404
    enter(client, workshop.trainer)
    client.post(f"/train/workshops/{workshop.code}/materials/{material.pk}/removal/")
    assert Material.objects.count() == 0


def test_what_women_say_is_read_without_names_and_not_of_fewer_than_three(client):
    workshop = make_finished(3)
    seats = list(workshop.taken.all())
    for number, seat in enumerate(seats):
        enter(client, person=seat.person)
        said = {"score": str(number + 3), "words": f"حرف {number}"}
        assert client.post(f"/my/workshops/{workshop.code}/feedback/", said).status_code == 302
        enter(client, workshop.trainer)
        page = client.get(f"/train/workshops/{workshop.code}/").content.decode()
        assert ("حرف 0" in page or "حرف ۰" in page) == (number == 2)

    assert "میانگین: ۴ از ۵" in page
    assert Feedback.objects.count() == 3


def test_only_who_completed_it_speaks_and_says_it_anew(client):
    workshop = make_finished()
    seat = workshop.taken.get()
    give_feedback(seat, by=None, score=2)
    give_feedback(seat, by=None, score=5, words="بهتر شد")

    assert Feedback.objects.values_list("score", "words").get() == (5, "بهتر شد")
    booked = make_booked(1).taken.get()
    with pytest.raises(NotCompleted):
        give_feedback(booked, by=None, score=5)
    enter(client, person=booked.person)
    assert client.get(f"/my/workshops/{booked.workshop.code}/feedback/").status_code == 404
