import pytest

from koushaneh.access.models import Role
from koushaneh.audit.models import Reading
from koushaneh.calls.models import Invitation, InvitationBatch
from koushaneh.notify.models import Message
from koushaneh.people.models import AccessBlock
from koushaneh.registry.models import File
from tests.factories.access import make_person, make_post
from tests.factories.calls import make_chain, make_draft_call, make_opened_call
from tests.factories.calls_applications import make_woman
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    account = make_post(Role.DISTRICT_OFFICER, 7).account
    enter(client, account)
    client.account = account
    return client


@pytest.fixture
def call():
    return make_opened_call()


def file_of(woman):
    return woman.files.get()


def test_an_officer_sees_the_call_of_the_city_with_the_figures_of_her_district(officer, call):
    page = officer.get(f"/d/calls/{call.code}/").content.decode()

    assert call.title in officer.get("/d/calls/").content.decode()
    assert "منطقهٔ ۷" in page and "منطقهٔ ۸" not in page
    assert f"/calls/{call.code}/" in page
    assert call.title in officer.get("/d/").content.decode()


def test_a_draft_does_not_exist_for_a_district(officer):
    draft = make_draft_call(by=make_chain()["author"])

    for address in ("", "invitees/", "invitations/", "poster/"):
        assert officer.get(f"/d/calls/{draft.code}/{address}").status_code == 404


def test_only_women_of_her_district_whom_the_gates_admit_are_offered(officer, call):
    mine, moved, elsewhere = make_woman(7), make_woman(7), make_woman(8)
    File.objects.filter(person=moved).update(is_head=False)

    page = officer.get(f"/d/calls/{call.code}/invitees/").content.decode()

    assert mine.full_name in page
    assert moved.full_name not in page and elsewhere.full_name not in page
    assert list(Reading.objects.values_list("person_id", flat=True)) == [mine.pk]


def test_the_preview_counts_shows_both_texts_and_writes_nothing(officer, call):
    woman = make_woman(7)

    page = officer.post(f"/d/calls/{call.code}/invitations/preview/", {"file": [file_of(woman).pk]})

    words = page.content.decode()
    assert "۱ زن دعوت می‌شوند" in words and "در ساعت اداری" in words and call.title in words
    assert Invitation.objects.count() == Message.objects.count() == 0


def test_nobody_ticked_goes_back_with_a_word(officer, call):
    make_woman(7)

    back = officer.post(f"/d/calls/{call.code}/invitations/preview/", {}, follow=True)

    assert "کسی برگزیده نشد" in back.content.decode()


def test_inviting_everyone_makes_one_batch_that_can_be_undone(officer, call):
    women = [make_woman(7), make_woman(7)]
    make_woman(8)

    officer.post(f"/d/calls/{call.code}/invitations/", {"everyone": "1", "once": "k1"})
    officer.post(f"/d/calls/{call.code}/invitations/", {"everyone": "1", "once": "k1"})
    batch = InvitationBatch.objects.get()
    assert {one.file.person for one in batch.invitations.all()} == set(women)
    assert "پس بگیرید" in officer.get(f"/d/calls/{call.code}/").content.decode()

    officer.post(f"/d/batches/{batch.pk}/undoing/")
    assert Invitation.objects.count() == 0
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_a_posted_file_of_another_district_is_never_invited(officer, call):
    refused = officer.post(f"/d/calls/{call.code}/invitations/", {"file": [file_of(make_woman(8)).pk]})

    assert refused.status_code == 409
    assert Invitation.objects.count() == 0


def test_another_district_cannot_undo_the_batch(officer, client, call):
    make_woman(7)
    officer.post(f"/d/calls/{call.code}/invitations/", {"everyone": "1"})
    enter(client, make_post(Role.DISTRICT_OFFICER, 8).account)

    assert client.post(f"/d/batches/{InvitationBatch.objects.get().pk}/undoing/").status_code == 404


