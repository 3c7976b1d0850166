"""Batches of her rights, which the clock or a restore goes through; each returns (the batch, what it has made)."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from koushaneh.audit import journal
from koushaneh.audit.models import Erased
from koushaneh.measures import actions as measures
from koushaneh.measures.models import Response
from koushaneh.notify.models import Notice
from koushaneh.people.models import Person
from koushaneh.registry.models import CallTask
from koushaneh.rights.actions import again, clocks, keeping
from koushaneh.rights.actions.executing import token_of
from koushaneh.rights.models import ErasureRequest, Receipt, RetentionRule
from koushaneh.rights.models.erasing import code_index
from tests.factories.access import make_post
from tests.factories.calls_applications import make_woman
from tests.factories.measures import make_sitting
from tests.factories.rights import make_weighed_wish, make_wish


def later(days):
    return timezone.now() + timedelta(days=days)


def wishes():
    """Ids and codes are made anew when a woman is erased, so they are counted."""
    return (
        Counter(ErasureRequest.objects.values_list("state", flat=True)),
        Person.objects.exclude(erased_at=None).count(),
        Receipt.objects.count(),
        Notice.objects.count(),
    )


def wishes_that_nobody_weighed():
    make_weighed_wish()
    make_weighed_wish()
    return lambda: clocks.decide_overdue(later(40)), wishes


def women_whose_day_has_come():
    make_wish()
    make_wish(make_sitting().person)
    ErasureRequest.objects.update(state="waiting")
    return lambda: clocks.carry_out_due(later(8)), wishes


def a_turn_of_the_clock():
    make_weighed_wish()
    make_wish()
    return lambda: clocks.keep_wishes(later(40)), wishes


def lines():
    """The journal of an erased woman, and of answers that she took back, that a backup has brought again."""
    woman, sitting = make_woman(), make_sitting()
    detail = {"code_index": code_index("abcdefghjkmn"), "asked_at": timezone.now().isoformat()}
    detail |= {"erased": {}, "stays": []}
    step = measures.next_step(sitting)
    given = step.stored.code, step.key, f"{step.values[0]:g}"
    measures.answer_item(sitting, *given, by=sitting.person.account)
    at = later(1)
    return [
        Erased(scope="person", token=token_of(woman), at=at, detail=detail),
        Erased(scope="sitting", token=measures.token_of_sitting(sitting), at=at, detail={}),
    ]


def erased_again():
    return wishes(), Response.objects.count(), Erased.objects.count()


def a_journal_done_again():
    found = lines()
    return lambda: again.apply_journal(found), erased_again


def a_journal_read_from_its_file():
    for line in lines():
        line.save()
    journal.write()
    Erased.objects.all().delete()
    return lambda: again.apply_files([journal.path()]), erased_again


def old_notes():
    officer = make_post(number=7).account
    for number in range(5):
        CallTask.objects.create(
            person=make_woman(),
            place=officer.posts.get().office.place,
            reason=CallTask.Reason.CALL_ME,
            note=f"یادداشت {number}",
            due_at=timezone.now(),
            done_at=timezone.now(),
            done_by=officer,
        )


def kept():
    return CallTask.objects.exclude(note="").count(), RetentionRule.objects.filter(
        next_at__lte=later(1000)
    ).count()


def a_kind_that_is_too_old():
    old_notes()
    rule = keeping.rule_of("call_notes")
    return lambda: keeping.sweep(RetentionRule.objects.get(pk=rule.pk), later(1000)), kept


def a_night():
    old_notes()
    return lambda: keeping.sweep_due(later(1000)), kept


NIGHTS = [
    wishes_that_nobody_weighed,
    women_whose_day_has_come,
    a_turn_of_the_clock,
    a_journal_done_again,
    a_journal_read_from_its_file,
    a_kind_that_is_too_old,
    a_night,
]
