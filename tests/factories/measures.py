"""Sittings of the baseline, begun through the actions."""

from koushaneh.measures.actions import answer_item, begin_baseline
from koushaneh.measures.battery import steps_of
from tests.factories.calls_applications import make_submitted

WORDING = "پاسخ‌هایم فقط برای سنجش برنامه‌ها به کار می‌رود."


def make_sitting(application=None):
    application = application or make_submitted()
    return begin_baseline(application, by=application.person.account, wording=WORDING)


def make_finished_sitting(application=None, *, skipped=()):
    """Every item answered with its highest value, those in `skipped` left out."""
    sitting = make_sitting(application)
    for step in steps_of(sitting.wave):
        raw = "" if step.key in skipped else f"{step.values[-1]:g}"
        answer_item(sitting, step.stored.code, step.key, raw, by=sitting.person.account)
    sitting.refresh_from_db()
    return sitting
