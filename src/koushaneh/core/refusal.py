"""Refusals (امتناع): what an action will not do. A code and facts here; the sentence is in `web/words.py`."""


class Refusal(Exception):
    """An action refuses: nothing has been written, and the person is told why and what she can do."""

    code = "core.refused"

    def __init__(self, **facts):
        super().__init__(f"{self.code} {facts}")
        self.facts = facts
