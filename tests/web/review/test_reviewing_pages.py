"""A reviewer's pages: nothing that tells who she is, nothing of others before one's own is locked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from koushaneh.calls.models import Answer
from koushaneh.people.models import AccessBlock
from koushaneh.screening.actions.assigning import assign_reviews
from koushaneh.screening.actions.reviewing import lock_review
from koushaneh.screening.models import Assignment, Conflict, Redaction
from tests.factories.access import make_account, make_person
from tests.factories.places import district
from tests.factories.screening import ANSWERS, make_call, make_eligible, make_reviewer
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db
NAME, FAMILY, PHONE, ADDRESS, ID = "گلچهره", "سروستانی", "+989351234599", "کوچهٔ بنفشه", "0499370899"
PLANTED = "من گلچهره سروستانی‌ام، کوچهٔ بنفشه، ۰۹۳۵۱۲۳۴۵۹۹"


@pytest.fixture
def planted():
    """An application in which everything that could leak has been planted, with two reviewers from elsewhere."""
    call = make_call()
    for _ in range(2):
        make_reviewer(12)
    application = make_eligible(
        call, 7, answers={**ANSWERS, "income_rials": 77_770_000, "housing": "insecure"}
    )
    person = application.person
    person.set_name(NAME, FAMILY)
    person.save()
    person.identity.address, person.identity.number = ADDRESS, ID
    person.identity.save()
    contact = person.contacts.get()
    contact.set_phone(PHONE)
    contact.save()
    Answer.objects.filter(application=application, key="plan").update(value=PLANTED)
    assign_reviews(call, by=None)
    return application


def holder(application):
    return application.assignments.order_by("pk").first()


def secrets_of(application):
    return [
        NAME,
        FAMILY,
        PHONE,
        PHONE[3:],
        "۰۹۳۵۱۲۳۴۵۹۹",
        ADDRESS,
        ID,
        application.tracking_code,
        application.person.public_id,
        application.file.number,
        district(7).name,
        "tehran-07",
        "۷٬۷۷۷٬۰۰۰",
        "77770000",
        "ناپایدار",
    ]


def address(application, *rest):
    return "/".join(["/review/reviews", application.review_code, *rest, ""])


def test_no_page_message_or_export_for_a_reviewer_holds_what_tells_who_she_is(client, planted):
    enter(client, holder(planted).reviewer)
    posted = {"score_C1": "4", "note_C1": "روشن", "note": "خوب"}

    answers = [
        client.get("/review/"),
        client.get("/review/reviews/"),
        client.get("/review/reviews/?format=csv"),
        client.get("/review/reviews/", headers={"HX-Request": "true", "HX-Target": "list-reviews"}),
        client.get(address(planted)),
        client.get(address(planted), headers={"HX-Request": "true"}),
        client.post(address(planted, "saving"), posted, follow=True),
        client.post(address(planted, "locking"), {}, follow=True),
        client.post(address(planted, "locking"), posted, follow=True),
        client.get(address(planted)),
    ]

    bodies = [answer.content.decode() for answer in answers]
    assert all(planted.review_code in bodies[index] for index in (1, 4, 9))
    assert [secret for secret in secrets_of(planted) for body in bodies if secret in body] == []


def test_the_search_for_leaks_finds_them_where_the_twin_is_not_edited(client, planted):
    Redaction.objects.filter(application=planted).update(texts={"plan": PLANTED})
    enter(client, holder(planted).reviewer)

    body = client.get(address(planted)).content.decode()

    assert [secret for secret in secrets_of(planted) if secret in body] == [
        NAME,
        FAMILY,
        "۰۹۳۵۱۲۳۴۵۹۹",
        ADDRESS,
    ]


def closed_by_conflict(application, account):
    Conflict.objects.create(
        application=application, account=account, kind=Conflict.Kind.CASEWORKER, is_pinned=True
    )


def closed_by_block(application, account):
    AccessBlock.objects.create(
        subject=application.person,
        blocked=make_person(account=account),
        reason="خویشاوند",
        set_by=make_account(),
    )


def closed_by_text(application, account):
    Redaction.objects.filter(application=application).update(state=Redaction.State.WORKING)


def closed_by_time(application, account):
    account.posts.update(ends_on="2020-01-01")


@pytest.mark.parametrize("close", [closed_by_conflict, closed_by_block, closed_by_text])
def test_a_closed_application_is_like_one_that_never_existed(client, planted, close):
    account = holder(planted).reviewer
    enter(client, account)
    open_before = client.get(address(planted)).status_code
    close(planted, account)

    closed = client.get(address(planted))
    absent = client.get("/review/reviews/zzzzzzzz/")
    posts = [client.post(address(planted, verb), {"score_C1": "3", "reason": "…"}) for verb in VERBS]

    assert (open_before, closed.status_code, {post.status_code for post in posts}) == (200, 404, {404})
    assert plain(closed, planted.review_code) == plain(absent, "zzzzzzzz")


def plain(answer, code):
    """The body without the code that was asked for and without tokens, which differ in every answer."""
    return re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()).replace(code, "")


VERBS = ("saving", "locking", "revision", "recusal", "declining")


def test_who_is_no_reviewer_any_more_finds_no_page(client, planted):
    account = holder(planted).reviewer
    closed_by_time(planted, account)
    enter(client, account)

    assert client.get(address(planted)).status_code == 404


def test_another_reviewers_words_are_invisible_until_ones_own_are_locked(client, planted):
    mine, other = planted.assignments.order_by("pk")
    lock_review(other, by=other.reviewer, scores={"C1": 5}, notes={"C1": "نظرپنهان"}, note="یادداشت‌پنهان")
    enter(client, mine.reviewer)
    client.post(address(planted, "saving"), {"score_C1": "4"})

    before = client.get(address(planted)).content.decode()
    client.post(address(planted, "locking"), {"score_C1": "4"})
    after = client.get(address(planted)).content.decode()

    assert ("نظرپنهان" in before, "یادداشت‌پنهان" in before) == (False, False)
    assert ("نظرپنهان" in after, "یادداشت‌پنهان" in after) == (True, True)


def test_locking_leads_to_the_next_open_review(client):
    call = make_call()
    for _ in range(2):
        make_reviewer(12)
    first, second = make_eligible(call), make_eligible(call)
    assign_reviews(call, by=None)
    enter(client, holder(first).reviewer)

    answer = client.post(address(first, "locking"), {"score_C1": "3"})

    assert answer["Location"] == address(second)


def test_a_review_without_a_score_is_refused_in_words(client, planted):
    enter(client, holder(planted).reviewer)

    answer = client.post(address(planted, "locking"), {})

    assert (answer.status_code, holder(planted).state) == (422, Assignment.State.PROPOSED)
    assert "این بخش هنوز خالی است" in answer.content.decode()


def test_who_steps_aside_does_not_see_it_again(client, planted):
    account = holder(planted).reviewer
    enter(client, account)

    client.post(address(planted, "recusal"), {"reason": "همسایه‌ایم"})

    assert client.get(address(planted)).status_code == 404
    assert Conflict.objects.get(application=planted, account=account).reason == "همسایه‌ایم"


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_many(client):
    def queries(count):
        call = make_call()
        account = make_reviewer(12)
        make_reviewer(13)
        for _ in range(count):
            application = make_eligible(call)
            Assignment.objects.create(application=application, reviewer=account, due_at="2027-01-01T00:00Z")
        enter(client, account)
        with CaptureQueriesContext(connection) as caught:
            client.get("/review/reviews/")
        return len(caught)

    assert queries(1) == queries(5) <= 12


def test_a_reviewer_says_yes_to_all_that_waits_with_one_button(client, planted):
    mine, other = planted.assignments.order_by("pk")
    enter(client, mine.reviewer)
    before = client.get("/review/reviews/").content.decode()

    answer = client.post("/review/reviews/acceptance/", follow=True)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert "/review/reviews/acceptance/" in before
    assert "/review/reviews/acceptance/" not in answer.content.decode()
    assert (mine.state, other.state) == ("accepted", "proposed")
