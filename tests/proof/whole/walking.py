"""Scenarios of paths and their templates."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.core.time import today
from koushaneh.path.actions import definitions, milestones, plans, steps, templates
from koushaneh.path.shipped import ship_milestones, ship_templates
from koushaneh.screening.models import Cohort, Enrolment
from tests.factories.access import make_post
from tests.factories.path import make_claim, make_follow_up_officer, make_launch, make_plan, make_woman
from tests.factories.places import city, district
from tests.factories.results import make_released, officer
from tests.proof.whole.acts import act, scenario


def shipped():
    return ship_templates(city())["entry"]


def draft():
    return templates.revise_template(shipped(), by=officer())


def step(key="first_talk", **more):
    return make_plan(days_ago=40, **more).steps.get(key=key)


@scenario(templates.clone_template)
def a_template_taken_over():
    return act(templates.clone_template, shipped(), by=officer(), place=district(7))


@scenario(templates.revise_template)
def a_next_version():
    return act(templates.revise_template, shipped(), by=officer())


@scenario(templates.put_step)
def a_step_of_a_template():
    return act(
        templates.put_step, draft(), "bank", by=officer(), kind="milestone", days=9, title="حساب بانکی"
    )


@scenario(templates.take_step)
def a_step_taken_out():
    return act(templates.take_step, draft(), "group", by=officer())


@scenario(templates.publish_template)
def a_version_in_force():
    return act(templates.publish_template, draft(), by=officer())


@scenario(plans.begin_plan)
def a_path_begins():
    return act(
        plans.begin_plan, make_woman(), by=None, template=shipped(), place=district(7), starts_on=today()
    )


@scenario(plans.begin_cohort)
def a_cohort_sets_out():
    call = make_released().call
    cohort = Cohort.objects.filter(call=call).first()
    for application in call.applications.filter(state="offered"):
        Enrolment.objects.create(
            cohort=cohort,
            person=application.person,
            application=application,
            enrolled_at=timezone.now(),
        )
    return act(plans.begin_cohort, cohort, by=officer(), template=shipped())


@scenario(plans.write_goals)
def her_goals():
    return act(plans.write_goals, make_plan(), "می‌خواهم نان بفروشم", by=None)


@scenario(plans.agree_plan)
def her_yes():
    plan = make_plan()
    version = plans.write_goals(plan, "نان", by=plan.person.account)
    return act(plans.agree_plan, version, by=plan.person.account)


@scenario(plans.follow_up)
def somebody_asks_after_her():
    next_on = today() + timedelta(days=9)
    return act(plans.follow_up, make_plan(), by=make_follow_up_officer(), way="phone", next_on=next_on)


@scenario(plans.hand_plan)
def a_path_in_other_hands():
    return act(plans.hand_plan, make_plan(), make_follow_up_officer(), by=None)


@scenario(plans.end_plan)
def a_path_ends():
    return act(plans.end_plan, make_plan(), by=make_follow_up_officer(), ending="moved")


@scenario(steps.add_step)
def a_step_of_her_own():
    return act(steps.add_step, make_plan(), by=None, kind="workshop", title="خیاطی", due=today())


@scenario(steps.move_step)
def another_day():
    return act(steps.move_step, step(), by=None, due=today() + timedelta(days=20))


@scenario(steps.schedule_step)
def a_step_with_an_appointment():
    return act(steps.schedule_step, step(), by=None)


@scenario(steps.unschedule_step)
def a_step_whose_appointment_is_off():
    return act(steps.unschedule_step, steps.schedule_step(step(), by=None), by=None)


@scenario(steps.finish_step)
def a_step_done_and_what_follows_it():
    return act(steps.finish_step, step(), by=None)


@scenario(steps.miss_step)
def a_step_missed():
    return act(steps.miss_step, step(), by=None)


@scenario(steps.excuse_step)
def a_step_excused():
    return act(steps.excuse_step, step(), by=None, why="بیمار بود")


@scenario(steps.drop_step)
def a_step_that_does_not_fit():
    return act(steps.drop_step, step(), by=None, why="نمی‌خواهد")


@scenario(milestones.claim_milestone)
def a_milestone_claimed():
    plan = make_plan()
    return act(
        milestones.claim_milestone,
        plan,
        ship_milestones(city())["income"],
        by=plan.person.account,
        reached_on=today(),
        story="ده بسته فروختم",
    )


@scenario(milestones.show_evidence)
def a_picture_of_it():
    claim = make_claim()
    picture = ContentFile(b"RIFF", name="x.webp")
    return act(milestones.show_evidence, claim, picture, by=claim.plan.person.account, about="دفتر فروش")


@scenario(milestones.see_evidence)
def an_original_seen():
    return act(milestones.see_evidence, make_claim(), by=make_follow_up_officer(), about="دفتر فروش")


@scenario(milestones.verify_claim)
def a_launch_verified_with_its_step():
    plan = make_plan(template="founding")
    steps.add_step(plan, by=None, kind="milestone", title="آغاز کسب‌وکار", due=today())
    plan.steps.filter(title="آغاز کسب‌وکار").update(key="launch")
    by = make_post(Role.DISTRICT_OFFICER, 7).account
    return act(milestones.verify_claim, make_launch(plan), by=by)


@scenario(milestones.return_claim)
def a_claim_sent_back():
    return act(milestones.return_claim, make_claim(), by=make_follow_up_officer(), missing="رسید نیست")


@scenario(milestones.withdraw_claim)
def a_claim_taken_back():
    claim = make_claim()
    return act(milestones.withdraw_claim, claim, by=claim.plan.person.account)


@scenario(definitions.put_milestone)
def a_milestone_defined():
    return act(
        definitions.put_milestone, city(), by=officer(), title="بیمه", evidence="دفترچه", verifier="office"
    )


@scenario(definitions.retire_milestone)
def a_milestone_retired():
    return act(definitions.retire_milestone, ship_milestones(city())["income"], by=officer())


@scenario(definitions.restore_milestone)
def a_milestone_offered_again():
    retired = definitions.retire_milestone(ship_milestones(city())["income"], by=officer())
    return act(definitions.restore_milestone, retired, by=officer())
