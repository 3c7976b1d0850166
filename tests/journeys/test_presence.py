"""Whoever types a long text is there: her page tells the server, and her session and key outlive the text."""

AZAM = "اعظم یادگاری"


def asked(hands):
    """The pages that this page asks for by itself from now on."""
    found = []

    def hear(request):
        if request.resource_type == "fetch":
            found.append(request.url.removeprefix(hands.address))

    hands.page.on("request", hear)
    return found


def test_the_page_of_who_types_says_so_and_that_of_who_is_away_does_not(house, hands):
    address = house("today")
    her = hands(address, "phone")
    her.page.clock.install()
    her.enter(AZAM)
    her.go("/my/privacy/correction/")
    said, field = asked(her), her.page.locator("main textarea").first

    her.page.clock.run_for(1_000_000)
    assert said == []

    with her.page.expect_response("**/account/here/") as answered:
        field.press_sequentially("الف")
    assert answered.value.status == 204
    field.press_sequentially("ب پ ت")
    assert said == ["/account/here/"]
