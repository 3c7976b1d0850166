"""Scenarios of the association and of the questionnaires."""

from koushaneh.association import actions as association
from koushaneh.core.time import today
from koushaneh.measures import actions as measures
from koushaneh.screening.actions import offers as seats
from koushaneh.screening.models import Offer
from tests.factories.access import make_account
from tests.factories.association import make_act, make_chapter, make_proposed_act
from tests.factories.calls_applications import make_open_call, make_submitted
from tests.factories.measures import WORDING, make_sitting
from tests.factories.places import city, oversight
from tests.factories.results import make_released, officer, signer
from tests.proof.whole.acts import act, scenario


def offered():
    make_chapter()
    return Offer.objects.filter(call=make_released().call).order_by("pk").first()


@scenario(association.accept_offer)
def she_takes_her_seat():
    offer = offered()
    return act(association.accept_offer, offer, by=offer.application.person.account, wording=WORDING)


@scenario(association.welcome_founder)
def a_founder():
    offer = offered()
    accepted = seats.accept_offer(offer, by=offer.application.person.account)
    return act(association.welcome_founder, accepted.application, by=officer())


@scenario(association.found_chapter)
def a_chapter():
    return act(association.found_chapter, city(), "کانون", by=officer(), founded_on=today())


@scenario(association.draft_act)
def an_act():
    return act(association.draft_act, make_chapter(), "مصوبه", by=officer())


@scenario(association.add_entry)
def a_new_woman_in_an_act():
    names = {"first_name": "مهری", "last_name": "نمونه", "phone": "+989350001111"}
    return act(association.add_entry, make_act(), by=officer(), member_since=today(), craft="چرم", **names)


@scenario(association.remove_entry)
def an_entry_removed():
    return act(association.remove_entry, make_act().entries.first(), by=officer())


@scenario(association.propose_act)
def an_act_proposed():
    return act(association.propose_act, make_act(), by=officer(), letter_number="12", letter_on=today())


@scenario(association.sign_act)
def the_first_signature():
    return act(association.sign_act, make_proposed_act(), by=signer())


@scenario(association.sign_act)
def the_second_signature():
    proposed = association.sign_act(make_proposed_act(title="chair"), by=signer())
    return act(association.sign_act, proposed, by=signer(oversight()))


@scenario(association.return_act)
def an_act_returned():
    return act(association.return_act, make_proposed_act(), by=signer(), reason="نام‌ها")


@scenario(association.void_act)
def an_act_refused():
    return act(association.void_act, make_proposed_act(), by=signer(), reason="نه")


@scenario(measures.ship_instruments)
def the_battery():
    return act(measures.ship_instruments, by=officer())


@scenario(measures.open_baseline)
def a_wave():
    return act(measures.open_baseline, make_open_call(), by=officer())


@scenario(measures.begin_baseline)
def a_sitting():
    application = make_submitted()
    return act(measures.begin_baseline, application, by=application.person.account, wording=WORDING)


@scenario(measures.decline_baseline)
def a_sitting_declined():
    application = make_submitted()
    return act(measures.decline_baseline, application, by=application.person.account)


def first_item(sitting):
    step = measures.next_step(sitting)
    return step.stored.code, step.key, f"{step.values[0]:g}"


@scenario(measures.answer_item)
def an_item_answered():
    sitting = make_sitting()
    return act(measures.answer_item, sitting, *first_item(sitting), by=sitting.person.account)


@scenario(measures.begin_interview)
def a_sitting_read_aloud():
    return act(measures.begin_interview, make_submitted(), by=make_account(), wording=WORDING)


@scenario(measures.answer_aloud)
def an_item_answered_aloud():
    application = make_submitted()
    sitting = measures.begin_interview(application, by=make_account(), wording=WORDING)
    return act(measures.answer_aloud, application, *first_item(sitting), by=make_account())


@scenario(measures.erase_sitting)
def a_sitting_erased():
    sitting = make_sitting()
    measures.answer_item(sitting, *first_item(sitting), by=sitting.person.account)
    return act(measures.erase_sitting, sitting, by=sitting.person.account)
