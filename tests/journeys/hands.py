"""What a person does in a browser, in the words of a journey, and what must hold on every page she sees."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
ARTEFACTS = Path(os.environ.get("KOUSHANEH_ARTEFACTS", "artefacts"))
REFUSED = "the server responded with a status of"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

TIDY = """() => document.querySelectorAll("[style='']").forEach((one) => one.removeAttribute("style"))"""
SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
FOCUSED = """() => {
  const at = document.activeElement;
  return at.innerText || at.ariaLabel || at.labels?.[0]?.innerText;
}"""


class Hands:
    """One browser with its own cookies. Any answer of 400 and above, and any error in the console, is a trouble."""

    def __init__(self, chromium, address, size, *, story, **more):
        self.address, self.size, self.story, self.looks = address, size, story, 0
        self.has_script = more.get("java_script_enabled", True)
        self.context = chromium.new_context(viewport=SIZES[size], **{"locale": "fa-IR", **more})
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.troubles = []
        self.page.on("console", self._hear)
        self.page.on("response", self._note)

    def _hear(self, said):
        """Note an error of the console; a refused answer is named there once more, and `_note` has it already."""
        if said.type == "error" and REFUSED not in said.text:
            self.troubles.append(said.text)

    def _note(self, response):
        if response.status >= 400:
            self.troubles.append(f"{response.status} {response.request.method} {response.url}")

    def leave(self):
        self.context.close()

    def go(self, path):
        self.page.goto(f"{self.address}{path}")
        return self.sound()

    def sound(self):
        assert self.troubles == [], self.troubles
        return self

    def enter(self, name):
        """Enter as a member of the cast, with one click on the demo page."""
        self.go("/account/demo/")
        return self.press(name)

    def home(self):
        """Go to her own home page by the link at the foot of every page."""
        return self.follow("خانهٔ من", inside=self.page.locator("footer"))

    def press(self, label, *, inside=None):
        """Press a button, say yes where the page asks again, and wait for the page that follows."""
        self._press(label, inside or self.page)
        return self.settled()

    def press_in_vain(self, label, *, inside=None):
        """Press a button whose page comes back and says what is wrong; that one refusal is no trouble."""
        self.sound()._press(label, inside or self.page)
        refusals = [self.troubles.pop(0) for one in self.troubles[:1] if one.startswith(("409 ", "422 "))]
        assert refusals, f"{label} was not refused on {self.page.url}"
        return self.settled()

    def _press(self, label, place):
        button = place.get_by_role("button", name=label).first
        with self.page.expect_navigation():
            button.click()
            if self.has_script and self.page.locator("dialog#confirm[open]").count():
                self.page.locator("dialog#confirm button[value=yes]").click()

    def settled(self):
        """Wait until a fragment that is under way stands in the page; its address comes before it does."""
        if self.has_script:
            self.page.wait_for_function(SETTLED)
        return self.sound()

    def follow(self, label, *, inside=None):
        place = inside or self.page.locator("main")
        with self.page.expect_navigation():
            place.get_by_role("link", name=label).first.click()
        return self.sound()

    def fill(self, **values):
        """Fill fields by their names; a list ticks the boxes of that name, True ticks one box."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name}']")
            if value is True:
                field.first.check()
            elif field.first.get_attribute("type") in ("radio", "checkbox"):
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif field.first.evaluate("field => field.tagName") == "SELECT":
                field.first.select_option(value)
            else:
                field.first.fill(str(value))
        return self

    def fill_date(self, name, jalali):
        """Fill the three fields of a date by (year, month, day)."""
        for part, value in zip(("year", "month", "day"), jalali, strict=True):
            field = self.page.locator(f"main [name='{name}_{part}']")
            is_choice = field.evaluate("field => field.tagName") == "SELECT"
            field.select_option(str(value)) if is_choice else field.fill(str(value))
        return self

    def walk_to(self, label):
        """Go forward with Tab alone until the focus stands on something of that name; returns how far it was."""
        for step in range(1, 120):
            self.page.keyboard.press("Tab")
            if label in (self.page.evaluate(FOCUSED) or ""):
                return step
        raise AssertionError(f"no way by keyboard to {label} on {self.page.url}")

    def key(self, *keys):
        for one in keys[:-1]:
            self.page.keyboard.press(one)
        with self.page.expect_navigation():
            self.page.keyboard.press(keys[-1])
        return self.settled()

    def sees(self, *words):
        text = self.page.locator("body").inner_text()
        missing = [word for word in words if word not in text]
        assert not missing, f"{missing} not on {self.page.url}: {text[:600]}"
        return self

    def look(self, name):
        """Keep a picture at both widths; nothing sticks out and axe finds nothing at either."""
        self.sound().looks += 1
        for size, viewport in SIZES.items():
            self.page.set_viewport_size(viewport)
            self._keep(f"{self.looks:02}-{name}-{size}.png")
            assert self.page.evaluate(WIDER) == 0, f"{self.page.url} is wider than a {size}"
            self._check_with_axe(size)
        self.page.set_viewport_size(SIZES[self.size])
        return self.sound()

    def _check_with_axe(self, size):
        if not self.has_script:
            return  # axe is a script itself; the same page is checked by the journey with scripts
        self.sound()
        found = Axe().run(self.page).response["violations"]
        self.page.evaluate(TIDY)
        self.troubles.clear()  # axe tries inline styles, and the page's policy says no
        told = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
        assert told == [], f"{self.page.url} on a {size}: {told}"

    def _keep(self, name):
        folder = ARTEFACTS / re.sub(r"\W+", "-", self.story.removeprefix("test_"))
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / name, full_page=True)
