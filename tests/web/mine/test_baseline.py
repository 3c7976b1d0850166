import pytest

from koushaneh.measures.actions import next_step
from koushaneh.measures.models import Response, Sitting
from tests.factories.calls_applications import make_draft, make_submitted
from tests.factories.measures import make_finished_sitting, make_sitting
from tests.web.mine.test_applying import enter, my, text_of

pytestmark = pytest.mark.django_db


def test_after_sending_she_is_offered_the_questionnaire_and_may_say_no(client):
    application = make_submitted()
    enter(client, application.person)
    assert "نه، نمی‌خواهم" in text_of(client.get(my(application, "questionnaire/")))

    client.post(my(application, "questionnaire/refusal/"))

    assert Sitting.objects.get().declined_at is not None
    assert "هیچ اثری بر درخواست شما ندارد" in text_of(client.get(my(application, "questionnaire/")))


def test_a_draft_is_told_that_it_is_not_open(client):
    application = make_draft()
    enter(client, application.person)

    assert "اکنون باز نیست" in text_of(client.get(my(application, "questionnaire/")))
    assert client.post(my(application, "questionnaire/beginning/")).status_code == 409


def test_one_item_a_screen_with_skip_and_resume(client):
    application = make_submitted()
    enter(client, application.person)

    first = client.post(my(application, "questionnaire/beginning/")).headers["Location"]
    page = text_of(client.get(first))
    assert page.count('name="value"') == 12  # eleven steps of the ladder, and the skip
    second = client.post(first, {"value": "7"}).headers["Location"]
    client.post(second, {"value": ""})

    assert [row.value for row in Response.objects.order_by("pk")] == ["7", ""]
    resumed = text_of(client.get(my(application, "questionnaire/")))
    assert next_step(Sitting.objects.get()).key in resumed


def test_htmx_gets_the_next_item(client):
    sitting = make_sitting()
    application = sitting.person.applications.get()
    enter(client, sitting.person)
    step = next_step(sitting)

    response = client.post(
        my(application, f"questionnaire/{step.stored.code}/{step.key}/"),
        {"value": "3"},
        headers={"HX-Request": "true"},
    )

    assert response.headers["HX-Push-Url"].endswith(f"{next_step(sitting).key}/")
    assert "<html" not in text_of(response)


def test_she_erases_what_she_answered(client):
    sitting = make_finished_sitting()
    application = sitting.person.applications.get()
    enter(client, sitting.person)

    client.post(my(application, "questionnaire/erasure/"))

    assert not Response.objects.exists()
