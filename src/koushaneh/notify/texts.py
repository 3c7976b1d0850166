"""Every text that may leave, by name; a name that two areas claim is refused."""

from koushaneh.core.tables import joined
from koushaneh.notify import wording

TEXTS = joined(wording, "TEXTS")


def text_of(template, form, facts):
    """Return a text with its facts put in; `form` is "open", "covered" or "notice"."""
    return str(TEXTS[template][form]).format(**facts)