def test_a_blocked_woman_is_absent_from_both_lists(officer, call):
    hidden, seen = make_woman(7), make_woman(7)
    officer.post(f"/d/calls/{call.code}/invitations/", {"file": [file_of(hidden).pk]})
    herself = make_person("مریم", "کارشناس", account=officer.account)
    AccessBlock.objects.create(subject=hidden, blocked=herself, reason="خویشاوند", set_by=officer.account)

    offered = officer.get(f"/d/calls/{call.code}/invitees/").content.decode()
    invited = officer.get(f"/d/calls/{call.code}/invitations/").content.decode()

    assert seen.full_name in offered
    assert hidden.full_name not in offered + invited


@pytest.mark.parametrize("count", [1, 30])
def test_the_invited_list_needs_few_queries(officer, call, count, django_assert_max_num_queries):
    for _number in range(count):
        make_woman(7)
    officer.post(f"/d/calls/{call.code}/invitations/", {"everyone": "1"})

    with django_assert_max_num_queries(12):
        page = officer.get(f"/d/calls/{call.code}/invitations/").content.decode()
    assert page.count("هنوز نرفته") == count
    assert Reading.objects.count() == count


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_invitees_needs_few_queries(officer, call, count, django_assert_max_num_queries):
    for _number in range(count):
        make_woman(7)
    officer.get("/d/calls/")  # the first page of a session also writes the session

    with django_assert_max_num_queries(12):
        assert officer.get(f"/d/calls/{call.code}/invitees/").status_code == 200


def test_the_invitees_are_searched_narrowed_and_exported(officer, call):
    first, second = make_woman(7), make_woman(7)
    second.contacts.update(state="opted_out")
    address = f"/d/calls/{call.code}/invitees/"

    def names(query):
        page = officer.get(address + query).content.decode()
        return [woman.full_name in page for woman in (first, second)]

    assert names("?q=" + first.full_name.split()[-1]) == [True, False]
    assert names("?text=no") == [False, True]
    assert names("?clear=no") == [False, False]
    exported = officer.get(address + "?format=csv").content.decode("utf-8-sig")
    assert first.full_name in exported and "<label" not in exported
    assert f'value="{file_of(first).pk}" form="inviting"' in officer.get(address).content.decode()


def test_an_invitation_by_telephone_is_written_down_from_her_file(officer, call):
    woman = make_woman(7)
    address = f"/d/files/{file_of(woman).pk}/"
    assert "تلفنی گفتم" in officer.get(address).content.decode()

    for _twice in range(2):
        officer.post(f"{address}invitations/{call.code}/", {"channel": "phone"})

    invitation = Invitation.objects.get()
    assert (invitation.file.person, invitation.channel, invitation.batch) == (woman, "phone", None)
    page = officer.get(address).content.decode()
    assert "دعوت شد (تلفن)" in page and "تلفنی گفتم" not in page
    assert Message.objects.count() == 0


@pytest.mark.parametrize(("number", "channel", "status"), [(8, "phone", 404), (7, "sms", 409)])
def test_an_invitation_is_noted_only_here_and_only_by_voice(officer, call, number, channel, status):
    file = file_of(make_woman(number))

    answer = officer.post(f"/d/files/{file.pk}/invitations/{call.code}/", {"channel": channel})

    assert (answer.status_code, Invitation.objects.count()) == (status, 0)


def test_the_poster_has_the_address_as_a_code_to_scan(officer, call):
    page = officer.get(f"/d/calls/{call.code}/poster/").content.decode()

    assert "<svg" in page and f"/calls/{call.code}/" in page


def test_an_intake_desk_reads_the_call_and_invites_nobody(client, call):
    enter(client, make_post(Role.INTAKE, 7).account)

    assert client.get(f"/d/calls/{call.code}/").status_code == 200
    assert client.get(f"/d/calls/{call.code}/invitees/").status_code == 404
    assert client.post(f"/d/calls/{call.code}/invitations/", {"everyone": "1"}).status_code == 404
