"""What runs about the leaving of a woman comes to an end before she is erased, whatever it had reached."""

import pytest
from django.utils import timezone

from koushaneh.graduation.actions.leaving import let_go
from koushaneh.graduation.models import Graduation
from koushaneh.registry.models import File
from koushaneh.rights.actions.executing import erase_person
from koushaneh.rights.models.erasing import code_index
from tests.factories import graduation as factories

pytestmark = pytest.mark.django_db
ENDS = [
    ("draft", "withdrawn", File.State.EXITED),
    ("submitted", "withdrawn", File.State.EXITED),
    ("confirmed", "not_yet", File.State.EXITED),
    ("agreed", "not_yet", File.State.EXITED),
    ("approved", "not_yet", File.State.EXITED),
    ("graduate", "effective", File.State.CLOSED),
]


@pytest.mark.parametrize(("made", "ends", "file"), ENDS)
def test_nothing_waits_for_a_woman_who_was_erased(made, ends, file):
    graduation = getattr(factories, f"make_{made}")()
    person = graduation.plan.person

    erase_person(person, by=None, code_index=code_index("abcdefghjkmn"), asked_at=timezone.now())

    graduation.refresh_from_db()
    assert (graduation.state, graduation.is_open) == (ends, False)
    assert person.files.get().state == file
    assert not graduation.check_ins.filter(state="planned").exists()


def test_letting_go_twice_is_once_and_leaves_others_alone():
    graduation, other = factories.make_confirmed(), factories.make_draft()

    let_go([graduation.plan.person])
    let_go([graduation.plan.person])

    states = Graduation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["not_yet", "draft"]
    assert other.plan.person_id != graduation.plan.person_id
