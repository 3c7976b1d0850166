"""Scenarios of her rights: to have something put right, to be erased; and of how long data are kept."""

from datetime import timedelta

from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.association import actions as association
from koushaneh.association.models import Membership
from koushaneh.core.time import today
from koushaneh.measures import actions as measures
from koushaneh.rights.actions import clocks, correcting, erasing, executing, keeping
from koushaneh.rights.models import CorrectionRequest
from koushaneh.rights.models.erasing import code_index
from tests.factories.access import make_account, make_post
from tests.factories.association import make_chapter
from tests.factories.calls_applications import make_submitted, make_woman
from tests.factories.measures import make_sitting
from tests.factories.places import directorate, district
from tests.factories.rights import make_weighed_wish, make_wish
from tests.proof.whole.acts import act, scenario

CODE_IS_ITS_RECORD = "a code row says itself when it was asked, tried and used"
CODE, WHY = "abcdefghjkmn", "نامهٔ دادگاه تا پایان ماه باید بماند."


def later(**more):
    return timezone.now() + timedelta(**more)


def hq():
    return make_post(Role.HQ_OFFICER).account


def signer():
    return make_post(Role.SIGNER, office=directorate()).account


# Something is wrong.


def asked():
    woman = make_woman()
    return correcting.ask_correction(
        woman, by=woman.account, place=district(7), about="name", text="نام پدرم غلط است"
    )


@scenario(correcting.ask_correction)
def something_is_wrong():
    woman, said = make_woman(), {"about": "name", "text": "نام پدرم غلط است"}
    return act(correcting.ask_correction, woman, by=woman.account, place=district(7), **said)


@scenario(correcting.answer_correction)
def it_was_put_right():
    given = {"outcome": CorrectionRequest.State.CORRECTED, "answer": "نام پدر درست شد."}
    return act(correcting.answer_correction, asked(), by=make_post(number=7).account, **given)


# To be erased.


@scenario(erasing.ask_word)
def a_code_for_an_erasure():
    return act(erasing.ask_word, make_woman(), by=make_post(number=7).account)


@scenario(erasing.is_her_word, unrecorded=CODE_IS_ITS_RECORD)
def a_wrong_code_for_an_erasure():
    woman = make_woman()
    return act(erasing.is_her_word, woman, erasing.ask_word(woman, by=woman.account), "abc")


@scenario(erasing.file_erasure)
def a_wish_that_headquarters_weighs():
    woman = make_submitted().person
    return act(erasing.file_erasure, woman, by=make_post(number=7).account, confirmation="spoken", said="گفت")


@scenario(erasing.take_back)
def a_wish_taken_back():
    wish = make_weighed_wish()
    return act(erasing.take_back, wish, by=wish.person.account)


@scenario(erasing.let_go)
def nothing_stands_against_it():
    return act(erasing.let_go, make_weighed_wish(), by=hq())


@scenario(erasing.propose_postponement)
def another_day():
    return act(erasing.propose_postponement, make_weighed_wish(), by=hq(), until=later(days=30), why=WHY)


def postponed():
    return erasing.propose_postponement(make_weighed_wish(), by=hq(), until=later(days=30), why=WHY)


@scenario(erasing.sign_postponement)
def another_day_agreed():
    return act(erasing.sign_postponement, postponed(), by=signer())


@scenario(erasing.drop_postponement)
def another_day_refused():
    return act(erasing.drop_postponement, postponed(), by=signer())


@scenario(clocks.remind, unrecorded="a message row is the record of itself, and the wish says when")
def two_women_whose_day_is_tomorrow():
    make_wish()
    make_wish()
    return act(clocks.remind, later(days=6, hours=12))


@scenario(clocks.carry_out)
def the_day_has_come():
    return act(clocks.carry_out, make_wish())


@scenario(clocks.carry_out)
def the_day_of_a_woman_who_applies():
    return act(clocks.carry_out, erasing.let_go(make_wish(make_sitting().person), by=None))


@scenario(executing.erase_person)
def a_woman_erased():
    given = {"code_index": code_index(CODE), "asked_at": timezone.now()}
    return act(executing.erase_person, make_woman(), by=hq(), **given)


@scenario(measures.erase_again)
def answers_that_a_backup_brought_back():
    sitting = make_sitting()
    step = measures.next_step(sitting)
    given = step.stored.code, step.key, f"{step.values[0]:g}"
    measures.answer_item(sitting, *given, by=sitting.person.account)
    return act(measures.erase_again, sitting, until=later(hours=1))


@scenario(association.end_membership)
def a_membership_over():
    member = Membership.objects.create(chapter=make_chapter(), person=make_woman(), starts_on=today())
    return act(association.end_membership, member, by=make_account(), why="erasure")


# How long data are kept.


@scenario(keeping.rule_of, unrecorded="a rule as it ships is no decision of anybody")
def a_rule_as_it_ships():
    return act(keeping.rule_of, "codes")


@scenario(keeping.set_period)
def a_shorter_period():
    return act(keeping.set_period, "drafts", keeping.KINDS["drafts"].least, by=hq(), why="کمتر لازم است")
