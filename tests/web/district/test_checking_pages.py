"""The officer's checks: only of her places, every reading logged, each decision where its effect is."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.calls.models import Application, Attachment
from koushaneh.people.models import AccessBlock
from koushaneh.registry.models import Proof
from koushaneh.screening.actions.checking import start_checking
from koushaneh.screening.models import Eligibility
from tests.factories.access import make_account, make_person, make_post
from tests.factories.screening import ANSWERS, make_application, make_call
from tests.web.review.entering import enter

S = Application.State
pytestmark = pytest.mark.django_db
IN_COHORT = {"in_cohort": {"value": True, "evidence": "verified", "since": None}}
NOT_VERIFIED = {"head_of_household": {"value": True, "evidence": "declared", "since": None}}


@pytest.fixture
def maryam(client):
    account = make_post(Role.DISTRICT_OFFICER, 7).account
    enter(client, account)
    return account


def checked(number=7, call=None, **more):
    call = call or make_call()
    application = make_application(call, number, **more)
    start_checking(call, by=None)
    return application


def address(application, *rest):
    return "/".join(["/d/checks", application.tracking_code, *rest, ""])


def test_the_queue_holds_her_district_and_every_name_on_it_is_logged(client, maryam):
    here, elsewhere = checked(7), checked(8)

    body = client.get("/d/checks/").content.decode()

    assert (here.tracking_code in body, elsewhere.tracking_code in body) == (True, False)
    assert list(Reading.objects.values_list("person_id", flat=True)) == [here.person_id]


def test_another_districts_application_is_like_one_that_never_existed(client, maryam):
    elsewhere = checked(8)

    answers = [client.get(address(elsewhere))]
    answers += [
        client.post(address(elsewhere, verb)) for verb in ("requests", "admission", "exclusion", "gates/age")
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_a_block_hides_an_application_from_the_officer(client, maryam):
    application = checked()
    blocked = make_person(account=maryam)
    AccessBlock.objects.create(subject=application.person, blocked=blocked, reason="…", set_by=make_account())

    assert client.get(address(application)).status_code == 404


def test_the_page_says_what_each_gate_found_and_on_what_ground(client, maryam):
    body = client.get(address(checked(facts=NOT_VERIFIED))).content.decode()

    assert "هنوز با مدرک بررسی نشده است" in body
    assert "سن: ۴۱ سال" in body


def test_seeing_the_original_settles_a_gate_and_she_becomes_eligible(client, maryam):
    application = checked(facts=NOT_VERIFIED)

    client.post(
        address(application, "gates/head_verified"), {"result": "passed", "proof_kind": "identity_card"}
    )
    client.post(address(application, "admission"))

    application.refresh_from_db()
    assert application.state == S.ELIGIBLE
    assert Proof.objects.get(file=application.file).state == Proof.State.ORIGINAL_SEEN
    assert Eligibility.objects.get(application=application, rule="head_verified").by == maryam


def test_an_open_gate_is_refused_in_words(client, maryam):
    application = checked(facts=IN_COHORT)

    answer = client.post(address(application, "admission"))

    assert (answer.status_code, "شرط‌های باز" in answer.content.decode()) == (409, True)


def test_what_is_missing_is_asked_for_with_a_clock(client, maryam):
    application = checked(facts=NOT_VERIFIED)

    client.post(address(application, "requests"), {"text": "برگهٔ سرپرستی را بیاورید."})

    asked = application.info_requests.get()
    assert (asked.about, asked.by, asked.due_at > timezone.now()) == ("head_verified", maryam, True)
    assert "برگهٔ سرپرستی را بیاورید." in client.get(address(application)).content.decode()


def test_an_exclusion_keeps_its_reasons(client, maryam):
    application = checked(facts=IN_COHORT)

    client.post(address(application, "exclusion"))

    application.refresh_from_db()
    assert application.state == S.INELIGIBLE
    assert application.decisions.get().reasons == [{"code": "gate.not_in_cohort", "facts": {}}]


def test_all_passed_ones_of_her_places_are_admitted_in_one_act(client, maryam):
    call = make_call()
    here = [checked(7, call) for _ in range(2)]
    elsewhere = checked(8, call)

    client.post(f"/d/checks/calls/{call.pk}/admissions/")

    assert set(
        Application.objects.filter(pk__in=[one.pk for one in here]).values_list("state", flat=True)
    ) == {S.ELIGIBLE}
    elsewhere.refresh_from_db()
    assert elsewhere.state == S.CHECKING


def test_the_queue_takes_the_same_number_of_queries_for_one_and_for_many(client, maryam):
    def queries(count):
        call = make_call()
        for _ in range(count):
            make_application(call, 7)
        start_checking(call, by=None)
        client.get("/d/checks/")  # what is read once for all is read now
        with CaptureQueriesContext(connection) as caught:
            client.get("/d/checks/")
        return [query["sql"] for query in caught if "SAVEPOINT" not in query["sql"]]

    assert len(queries(1)) == len(queries(5)) <= 12


def test_what_she_sent_is_opened_by_her_officer_alone_and_logged(client, maryam):
    here, elsewhere = checked(7), checked(8)
    papers = [
        Attachment.objects.create(
            application=one,
            key="info",
            kind="document",
            size=4,
            content=ContentFile(b"%PDF", name="paper.pdf"),
        )
        for one in (here, elsewhere)
    ]

    answers = [
        client.get(address(one, f"papers/{paper.pk}"))
        for one, paper in zip((here, elsewhere), papers, strict=True)
    ]
    crossed = client.get(address(here, f"papers/{papers[1].pk}"))

    assert [answer.status_code for answer in (*answers, crossed)] == [200, 404, 404]
    assert (b"".join(answers[0]), answers[0]["X-Content-Type-Options"]) == (b"%PDF", "nosniff")
    assert Reading.objects.filter(person_id=here.person_id, opened=True).exists()


def test_a_missing_answer_is_entered_on_the_page(client, maryam):
    application = checked(answers={key: value for key, value in ANSWERS.items() if key != "skill"})
    shown = "پاسخ‌های کم" in client.get(address(application)).content.decode()

    client.post(address(application, "answers/skill"), {"answer": "self_taught"})

    assert (shown, application.answers.get(key="skill").value) == (True, "self_taught")
    assert "پاسخ‌های کم" in client.get(address(application)).content.decode()
