import pytest
from django.utils import timezone

from koushaneh.access.models import Role
from koushaneh.calls.actions.approval import submit_for_approval
from koushaneh.calls.actions.composing import set_gates, set_policy, set_weights
from koushaneh.calls.actions.corrections import waiting_correction
from koushaneh.calls.models import Call, SelectionPolicy
from koushaneh.web.hq.call_signing import differences
from tests.factories.access import make_post
from tests.factories.calls import make_approved_call, make_chain, make_draft_call, make_opened_call
from tests.factories.places import city
from tests.web.review.entering import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return make_chain()


@pytest.fixture
def officer(client, chain):
    enter(client, chain["author"])
    return client


def weights_of(call, **changes):
    posted = {f"w_{item.code}": item.weight for item in call.indicators.items.all()}
    return {**posted, **{f"on_{item.code}": "on" for item in call.indicators.items.all()}, **changes}


def correction_of(call, **changes):
    """What the page posts when nothing but `changes` is touched."""
    posted = weights_of(call)
    posted |= {f"m_{item.code}": item.missing for item in call.indicators.items.all()}
    posted |= {f"gate_{gate['code']}": "on" for gate in call.indicators.gates}
    gates = {gate["code"]: gate for gate in call.indicators.gates}
    posted |= {"minimum": gates["age"]["minimum"], "states": gates["registry_status"]["states"]}
    return {**posted, **changes}


def test_an_officer_composes_a_call_from_profile_to_submission(officer, chain):
    new = {
        "profile": "entry",
        "place": city().pk,
        "title": "ورود به مسیر",
        "opens_on_0": "۱",
        "opens_on_1": "2",
        "opens_on_2": "1406",
        "opens_hour": "8",
        "closes_on_0": "20",
        "closes_on_1": "2",
        "closes_on_2": "۱۴۰۶",
        "closes_hour": "20",
    }
    names = {"opens_on_0": "opens_on_day", "opens_on_1": "opens_on_month", "opens_on_2": "opens_on_year"}
    names |= {key.replace("opens", "closes"): name.replace("opens", "closes") for key, name in names.items()}

    made = officer.post("/hq/calls/new/", {names.get(key, key): value for key, value in new.items()})
    call = Call.objects.get()
    assert made.headers["Location"] == f"/hq/calls/{call.code}/basics/"
    assert "هیچ راه کاری" not in officer.get(f"/hq/calls/{call.code}/").content.decode()

    dates = {names[key]: value for key, value in new.items() if key in names}
    basics = {**dates, "opens_hour": "8", "closes_hour": "20", "title": "ورود", "summary": "برای آغاز راه."}
    saved = officer.post(
        f"/hq/calls/{call.code}/basics/", {**basics, "tracks": ["trainer"], "grace_minutes": "۳۰"}
    )
    assert saved.headers["Location"] == f"/hq/calls/{call.code}/gates/"
    officer.post(f"/hq/calls/{call.code}/submission/")
    call.refresh_from_db()
    assert (call.state, call.title, call.tracks, call.grace_minutes) == ("approval", "ورود", ["trainer"], 30)


def test_gates_weights_seats_and_policy_are_saved_by_their_forms(officer, chain):
    call = make_draft_call(by=chain["author"])
    address = f"/hq/calls/{call.code}"

    officer.post(f"{address}/gates/", {"minimum": "۲۱", "states": ["active"], "gate_age": "on"})
    officer.post(f"{address}/indicators/", weights_of(call, w_A1="5", w_A2="۲"))
    seats = {
        f"{name}_{seat.place_id}": getattr(seat, name)
        for seat in call.seats.all()
        for name in ("minimum", "maximum")
    }
    officer.post(f"{address}/seats/", {**seats, "seat_count": "۳۵"})
    policy = {"reviewers": 3, "discrepancy": 2, "interview_band": 10, "waiting_share": 50, "info_days": 5}
    policy |= {"info_requests": 1, "offer_hours": 48, "appeal_days": 12, "redistribution": "city"}
    saved = officer.post(f"{address}/policy/", {**policy, "least_trainer": "۴"})

    call = Call.objects.select_related("policy", "indicators").get()
    weights = dict(call.indicators.items.values_list("code", "weight"))
    assert saved.headers["Location"] == f"{address}/"
    assert call.indicators.gates == [{"code": "age", "minimum": 21}]
    assert (weights["A1"], weights["A2"], call.seat_count) == (5, 2, 35)
    assert (call.policy.reviewers, call.policy.redistribution) == (3, ["city"])
    assert call.policy.track_seats == [("آموزش", 4, 35)]


def test_the_live_sum_names_what_is_wrong_and_writes_nothing(officer, chain):
    call = make_draft_call(by=chain["author"])

    page = officer.get(
        f"/hq/calls/{call.code}/indicators/sum/", weights_of(call, w_A1="۹"), headers={"HX-Request": "true"}
    ).content.decode()

    assert "جمع: ۱۰۵ از ۱۰۰" in page and "جمع وزن‌ها ۱۰۵ است" in page and "<html" not in page
    assert call.indicators.items.get(code="A1").weight == 4


