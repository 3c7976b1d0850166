"""Materials laid beside a workshop, and what women say of it afterwards."""

from django.db import transaction

from koushaneh.audit.actions import record
from koushaneh.core.refusal import Refusal
from koushaneh.core.written import files_follow
from koushaneh.engine.persian import clean
from koushaneh.workshops.models import Feedback, Material, Seat


class NotCompleted(Refusal):
    """Only who completed a workshop says what it was worth."""

    code = "workshops.not_completed"


def add_material(workshop, content, *, title, by):
    """Lay a paper or a picture beside a workshop."""
    with files_follow(), transaction.atomic():
        material = Material.objects.create(workshop=workshop, content=content, title=clean(title), by=by)
        record("workshop.material_added", about=workshop, by=by, place=workshop.place, material=material.pk)
    return material


@transaction.atomic
def drop_material(material, *, by):
    """Take a material away, its file too."""
    workshop, name, storage = material.workshop, material.content.name, material.content.storage
    record("workshop.material_dropped", about=workshop, by=by, place=workshop.place, material=material.pk)
    Material.objects.filter(pk=material.pk).delete()
    transaction.on_commit(lambda: storage.delete(name))
    return workshop


@transaction.atomic
def give_feedback(seat, *, by, score, words=""):
    """Say what a workshop was worth; said again it takes the place of what was said. The log keeps no words."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("workshop__place").get(pk=seat.pk)
    if seat.state != Seat.State.ATTENDED:
        raise NotCompleted()
    values = {"score": score, "words": clean(words)}
    feedback, _is_new = Feedback.objects.update_or_create(seat=seat, defaults=values)
    record("workshop.feedback_given", about=seat.workshop, by=None, place=seat.workshop.place)
    return feedback
