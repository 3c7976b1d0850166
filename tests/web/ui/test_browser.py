"""What the small scripts of the frame do, in a real browser; each has a way without them, tested elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories.access import make_post
from tests.factories.places import city

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def visit(chromium, live_server, monkeypatch, settings):
    monkeypatch.setattr("koushaneh.web.public.style.is_demo_home", lambda: True)
    settings.EXIT_URL = f"{live_server.url}/help/"
    city()
    opened = []

    def go(address, size="desk", **more):
        context = chromium.new_context(viewport=SIZES[size], **more)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda said: page.troubles.append(said.text) if said.type == "error" else None)
        page.goto(f"{live_server.url}{address}")
        opened.append(context)
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(visit, live_server, size, scheme):
    page = visit("/", size, color_scheme=scheme)

    for address in ("/", "/style/", "/joining/", "/privacy/", "/help/"):
        page.goto(f"{live_server.url}{address}")
        found = Axe().run(page)
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert page.troubles == []


def test_three_times_shift_hides_the_page_and_leaves(visit):
    page = visit("/joining/")

    for _ in range(3):
        page.keyboard.press("Shift")

    page.wait_for_url("**/help/")


def test_two_times_shift_and_a_letter_is_only_typing(visit):
    page = visit("/joining/")

    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)

    assert page.url.endswith("/joining/")


def test_a_question_stands_before_what_cannot_be_undone(visit):
    page = visit("/style/")
    button = page.get_by_role("button", name="درخواست را پس بگیرید")

    button.click()
    page.get_by_role("button", name="نه، برگردید").click()
    assert page.get_by_role("dialog").count() == 0
    assert page.url.endswith("/style/")

    button.click()
    with page.expect_navigation():
        page.get_by_role("button", name="بله، انجام شود").click()


def test_a_list_is_walked_by_keys_and_searched_without_leaving_the_page(visit):
    page = visit("/style/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 2

    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 1

    page.keyboard.press("/")
    page.keyboard.type("منطقهٔ ۲")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator(".listing .result").inner_text().startswith("۴ مورد")  # 2, 20, 21, 22
    assert page.troubles == []


def test_the_keys_are_explained(visit):
    page = visit("/style/")

    page.keyboard.press("?")

    assert page.get_by_role("dialog").get_by_text("ردیف بعدی و پیشین").is_visible()


def test_phones_have_the_places_below_and_desks_at_the_side(visit):
    below = visit("/", "phone").locator("nav.places").bounding_box()
    beside = visit("/", "desk").locator("nav.places").bounding_box()

    assert below["y"] > 600 and below["width"] == 360
    assert beside["x"] > 900 and beside["height"] > beside["width"] / 2


@pytest.mark.parametrize("size", SIZES)
def test_what_is_pressed_is_large_enough(visit, size):
    page = visit("/style/", size)
    script = """() => [...document.querySelectorAll('.button, nav.places a, .exit, .tabs a, .choices label, summary')]
        .filter((one) => one.offsetParent).map((one) => [one.className, one.getBoundingClientRect().height])
        .filter(([, height]) => height < 43.9)"""

    assert page.evaluate(script) == []


def test_pages_work_without_javascript(visit, live_server):
    page = visit("/style/", java_script_enabled=False)

    page.locator("input[type=search]").fill("منطقهٔ ۲")
    page.get_by_role("button", name="پیدا کنید").click()
    assert page.locator(".listing .result").inner_text().startswith("۴ مورد")

    page.get_by_role("link", name="خروج فوری").click()
    page.wait_for_url("**/help/")


def test_an_officer_at_her_home_finds_nothing_amiss(visit, client, live_server):
    post = make_post()
    client.force_login(post.account)
    session = client.session
    session["has_second_key"] = True
    session.save()
    page = visit("/")
    page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])

    page.goto(f"{live_server.url}/d/")

    assert page.get_by_role("heading", level=1).inner_text() == f"سلام {post.account.name}"
    assert Axe().run(page).violations_count == 0
