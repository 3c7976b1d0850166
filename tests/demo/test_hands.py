"""The cast does what waits for it, in any call: another form, one track, other indicators."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from koushaneh.access.models import Installation, Role
from koushaneh.association.actions import found_chapter
from koushaneh.calls.models import Application
from koushaneh.demo.hands import HANDS, MOST
from koushaneh.demo.inventing import answers_to
from koushaneh.people.models import Account
from koushaneh.screening.actions.assigning import assign_reviews
from koushaneh.screening.actions.checking import ask_for_evidence, start_checking
from tests.factories import screening
from tests.factories.access import make_account, make_post
from tests.factories.calls_applications import make_woman
from tests.factories.forms import make_custom_call, option, words
from tests.factories.places import city
from tests.factories.results import make_released

pytestmark = pytest.mark.django_db
HARD = [
    {"key": "own_wish", "kind": "yes_no", "text": words("می‌خواهید؟", "Do you wish it?"), "required": True},
    {"key": "sum", "kind": "money", "text": words("درآمد؟", "Income?"), "required": True, "minimum": 5},
    {"key": "photo", "kind": "picture", "text": words("عکس؟", "A picture?"), "required": True},
    {"key": "voice", "kind": "voice", "text": words("صدا؟", "A voice?"), "required": True},
    {"key": "home", "kind": "place", "text": words("کجا؟", "Where?"), "required": True},
    {"key": "when", "kind": "day", "text": words("کی؟", "When?"), "required": True},
    {
        "key": "skill",  # another question under a name that the shipped form has as well
        "kind": "several",
        "text": words("کدام‌ها؟", "Which?"),
        "required": True,
        "options": [option("a", "الف", "A")],
    },
    {
        "key": "why",
        "kind": "line",
        "text": words("چرا الف؟", "Why A?"),
        "required": True,
        "when": {"skill": ["a"]},
        "maximum": 4,
    },
]


@pytest.fixture
def demo():
    Installation.objects.create(name="نمونه", is_demo=True)
    found_chapter(city(), "کانون", by=None, founded_on=timezone.localdate() - timedelta(days=900))


def said(client, call, turn):
    """Let the cast do it by the page, and return the count that the page tells."""
    answer = client.post(f"/demo/way/{call.code}/{turn}/", follow=True)
    assert answer.status_code == 200, answer.text
    return [str(message) for message in answer.context["messages"]]


def make_women(count):
    make_post(number=7)
    return [make_woman(bound=False, with_account=False) for _ in range(count)]


def test_women_apply_to_a_call_with_one_track(client, demo):
    make_women(4)
    call = screening.make_call(state="open", tracks=["service"])

    told = said(client, call, "apply")

    assert told == ["۴ مورد انجام شد."]
    assert set(call.applications.values_list("state", "track")) == {("submitted", "service")}


def test_women_apply_to_a_form_of_another_making_with_files(client, demo):
    make_women(4)
    call = make_custom_call(state="open")
    call.form.questions = HARD
    call.form.save()

    told = said(client, call, "apply")

    assert told == ["۴ مورد انجام شد."]
    assert set(call.applications.values_list("state", "channel")) == {
        ("submitted", "self"),
        ("submitted", "assisted"),
    }
    assert Application.objects.first().attachments.count() == 2


def test_the_same_seed_invents_the_same_answers(demo):
    call = make_custom_call(state="open")

    assert answers_to(call, Random("a")) == answers_to(call, Random("a"))


def test_where_nobody_is_left_the_page_says_so(client, demo):
    call = screening.make_call(state="open")

    assert said(client, call, "apply") == ["کسی نبود که بتواند این کار را اکنون انجام دهد."]


def test_what_is_done_is_counted_through_checks_texts_and_reviews(client, demo):
    make_women(3)
    call = screening.make_call(state="open")
    said(client, call, "apply")
    type(call).objects.filter(pk=call.pk).update(state="closed", closes_at=timezone.now())
    call.refresh_from_db()
    start_checking(call, by=None)
    waiting = call.applications.filter(state="checking")
    ask_for_evidence(waiting.first(), by=make_account(), text="مدرک را بیاورید.")
    make_post(Role.TEXT_EDITOR)
    for _ in range(3):
        screening.make_reviewer(12)
    Account.objects.exclude(name="").update(is_cast=True)

    told = [said(client, call, "answer_info"), said(client, call, "check"), said(client, call, "edit_texts")]
    assign_reviews(call, by=None)
    told.append(said(client, call, "review"))

    assert told[0] == ["۱ مورد انجام شد."]
    assert told[1] == told[2] == ["۳ مورد انجام شد."]
    assert told[3] == ["۶ مورد انجام شد."]
    assert not call.applications.exclude(state__in=["in_review", "scored", "reviewed"]).exists()


def test_offers_that_are_answered_are_counted(demo):
    call = make_released().call
    make_post(number=7)
    waiting = call.offers.filter(state="open").count()

    done = HANDS["answer_offer"](call)

    assert 0 < waiting <= MOST
    assert (done, call.offers.filter(state="open").count()) == (waiting, 0)
