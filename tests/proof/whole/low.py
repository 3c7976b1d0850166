"""Scenarios of the lower apps: places, people, access, consent, notify, the log."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from koushaneh.access import actions as access
from koushaneh.access.models import Post, Role
from koushaneh.audit import actions as audit
from koushaneh.audit import chain
from koushaneh.consent import actions as consent
from koushaneh.consent.models import Purpose
from koushaneh.core.time import TEHRAN, today
from koushaneh.notify import actions as notify
from koushaneh.notify import codes, phones, reading
from koushaneh.notify.models import Message
from koushaneh.people import actions as people
from koushaneh.places import actions as places
from koushaneh.places.models import ApprovalStep, Office, Place
from koushaneh.registry import founding, shipped
from tests.factories.access import make_account, make_person, make_post
from tests.factories.calls_applications import make_open_call, make_woman
from tests.factories.places import city, district, district_office, headquarters
from tests.proof.whole.acts import act, scenario

MESSAGE_IS_ITS_RECORD = "a message row is the record of itself, see notify.actions"
CODE_IS_ITS_RECORD = "a code row says itself when it was asked, tried and used"
DAY = "2026-12-05"


def hq():
    return make_post(Role.HQ_OFFICER).account


@scenario(places.add_place)
def a_neighbourhood():
    return act(
        places.add_place, "tehran-07-a", Place.Kind.NEIGHBOURHOOD, "عباس‌آباد", by=hq(), parent=district()
    )


@scenario(places.put_line)
def a_telephone_that_helps():
    return act(places.put_line, district(), "1234", "کمک منطقه", by=hq())


@scenario(places.ship_places)
def the_shipped_places_again():
    Place.objects.filter(code="tehran-22").update(code="tehran-22-old")
    return act(places.ship_places, by=hq())


@scenario(places.import_places)
def two_places():
    row = {"kind": "neighbourhood", "parent": "tehran-07", "name": "محله", "name_en": ""}
    return act(places.import_places, [{**row, "code": f"n-{number}"} for number in range(2)], by=hq())


@scenario(places.open_office)
def a_desk():
    kind = Office.Kind.INTAKE_DESK
    return act(places.open_office, "desk-1", kind, district(), "سرای محله", by=hq(), on=today())


@scenario(places.rename_office)
def a_former_name():
    return act(places.rename_office, district_office(), by=hq(), name="ادارهٔ بانوان", on=today())


@scenario(places.edit_office)
def a_name_and_a_phone():
    values = {"name": "ادارهٔ بانوان", "on": today(), "phone": "02155"}
    return act(places.edit_office, district_office(), by=hq(), **values)


@scenario(places.set_chain)
def another_chain():
    places.set_chain(ApprovalStep.Act.FOUNDING, city(), [(headquarters(), "معاون", "", False)], by=None)
    links = [(district_office(7), "رئیس", "Head", False), (headquarters(), "ناظر", "", True)]
    return act(places.set_chain, ApprovalStep.Act.FOUNDING, city(), links, by=hq())


@scenario(places.declare_closure)
def a_closure_that_moves_a_deadline():
    call = make_open_call()
    day = call.closes_at.astimezone(TEHRAN).date()
    return act(places.declare_closure, [day, day + timedelta(days=1)], city(), by=hq(), reason="آلودگی هوا")


@scenario(people.account_for)
def a_new_phone():
    return act(people.account_for, "+989350000001")


@scenario(people.set_account_phone)
def another_phone_to_sign_in():
    return act(
        people.set_account_phone, make_account(phone="+989350000010"), "+989350000011", is_verified=True
    )


@scenario(people.add_person)
def a_person_with_a_phone():
    return act(people.add_person, "زهرا", "نمونه", by=hq(), phone="+989350000002")


@scenario(people.set_identity)
def an_identity():
    fields = {"number": "0012345679", "birth_date": "1985-04-02", "address": "کوچه"}
    return act(people.set_identity, make_person(), by=hq(), **fields)


@scenario(people.add_contact)
def a_second_phone():
    return act(people.add_contact, make_woman(), "+989350000003", by=hq())


@scenario(people.claim_persons)
def two_women_with_her_phone():
    account = make_account(phone="+989350000004")
    for name in ("زهرا", "مریم"):
        people.add_person(name, "نمونه", by=None, phone="+989350000004")
    return act(people.claim_persons, account)


@scenario(people.set_pin)
def a_pin():
    return act(people.set_pin, make_woman(), "۲۵۸۰", by=hq())


@scenario(people.set_messages)
def open_messages():
    return act(people.set_messages, make_woman(), "open", by=hq())


@scenario(people.set_language)
def another_language():
    return act(people.set_language, make_woman(), "en", by=hq())


@scenario(people.set_hidden)
def hidden():
    return act(people.set_hidden, make_woman(), True, by=hq())


@scenario(people.staff_account)
def a_colleague():
    return act(people.staff_account, "+989350000005", "هدی", by=hq())


def given(role=Role.REVIEWER, state=Post.State.ACTIVE):
    return make_post(role, state=state, given_by=hq())


@scenario(access.give_post)
def a_post():
    account, office = make_account(), headquarters()
    return act(access.give_post, account, by=hq(), role=Role.REVIEWER, office=office)


@scenario(access.second_post)
def a_grave_post():
    return act(access.second_post, given(Role.SIGNER, Post.State.PROPOSED), by=hq())


@scenario(access.refuse_post)
def a_post_refused():
    return act(access.refuse_post, given(Role.SIGNER, Post.State.PROPOSED), by=hq(), why="نه")


@scenario(access.end_post)
def a_post_ended():
    return act(access.end_post, given(), by=hq(), why="رفت")


@scenario(access.install_first_posts)
def first_posts():
    rows = [(make_account(), Role.HQ_OFFICER, headquarters()), (make_account(), Role.SIGNER, headquarters())]
    return act(access.install_first_posts, rows)


@scenario(access.set_block)
def a_block():
    return act(access.set_block, make_woman(), make_person("مرد", "ناشناس"), by=hq(), reason="خشونت")


@scenario(access.block_colleague)
def a_colleague_without_a_person():
    return act(access.block_colleague, make_woman(), make_account("همکار"), by=hq(), reason="خویشاوند")


@scenario(access.propose_lift)
def a_lift_proposed():
    block = access.set_block(make_woman(), make_person(), by=hq(), reason="خشونت")
    return act(access.propose_lift, block, by=hq())


@scenario(access.lift_block)
def a_lift_agreed():
    block = access.set_block(make_woman(), make_person(), by=hq(), reason="خشونت")
    return act(access.lift_block, access.propose_lift(block, by=hq()), by=hq())


def consent_of(person):
    return consent.give(person, Purpose.CONTACT, wording="پیامک", channel="self", by=None)


@scenario(consent.give)
def a_consent():
    return act(consent.give, make_woman(), Purpose.CONTACT, wording="پیامک", channel="self", by=None)


@scenario(consent.give)
def a_consent_that_had_lapsed():
    woman, until = make_woman(), today() - timedelta(days=1)
    consent.give(woman, Purpose.CONTACT, wording="پیامک", channel="self", by=None, until=until)
    return act(consent.give, woman, Purpose.CONTACT, wording="پیامک", channel="self", by=None)


@scenario(consent.withdraw)
def a_consent_withdrawn():
    return act(consent.withdraw, consent_of(make_woman()), by=None)


def waiting_message():
    return notify.send(make_woman(), "letter_waits", {}, batch="batch:1", not_before=timezone.now())


@scenario(notify.take_back)
def a_batch_taken_back():
    waiting_message()
    return act(notify.take_back, "batch:1", by=hq())


@scenario(notify.note_delivery)
def a_text_that_did_not_arrive():
    message = waiting_message()
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT)
    return act(notify.note_delivery, message, Message.State.FAILED)


@scenario(phones.change_phone)
def a_phone_changed():
    return act(phones.change_phone, make_woman(), "+989350000008", by=hq(), safe_hours="عصر")


@scenario(reading.mark_read)
def two_pieces_of_news():
    woman = make_woman()
    for _ in range(2):
        notify.send(woman, "letter_waits", {})
    return act(reading.mark_read, woman, by=woman.account)


@scenario(codes.ask_code, unrecorded=CODE_IS_ITS_RECORD)
def a_code():
    return act(codes.ask_code, "+989350000006", "sign_in")


@scenario(notify.send_code, unrecorded=MESSAGE_IS_ITS_RECORD)
def a_code_that_leaves_on_commit():
    return act(notify.send_code, "+989350000006", "123456")


@scenario(codes.check_code, unrecorded=CODE_IS_ITS_RECORD)
def a_wrong_code():
    return act(codes.check_code, codes.ask_code("+989350000006", "sign_in"), "abc")


@scenario(audit.record_reading)
def a_page_of_persons():
    """It joins the transaction around it, so one is put there; without one it opens its own."""
    return act(
        transaction.atomic(audit.record_reading),
        "files.listed",
        [make_person().pk, make_person().pk],
        by=hq(),
    )


@scenario(chain.seal, unrecorded="sealing the log is no act of a person; the seal is on the records")
def some_records():
    make_woman()
    people.set_hidden(make_woman(), True, by=hq())
    return act(chain.seal)


@scenario(chain.checkpoint, unrecorded="a checkpoint is itself a row of the log")
def a_head():
    chain.seal_all()
    return act(chain.checkpoint)


@scenario(chain.write_checkpoint, unrecorded="a checkpoint is itself a row of the log")
def a_head_as_a_file():
    chain.seal_all()
    return act(chain.write_checkpoint)


@scenario(founding.found)
def an_installation():
    people_of_it = [("+989350000007", "هدی", "hq_officer", "headquarters")]
    return act(founding.found, "کوشانه", people=people_of_it)


@scenario(shipped.ship_categories, unrecorded="categories that ship are data of the software")
def the_shipped_categories():
    return act(shipped.ship_categories)
