"""A founding act on its pages."""

import pytest

from koushaneh.association.models import Chapter, FoundingAct, Membership
from koushaneh.audit.models import Reading
from koushaneh.engine.persian import to_jalali
from tests.factories.association import make_chapter
from tests.factories.places import city, long_ago, oversight
from tests.factories.results import officer, signer
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


def day(name):
    year, month, number = to_jalali(long_ago())
    return {f"{name}_day": number, f"{name}_month": month, f"{name}_year": year}


def test_a_founding_act_from_the_chapter_to_the_members(client):
    author = officer()
    enter(client, author)
    client.post(
        "/hq/founding/chapters/new/", {"place": city().pk, "name": "کانون تهران", **day("founded_on")}
    )
    chapter = Chapter.objects.get()
    client.post("/hq/founding/new/", {"chapter": chapter.pk, "title": "مصوبهٔ تأسیس"})
    act = FoundingAct.objects.get()
    entry = {"first_name": "مهری", "last_name": "آذرپناه", "title": "chair", **day("member_since")}
    client.post(f"/hq/founding/{act.pk}/entries/", {**entry, "phone": "۰۹۱۲۳۴۵۶۷۸۹"})
    client.post(f"/hq/founding/{act.pk}/proposal/", {"letter_number": "12/34", **day("letter_on")})
    for account in (signer(), signer(oversight())):
        enter(client, account)
        assert act.title in client.get("/hq/").content.decode()
        client.post(f"/hq/founding/{act.pk}/signature/")

    act.refresh_from_db()
    member = Membership.objects.get()
    assert act.state == FoundingAct.State.SIGNED
    assert (member.person.full_name, member.terms.get().title) == ("مهری آذرپناه", "chair")


def test_the_same_woman_is_known_by_name_and_phone(client):
    enter(client, officer())
    make_chapter()
    client.post("/hq/founding/new/", {"chapter": Chapter.objects.get().pk, "title": "مصوبه"})
    act = FoundingAct.objects.get()
    entry = {"first_name": "مهری", "last_name": "آذرپناه", "phone": "09123456789", **day("member_since")}

    for _ in range(2):
        client.post(f"/hq/founding/{act.pk}/entries/", entry)

    assert act.entries.count() == 1


def test_every_name_on_an_act_is_logged_and_a_form_with_errors_comes_back(client):
    enter(client, officer())
    make_chapter()
    client.post("/hq/founding/new/", {"chapter": Chapter.objects.get().pk, "title": "مصوبه"})
    act = FoundingAct.objects.get()
    assert client.post(f"/hq/founding/{act.pk}/entries/", {"first_name": "م"}).status_code == 422
    client.post(
        f"/hq/founding/{act.pk}/entries/", {"first_name": "م", "last_name": "آ", **day("member_since")}
    )

    assert client.get(f"/hq/founding/{act.pk}/").status_code == 200
    assert client.get("/hq/founding/").status_code == 200
    assert Reading.objects.filter(person_id=act.entries.get().person_id).exists()
