"""Words (واژه‌ها): the sentence for every code of a refusal or a reason. A test checks that none is missing.

A sentence says what happened, what it means for her, what to do next. Each area keeps its own table
in `web/wording/`; this module joins them and refuses a code that two tables claim.
"""

from koushaneh.core.tables import joined
from koushaneh.web import wording

SENTENCES = joined(wording, "WORDS")


def sentence(code, facts=None):
    """Return the sentence for a code, with its facts put in; KeyError for a code without words."""
    return str(SENTENCES[code]).format(**(facts or {}))


__all__ = ["SENTENCES", "sentence"]
