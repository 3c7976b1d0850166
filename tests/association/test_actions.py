"""Founding members and founding acts."""

from datetime import timedelta

import pytest

from koushaneh.access.models import Role
from koushaneh.access.signing import AuthorSigns, SameOffice
from koushaneh.association.actions import (
    ActClosed,
    BadDate,
    EmptyAct,
    NameMissing,
    NoChapter,
    accept_offer,
    add_entry,
    draft_act,
    propose_act,
    remove_entry,
    return_act,
    sign_act,
    void_act,
)
from koushaneh.association.models import FoundingAct, Membership, OfficeTerm
from koushaneh.calls.models import Application
from koushaneh.consent.actions import holds
from koushaneh.core.time import today
from koushaneh.screening.models import Offer
from tests.factories.access import make_person, make_post
from tests.factories.association import make_act, make_chapter, make_proposed_act
from tests.factories.places import headquarters, long_ago, oversight
from tests.factories.results import application_of, make_released, officer, signer

pytestmark = pytest.mark.django_db
WORDING = "اجازه می‌دهم نام و کار من به کانون برود."


def offer_in(call):
    return Offer.objects.get(application=application_of(call, 7, 24))


def test_who_accepts_is_a_founding_member_of_the_chapter_above_her_district():
    chapter = make_chapter()
    offer = offer_in(make_released().call)
    person = offer.application.person

    accept_offer(offer, by=person.account, wording=WORDING)
    accept_offer(offer, by=person.account, wording=WORDING)

    membership = Membership.objects.get(person=person)
    assert (membership.chapter, membership.is_founding, membership.starts_on) == (chapter, True, today())
    assert Application.objects.get(pk=offer.application_id).state == Application.State.ENROLLED
    assert holds(person, "association", f"call:{offer.call_id}")


def test_without_a_chapter_nothing_is_accepted():
    offer = offer_in(make_released().call)

    with pytest.raises(NoChapter):
        accept_offer(offer, by=offer.application.person.account, wording=WORDING)

    offer.refresh_from_db()
    assert offer.state == Offer.State.OPEN


def test_a_call_to_enter_the_path_makes_no_members():
    make_chapter()
    run = make_released()
    run.call.__class__.objects.filter(pk=run.call_id).update(profile="entry")
    offer = offer_in(run.call)

    accept_offer(offer, by=offer.application.person.account, wording=WORDING)

    assert not Membership.objects.exists()


def test_an_act_of_two_signatures_makes_members_and_officers():
    act = make_proposed_act(title="chair")

    sign_act(act, by=signer())
    assert not Membership.objects.exists()
    signed = sign_act(act, by=signer(oversight()))

    assert signed.state == FoundingAct.State.SIGNED
    assert list(Membership.objects.values_list("starts_on", "craft")) == [(long_ago(), "چرم")] * 2
    assert OfficeTerm.objects.filter(title="chair").count() == 2


def test_the_author_and_two_of_one_office_do_not_sign():
    author = officer()
    act = make_proposed_act(by=author)
    make_post(Role.SIGNER, account=author, office=headquarters())
    author.__dict__.pop("_live_posts", None)
    with pytest.raises(AuthorSigns):
        sign_act(act, by=author)
    sign_act(act, by=signer())

    with pytest.raises(SameOffice):
        sign_act(act, by=signer())


def test_an_act_needs_somebody():
    by = officer()

    with pytest.raises(EmptyAct):
        propose_act(draft_act(make_chapter(), "مصوبه", by=by), by=by)


def test_a_proposed_act_is_not_changed():
    act = make_proposed_act()

    with pytest.raises(ActClosed):
        add_entry(act, by=act.author, person=make_person(), member_since=long_ago())


def test_a_returned_act_loses_its_first_signature():
    act = make_proposed_act()
    sign_act(act, by=signer())

    returned = return_act(act, by=signer(), reason="نام یک نفر اشتباه است.")

    assert (returned.state, returned.first_signer) == (FoundingAct.State.DRAFT, None)


def test_a_woman_who_is_not_known_yet_is_entered_by_name():
    act = make_act(people=0)

    entry = add_entry(act, by=act.author, first_name="مهری", last_name="آذرپناه", member_since=long_ago())

    assert entry.person.full_name == "مهری آذرپناه"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"first_name": "", "last_name": "آ"}, NameMissing),
        ({"first_name": "م", "last_name": "آ", "member_since": today() + timedelta(days=2)}, BadDate),
    ],
)
def test_an_entry_needs_a_name_and_a_past_day(values, refusal):
    act = make_act(people=0)

    with pytest.raises(refusal):
        add_entry(act, by=act.author, **{"member_since": long_ago(), **values})


def test_the_same_woman_is_entered_once_and_can_be_taken_off():
    act, person = make_act(people=0), make_person()
    add_entry(act, by=act.author, person=person, member_since=long_ago(), craft="نان")
    entry = add_entry(act, by=act.author, person=person, member_since=long_ago(), craft="نان محلی")

    assert [one.craft for one in act.entries.all()] == ["نان محلی"]
    remove_entry(entry, by=act.author)
    assert not act.entries.exists()


def test_a_void_act_makes_nothing():
    act = make_proposed_act()
    void_act(act, by=signer(), reason="دوباره می‌نویسیم.")

    with pytest.raises(ActClosed):
        sign_act(act, by=signer())
