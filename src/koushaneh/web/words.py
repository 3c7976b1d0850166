"""Words (واژه‌ها): the sentence for every code of a refusal or a reason, and what the log says was done.

A sentence says what happened, what it means for her, what to do next. Each area keeps its own table
in `web/wording/` and `web/deeds/`; this module joins them and refuses a code that two tables claim.
Tests check that no code and no verb lacks words.
"""

from koushaneh.core.tables import joined
from koushaneh.web import deeds, wording

SENTENCES = joined(wording, "WORDS")
DEEDS = joined(deeds, "DEEDS")


def sentence(code, facts=None):
    """Return the sentence for a code, with its facts put in; KeyError for a code without words."""
    return str(SENTENCES[code]).format(**(facts or {}))


def deed(verb):
    """Return the words for a verb of the log; a verb that only an earlier version wrote stands as it is."""
    return str(DEEDS.get(verb, verb))


__all__ = ["DEEDS", "SENTENCES", "deed", "sentence"]