def test_a_weight_above_twenty_comes_back_with_its_error(officer, chain):
    call = make_draft_call(by=chain["author"])

    page = officer.post(f"/hq/calls/{call.code}/indicators/", weights_of(call, w_B1="25"))

    assert "بیشتر از ۲۰ نمی‌شود" in page.content.decode() or "بیشتر از 20 نمی‌شود" in page.content.decode()
    assert call.indicators.items.get(code="B1").weight == 10


def test_an_unready_draft_says_what_is_missing_and_does_not_leave(officer, chain):
    call = make_draft_call(by=chain["author"], summary="")

    page = officer.get(f"/hq/calls/{call.code}/").content.decode()
    refused = officer.post(f"/hq/calls/{call.code}/submission/")

    assert "چکیدهٔ فراخوان خالی است" in page
    assert refused.status_code == 409
    assert Call.objects.get().state == "draft"


def test_signers_read_everything_and_approve_in_turn(client, chain):
    call = make_draft_call(by=chain["author"])
    submit_for_approval(call, by=chain["author"])
    address = f"/hq/calls/{call.code}/approval/"

    enter(client, chain["director"])
    early = client.get(address).content.decode()
    assert "اکنون نوبت شما نیست" in early
    enter(client, chain["deputy"])
    assert "یک فراخوان در انتظار نظر شماست" in client.get("/hq/").content.decode()
    page = client.get(address).content.decode()
    assert "دهک رفاهی" in page and "منطقهٔ ۲۲" in page and "شما به عنوان معاون" in page
    assert [one["text"]["fa"] for one in call.form.questions if one["text"]["fa"] not in page] == []
    client.post(f"{address}agreement/", {"note": "خوب است"})

    assert [(said.step.title, said.note) for said in call.approvals.all()] == [("معاون", "خوب است")]


def test_the_inspector_finds_the_call_on_her_home_page_and_only_notes(client, chain):
    call = make_draft_call(by=chain["author"])
    submit_for_approval(call, by=chain["author"])
    enter(client, chain["inspector"])

    assert f"/hq/calls/{call.code}/approval/" in client.get("/oversight/").content.decode()
    client.post(f"/hq/calls/{call.code}/approval/agreement/", {"note": "دیدم"})
    refused = client.post(f"/hq/calls/{call.code}/approval/return/", {"note": "نه"})

    assert refused.status_code == 409
    assert call.approvals.get().step.observes_only


def test_a_return_without_a_reason_is_refused(client, chain):
    call = make_draft_call(by=chain["author"])
    submit_for_approval(call, by=chain["author"])
    enter(client, chain["deputy"])

    assert client.post(f"/hq/calls/{call.code}/approval/return/", {"note": ""}).status_code == 409
    client.post(f"/hq/calls/{call.code}/approval/return/", {"note": "تاریخ را درست کنید"})
    enter(client, chain["author"])
    assert Call.objects.get().state == "draft"
    assert "تاریخ را درست کنید" in client.get(f"/hq/calls/{call.code}/").content.decode()


def test_a_signer_reads_what_differs_from_the_profile_and_nothing_else(client, chain):
    call = make_draft_call(by=chain["author"])
    set_weights(call, {"A1": 5, "A2": 2}, by=chain["author"])
    set_policy(call, by=chain["author"], appeal_days=15, redistribution=["city"])
    set_gates(call, [{"code": "age", "minimum": 25}], by=chain["author"])

    found = {str(what): (before, after) for what, before, after in differences(Call.objects.get())}

    assert found.pop("شرط‌ها")[1] == "دست‌کم ۲۵ سال داشته باشید."
    assert found == {
        "کار تا امروز": (4, 5),
        "ماه‌های کار، بخش‌های بریده با هم": (3, 2),
        "مهلت اعتراض": (10, 15),
        "جای خالی یک منطقه کجا برود؟": ("نخست منطقه‌های همسایه، سپس فهرست شهر", "فهرست شهر"),
    }


def test_an_approved_call_is_announced_amended_and_cancelled_by_its_office(officer, chain):
    call = make_approved_call(chain)
    address = f"/hq/calls/{call.code}"

    officer.post(f"{address}/announcement/")
    assert Call.objects.get().state == "announced"
    page = officer.get(f"{address}/amendment/")
    day = page.context["form"].initial["closes_on"]
    from koushaneh.engine.persian import to_jalali

    year, month, number = to_jalali(day)
    later = {"closes_on_day": number, "closes_on_month": month, "closes_on_year": year + 1}
    amended = officer.post(
        f"{address}/amendment/",
        {"why": "تعطیلی", "summary": call.summary, "closes_hour": "12", **later},
    )
    assert amended.status_code == 302
    assert "فراخوان اصلاح شد" in officer.get(f"{address}/").content.decode()
    assert officer.post(f"{address}/cancellation/", {"why": ""}).status_code == 409
    officer.post(f"{address}/cancellation/", {"why": "بودجه نرسید"})
    assert Call.objects.get().state == "cancelled"


