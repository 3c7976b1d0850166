"""The frame around every page: language, place, menu, the quick way out, homes, pages for what went wrong."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import reverse

from koushaneh.access.models import Role
from koushaneh.calls.models import Call
from koushaneh.core.refusal import Refusal
from koushaneh.web import errors
from koushaneh.web.menu_places import MENU, Place
from koushaneh.web.pages import PUBLIC, page
from koushaneh.web.ui import homes
from tests.factories.access import make_account, make_person, make_post

pytestmark = pytest.mark.django_db


def enter(client, account):
    client.force_login(account)
    session = client.session
    session["has_second_key"] = True
    session.save()


def test_a_page_is_persian_from_right_to_left_whatever_the_telephone_asks(client):
    text = client.get("/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="fa" dir="rtl">' in text
    assert 'href="#content"' in text


def test_she_may_turn_to_english_and_the_page_turns_round(client):
    answer = client.post("/language/", {"language": "en", "next": "/help/"})

    assert (answer.status_code, answer["Location"]) == (302, "/help/")
    text = client.get("/").content.decode()
    assert '<html lang="en" dir="ltr">' in text


@pytest.mark.parametrize("asked", ["xx", "", "../fa"])
def test_a_language_that_we_do_not_speak_changes_nothing(client, asked):
    client.post("/language/", {"language": asked})

    assert 'lang="fa"' in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_language_form_never_leads_to_another_site(client, elsewhere):
    assert client.post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_quick_way_out_ends_the_session_and_leaves_nothing_behind(client, method):
    enter(client, make_account(name="A"))

    answer = getattr(client, method)("/exit/")

    assert answer.status_code == 302
    assert "koushaneh" not in answer["Location"]
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/home/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_quick_way_out_is_a_plain_link_on_every_page(client):
    for address in ("/", "/joining/", "/privacy/", "/help/", "/nowhere/"):
        assert 'class="exit" href="/exit/"' in client.get(address).content.decode()


def test_no_page_has_style_or_script_of_its_own(client):
    for address in ("/", "/joining/", "/help/", "/nowhere/"):
        text = client.get(address).content.decode()
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick=" not in text


def test_an_officer_sees_her_place_and_role_and_not_the_menu_of_others(client):
    enter(client, make_post(Role.DISTRICT_OFFICER, number=7).account)

    text = client.get("/d/").content.decode()

    assert "ادارهٔ منطقهٔ ۷" in text
    assert "کارشناس منطقه" in text
    assert 'href="/hq/' not in text


HOMES = [
    (Role.DISTRICT_OFFICER, "/d/"),
    (Role.INTAKE, "/d/"),
    (Role.HQ_OFFICER, "/hq/"),
    (Role.SIGNER, "/hq/"),
    (Role.DIRECTORATE_MANAGER, "/hq/"),
    (Role.REVIEWER, "/review/"),
    (Role.TEXT_EDITOR, "/review/"),
    (Role.INTERVIEWER, "/review/"),
    (Role.APPEAL_PANEL, "/review/"),
    (Role.AUDITOR, "/oversight/"),
    (Role.SYSTEM_ADMIN, "/oversight/"),
]


@pytest.mark.parametrize(("role", "home"), HOMES)
def test_each_role_is_led_home_and_to_no_other_home(client, role, home):
    enter(client, make_post(role).account)

    assert client.get("/home/")["Location"] == home
    assert client.get(home).status_code == 200
    others = {root for _, root in HOMES} - {home}
    assert {client.get(other).status_code for other in others} == {404}


def test_a_woman_is_led_to_her_own_page(client):
    account = make_account()
    make_person(account=account)
    enter(client, account)

    assert client.get("/home/")["Location"] == "/my/"


def test_who_has_two_homes_chooses_and_who_has_none_is_told_what_to_do(client):
    post = make_post(Role.DISTRICT_OFFICER)
    make_post(Role.REVIEWER, office=post.office, account=post.account)
    enter(client, post.account)
    both = client.get("/home/").content.decode()
    enter(client, make_account(name="nobody"))
    nobody = client.get("/home/").content.decode()

    assert 'href="/d/"' in both and 'href="/review/"' in both
    assert "هنوز کاری به این شماره سپرده نشده است" in nobody


def test_every_place_of_the_menu_leads_somewhere():
    assert all(place.href.startswith("/") for place in MENU)
    assert all(reverse(place.url) for place in MENU)


def test_a_guest_of_another_audience_keeps_the_menu_of_her_own_home(client):
    enter(client, make_post(Role.AUDITOR).account)

    text = client.get("/hq/nowhere/").content.decode()

    assert 'href="/oversight/"' in text
    assert 'href="/hq/posts/"' not in text


def test_phones_show_three_places_and_a_door_to_all(client, monkeypatch):
    seven = [Place(f"جای {n}", "public:help", PUBLIC, "house", "public") for n in range(7)]
    monkeypatch.setattr("koushaneh.web.menu.MENU", seven)
    long = client.get("/").content.decode()
    monkeypatch.setattr("koushaneh.web.menu.MENU", seven[:4])
    short = client.get("/").content.decode()

    assert (long.count('<li class="desk">'), long.count('<li class="phone">')) == (4, 1)
    assert (short.count('<li class="desk">'), short.count('<li class="phone">')) == (0, 0)


def home_with(*cards):
    view = homes.home_page("district", [lambda request, card=card: card for card in cards], may=PUBLIC)
    request = RequestFactory().get("/d/")
    request.user, request.person = make_account(name="مریم"), None
    return view(request).content.decode()


def test_the_most_urgent_card_is_what_to_do_now():
    first = {"title": "سه تماس", "href": "/a/", "action": "آغاز کنید", "due": date(2026, 11, 23), "order": 1}
    waits = {"title": "در انتظار امضا", "text": "نزد ستاد", "count": 4, "order": 120}

    text = home_with(waits, None, first)

    assert text.index("سه تماس") < text.index("در انتظار امضا")
    assert "تا دوشنبه ۲ آذر ۱۴۰۵" in text
    assert "اکنون کاری در انتظار شما نیست" not in text


def test_a_home_where_nothing_is_urgent_says_so():
    assert "اکنون کاری در انتظار شما نیست" in home_with({"title": "نزد ستاد", "order": 120})


def test_a_misspelt_card_fails():
    with pytest.raises(TypeError, match="titel"):
        home_with({"titel": "x"})


def test_a_page_that_does_not_exist_says_what_to_do(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "این صفحه پیدا نشد" in answer.content.decode()


def test_the_page_for_our_own_faults_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.broken(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "اشکال از ماست" in answer.content.decode()


@pytest.mark.parametrize(("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403)])
def test_pages_for_what_went_wrong_are_whole_pages(view, status):
    answer = view(RequestFactory().get("/"))

    assert answer.status_code == status
    assert "</html>" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_our_words(client):
    client.handler.enforce_csrf_checks = True

    answer = client.post("/language/", {"language": "en"})

    assert answer.status_code == 403
    assert "این درخواست پذیرفته نشد" in answer.content.decode()


def test_a_refusal_becomes_words_and_a_way_back(rf):
    @page(may=PUBLIC)
    def view(request):
        raise Refusal

    request = rf.get("/", headers={"referer": "http://testserver/d/"})
    request.user = request.person = None
    answer = view(request)

    assert answer.status_code == 409
    assert 'href="http://testserver/d/"' in answer.content.decode()


def test_the_front_page_has_three_doors_and_an_invitation_where_no_call_is_open(client):
    text = client.get("/").content.decode()

    assert text.count('class="door"') == 3
    assert "اکنون فراخوانی باز نیست" in text
    assert Call.objects.count() == 0
