"""Something is wrong: her office sees it, answers once, and she reads the answer."""

import pytest
from django.utils import timezone

from koushaneh.core.time import TEHRAN
from koushaneh.notify.models import Notice
from koushaneh.places.days import Days
from koushaneh.registry.models import CallTask
from koushaneh.rights.actions.correcting import (
    AnswerMissing,
    NothingSaid,
    answer_correction,
    ask_correction,
)
from koushaneh.rights.models import CorrectionRequest
from koushaneh.rights.rules import corrections_for
from tests.factories.access import make_post
from tests.factories.calls_applications import make_woman
from tests.factories.places import district

pytestmark = pytest.mark.django_db
S = CorrectionRequest.State


def asked(woman=None, text="نام پدرم غلط است"):
    woman = woman or make_woman()
    return ask_correction(woman, by=woman.account, place=district(7), about="name", text=text)


def test_it_reaches_the_call_list_of_her_office_with_her_words_and_a_clock():
    wish = asked()

    task = CallTask.objects.get(person=wish.person)
    day = wish.due_at.astimezone(TEHRAN).date()
    assert (task.reason, task.note) == (CallTask.Reason.CORRECTION, wish.text)
    assert wish.due_at > timezone.now() and Days(wish.place).is_working(day)


def test_the_same_words_again_are_one_wish():
    woman = make_woman()

    assert asked(woman) == asked(woman)
    assert asked(woman, "و نشانی‌ام").pk != asked(woman).pk


def test_an_answer_closes_the_call_and_she_is_told():
    wish = asked()

    wish = answer_correction(wish, by=make_post().account, outcome=S.CORRECTED, answer="نام پدر درست شد.")

    assert (wish.state, wish.answer) == (S.CORRECTED, "نام پدر درست شد.")
    assert not CallTask.objects.filter(person=wish.person, done_at=None).exists()
    assert Notice.objects.get(person=wish.person).template == "correction_answered"


def test_the_first_answer_stands():
    wish, officer = asked(), make_post().account
    answer_correction(wish, by=officer, outcome=S.KEPT, answer="شناسنامه همین را می‌گوید.")

    again = answer_correction(wish, by=officer, outcome=S.CORRECTED, answer="چیز دیگر")

    assert (again.state, again.answer) == (S.KEPT, "شناسنامه همین را می‌گوید.")


def test_nothing_is_neither_a_wish_nor_an_answer():
    with pytest.raises(NothingSaid):
        asked(text="  ")
    with pytest.raises(AnswerMissing):
        answer_correction(asked(), by=None, outcome=S.KEPT, answer=" ")


def test_only_her_own_office_sees_it():
    wish = asked()

    assert list(corrections_for(make_post(number=7).account)) == [wish]
    assert not corrections_for(make_post(number=8).account).exists()