def test_a_correction_is_proposed_by_one_and_signed_by_another(client, chain):
    call = make_opened_call(chain)
    enter(client, chain["author"])
    first = call.rules_hash

    client.post(
        f"/hq/calls/{call.code}/correction/", correction_of(call, w_A1="5", w_A2="2", why="جابه‌جا بود")
    )
    enter(client, chain["deputy"])
    assert "جابه‌جا بود" in client.get(f"/hq/calls/{call.code}/correction/review/").content.decode()
    client.post(f"/hq/calls/{call.code}/correction/signature/")

    call.refresh_from_db()
    assert call.rules_hash != first and call.rules_versions.count() == 2


def test_a_district_officer_reads_no_draft_and_composes_nothing(client, chain):
    call = make_draft_call(by=chain["author"])
    enter(client, make_post(Role.DISTRICT_OFFICER).account)

    for address in ("", "basics/", "indicators/", "approval/", "preview/"):
        assert client.get(f"/hq/calls/{call.code}/{address}").status_code == 404
    assert client.post(f"/hq/calls/{call.code}/submission/").status_code == 404


def test_headquarters_of_another_city_cannot_tell_that_the_call_exists(client, chain):
    from koushaneh.places.actions import add_place, open_office
    from koushaneh.places.models import Office, Place

    call = make_draft_call(by=chain["author"])
    province = Place.objects.get(code="ir-10")
    other = add_place("isfahan", Place.Kind.CITY, "اصفهان", parent=province, by=None)
    office = open_office(
        "hq-isfahan", Office.Kind.HEADQUARTERS, other, "ستاد", by=None, on=timezone.now().date()
    )
    enter(client, make_post(Role.HQ_OFFICER, office=office).account)

    for address in ("", "basics/", "seats/", "amendment/"):
        assert client.get(f"/hq/calls/{call.code}/{address}").status_code == 404
    assert call.title not in client.get("/hq/calls/").content.decode()


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_needs_few_queries_however_many_calls(officer, chain, count, django_assert_max_num_queries):
    for number in range(count):
        make_draft_call(by=chain["author"], title=f"فراخوان {number}")

    with django_assert_max_num_queries(12):
        assert officer.get("/hq/calls/").status_code == 200


def test_every_page_of_a_call_opens_in_english_too(officer, chain):
    call = make_draft_call(by=chain["author"])
    officer.cookies["django_language"] = "en"

    for address in ("", "basics/", "gates/", "indicators/", "seats/", "policy/", "preview/"):
        assert officer.get(f"/hq/calls/{call.code}/{address}").status_code == 200


def test_the_preview_is_the_public_page_without_a_button(officer, chain):
    call = make_draft_call(by=chain["author"])

    page = officer.get(f"/hq/calls/{call.code}/preview/").content.decode()

    assert "چه کسی می‌تواند شرکت کند؟" in page and "هنوز باز نشده است" in page
    assert "درخواست می‌دهم" not in page


def test_more_kept_for_a_track_than_its_ceiling_comes_back_with_a_word(officer, chain):
    call = make_draft_call(by=chain["author"])
    policy = {"reviewers": 3, "discrepancy": 2, "interview_band": 10, "waiting_share": 50, "info_days": 5}
    policy |= {"info_requests": 1, "offer_hours": 48, "appeal_days": 12, "redistribution": "city"}

    page = officer.post(
        f"/hq/calls/{call.code}/policy/", {**policy, "least_trainer": "9", "most_trainer": "4"}
    ).content.decode()

    assert "کمترین نباید از بیشترین بالاتر باشد." in page and 'value="9"' in page
    assert SelectionPolicy.objects.get().feature_quotas == []


def test_gates_and_missing_answers_are_corrected_too(client, chain):
    call = make_opened_call(chain)
    enter(client, chain["author"])
    client.post(
        f"/hq/calls/{call.code}/correction/",
        correction_of(call, m_A1="zero", minimum="21", why="دو اشتباه بود"),
    )
    enter(client, chain["deputy"])
    page = client.get(f"/hq/calls/{call.code}/correction/review/").content.decode()
    assert "۲۱ سال" in page and "صفر" in page

    client.post(f"/hq/calls/{call.code}/correction/signature/")

    call.refresh_from_db()
    gates = {gate["code"]: gate for gate in call.indicators.gates}
    assert gates["age"]["minimum"] == 21
    assert call.indicators.items.get(code="A1").missing == "zero"
    assert call.rules_versions.count() == 2


def test_a_correction_that_changes_nothing_is_not_proposed(client, chain):
    call = make_opened_call(chain)
    enter(client, chain["author"])

    page = client.post(f"/hq/calls/{call.code}/correction/", correction_of(call, why="دوباره"))

    assert "چیزی تغییر نکرده است" in page.content.decode()
    assert waiting_correction(call) is None
