"""Milestones: she claims, another person verifies, and what is missing comes back in words."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.notify.models import Notice
from koushaneh.path.actions import definitions, milestones
from koushaneh.path.actions.plans import end_plan
from koushaneh.path.models import MilestoneClaim, State
from koushaneh.path.rules import claims_for, milestones_at, to_verify
from koushaneh.path.shipped import MILESTONES, ship_milestones
from tests.factories.access import make_post
from tests.factories.path import make_claim, make_follow_up_officer, make_launch, make_plan
from tests.factories.places import city, district
from tests.factories.results import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(template="founding", days_ago=200)


@pytest.fixture
def follower():
    return make_follow_up_officer()


@pytest.fixture
def district_officer():
    return make_post(Role.DISTRICT_OFFICER, 7).account


def test_a_verified_milestone_finishes_the_step_of_its_name_and_tells_her(plan, follower):
    for key in ("business", "cost", "selling"):
        milestones.finish_step(plan.steps.get(key=key), by=None)
    claim = make_claim(plan, reached_on=today() - timedelta(days=4))

    milestones.verify_claim(claim, by=follower)
    milestones.verify_claim(claim, by=follower)

    step = plan.steps.get(key="first_sale")
    assert (step.state, step.settled_on) == (State.DONE, today() - timedelta(days=4))
    assert plan.steps.filter(key="launch").exists()  # what follows it got its day
    assert Notice.objects.filter(person=plan.person, template="milestone_verified").count() == 1


def test_nobody_verifies_what_she_wrote_herself(plan, follower, district_officer):
    claim = make_claim(plan, by=follower)

    with pytest.raises(milestones.NotYours):
        milestones.verify_claim(claim, by=follower)
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database holds it too
        MilestoneClaim.objects.filter(pk=claim.pk).update(
            state="verified", decided_at=timezone.now(), decided_by=follower
        )

    assert milestones.verify_claim(claim, by=district_officer).state == "verified"


def test_a_woman_with_a_post_does_not_verify_her_own(plan, follower):
    plan.person.account = follower
    plan.person.save(update_fields=["account"])

    with pytest.raises(milestones.NotYours):
        milestones.verify_claim(make_claim(plan, by=make_follow_up_officer()), by=follower)


def test_another_districts_officer_neither_sees_nor_verifies(plan):
    claim, stranger = make_claim(plan), make_follow_up_officer(8)

    assert not claims_for(stranger).exists()
    with pytest.raises(milestones.NotYours):
        milestones.verify_claim(claim, by=stranger)
    with pytest.raises(milestones.NotYours):
        milestones.return_claim(claim, by=stranger, missing="رسید")


def test_nothing_is_verified_that_nothing_shows(plan, follower):
    with pytest.raises(milestones.NoEvidence):
        milestones.verify_claim(make_claim(plan, shown=False), by=follower)


def test_a_picture_of_hers_is_enough(plan, follower, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    claim = make_claim(plan, shown=False)
    milestones.show_evidence(claim, ContentFile(b"RIFF", "x.webp"), by=plan.person.account, about="دفتر")

    assert milestones.verify_claim(claim, by=follower).state == "verified"


def test_what_is_missing_comes_back_and_the_same_claim_is_sent_again(plan, follower):
    claim = milestones.return_claim(make_claim(plan), by=follower, missing="رسید نیست")
    assert (claim.state, claim.missing) == ("returned", "رسید نیست")

    again = make_claim(plan, story="رسید را آوردم")

    assert (again.pk, again.state, again.story) == (claim.pk, "claimed", "رسید را آوردم")
    assert Notice.objects.filter(person=plan.person, template="milestone_returned").exists()


def test_a_claim_is_not_returned_without_a_word(plan, follower):
    with pytest.raises(milestones.SayWhat):
        milestones.return_claim(make_claim(plan), by=follower, missing=" ")


def test_one_claim_for_one_milestone_until_it_is_taken_back(plan):
    claim = make_claim(plan)
    with pytest.raises(milestones.AlreadyClaimed):
        make_claim(plan)

    milestones.withdraw_claim(claim, by=plan.person.account)

    assert make_claim(plan).pk != claim.pk


def test_a_verified_one_is_not_taken_back(plan, follower):
    claim = milestones.verify_claim(make_claim(plan), by=follower)

    with pytest.raises(milestones.ClaimClosed):
        milestones.withdraw_claim(claim, by=plan.person.account)
    with pytest.raises(milestones.ClaimClosed):
        milestones.see_evidence(claim, by=follower, about="دفتر")


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({"product": ""}, "product"),
        ({"permit": ""}, "permit"),
        ({"permit": "held"}, "number"),
        ({"story": " "}, "story"),
        ({"reached_on": today() + timedelta(days=1)}, "day"),
    ],
)
def test_a_launch_says_its_product_and_its_permit(plan, said, part):
    with pytest.raises(milestones.BadClaim) as refused:
        make_claim(plan, "launch", **{"product": "نان", "permit": "not_needed", **said})

    assert refused.value.facts == {"part": part}


def test_a_launch_needs_a_verified_first_sale(plan, district_officer):
    claim = make_claim(plan, "launch", product="نان", permit="not_needed")

    with pytest.raises(milestones.NoFirstSale):
        milestones.verify_claim(claim, by=district_officer)


def test_a_launch_waits_for_a_permit_that_was_asked_for(plan, district_officer):
    with pytest.raises(milestones.PermitWaited):
        milestones.verify_claim(make_launch(plan, permit="asked"), by=district_officer)


def test_a_launch_is_verified_by_the_office_and_not_by_who_follows_her(plan, follower, district_officer):
    claim = make_launch(plan)

    assert to_verify(district_officer).filter(pk=claim.pk).exists()
    assert not to_verify(follower).filter(pk=claim.pk).exists()
    with pytest.raises(milestones.NotYours):
        milestones.verify_claim(claim, by=follower)
    assert milestones.verify_claim(claim, by=district_officer).state == "verified"


def test_a_retired_or_foreign_milestone_is_not_offered(plan):
    shipped = ship_milestones(city())
    definitions.retire_milestone(shipped["income"], by=officer())

    assert not milestones_at(plan.place).filter(code="income").exists()
    with pytest.raises(milestones.NotOffered):
        make_one(plan, shipped["income"])
    with pytest.raises(milestones.NotOffered):
        make_one(plan, ship_milestones(district(8))["income"])

    restored = definitions.restore_milestone(shipped["income"], by=officer())
    assert make_one(plan, restored).state == "claimed"


def make_one(plan, milestone):
    found = type(milestone).objects.get(pk=milestone.pk)
    return milestones.claim_milestone(plan, found, by=plan.person.account, reached_on=today(), story="فروختم")


def test_an_ended_path_claims_nothing(plan, follower):
    end_plan(plan, by=follower, ending="moved")

    with pytest.raises(Exception, match=r"path\.ended"):
        make_claim(plan)


def test_shipping_twice_ships_once_and_keeps_what_was_changed():
    first = ship_milestones(city())
    definitions.put_milestone(
        city(),
        by=officer(),
        milestone=first["income"],
        title="درآمد",
        evidence="فیش",
        verifier="office",
    )

    again = ship_milestones(city())

    assert set(again) == set(MILESTONES)
    assert again["income"].title == "درآمد"


def test_only_headquarters_of_the_place_defines(follower):
    with pytest.raises(definitions.NotYours):
        definitions.put_milestone(city(), by=follower, title="بیمه", evidence="دفترچه", verifier="office")
