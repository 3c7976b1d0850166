"""A public visitor: front, calls, results by code, the verification page, the language, the exit button."""

import re

from koushaneh.screening.models import Letter


def test_a_visitor_finds_calls_results_and_the_way_out(house, hands):
    visitor = hands(house("today"), "phone")

    visitor.go("/").sees("کاری که خودتان ساخته‌اید", "شما کدام هستید؟").look("front")
    visitor.follow("دورهٔ دوم").sees("چه کسی می‌تواند شرکت کند؟").look("call")
    visitor.go("/results/").look("results").follow("دورهٔ نخست").sees("کد درخواست شما").look("result")
    visitor.go("/track/").look("tracking")
    visitor.go("/help/").look("help").go("/privacy/").look("privacy").go("/joining/").look("joining")


def test_a_letter_is_proved_by_its_number_without_its_content(house, hands):
    address = house("today")
    letter = Letter.objects.select_related("decision__application__person").order_by("pk").first()
    visitor = hands(address, "phone")

    visitor.go("/verify/").look("ask").fill(number=letter.number).press("بررسی کنید").look("verified")

    visitor.sees("درست است")
    assert letter.decision.application.person.last_name not in visitor.page.content()


def test_a_visitor_reads_it_in_english(house, hands):
    visitor = hands(house("today"), "desk")
    persian = re.compile("[\u0600-\u06ff]{3,}")

    visitor.go("/").press("English")

    assert visitor.page.locator("html").get_attribute("dir") == "ltr"
    for path in ("/", "/calls/", "/results/", "/joining/", "/privacy/", "/help/", "/verify/", "/track/"):
        visitor.go(path).look(f"english{path.replace('/', '-').rstrip('-')}")
        heading = visitor.page.get_by_role("heading", level=1).inner_text()
        assert not persian.search(heading), heading


def test_the_exit_leaves_nothing_behind(house, hands, settings):
    address = house("today")
    settings.EXIT_URL = f"{address}/help/"
    visitor = hands(address, "phone").enter("سمیه فرازنده")

    visitor.page.keyboard.press("Shift")
    visitor.page.keyboard.press("Shift")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Shift")
    visitor.page.wait_for_url("**/help/")
    visitor.page.goto(f"{address}/my/")

    assert "/account/login/" in visitor.page.url
