"""The form of a question under any hand: what it takes the house takes too, and what it refuses it still shows."""

import html
import json

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.calls.questions import FILED, KINDS, Question
from koushaneh.calls.reading import read
from koushaneh.places.models import Place
from koushaneh.web.asking import AnswerForm, in_words, shown_value

ANSWERED = sorted(set(KINDS) - set(FILED))
PLACES = [
    Place(code=f"p-{number}", name=f"منطقهٔ {number}", name_en=f"District {number}") for number in range(3)
]
BOTH = {"fa": "پرسش", "en": "Question"}
TYPED = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**16), 10**16).map(str),
    st.integers(0, 10**16).map(
        lambda number: f"{number:,}".translate({48 + digit: 0x6F0 + digit for digit in range(10)})
    ),
    st.sampled_from(
        [
            "",
            " ",
            "yes",
            "no",
            "True",
            "1",
            "2",
            "p-1",
            "0",
            "-1",
            "9" * 40,
            "²",
            "\u200c",
            "x" * 4_000,
            "1e9",
            "۳۰",
        ]
    ),
)


@st.composite
def questions(draw):
    """One question of any kind, with the options and bounds that a form may give it."""
    kind = draw(st.sampled_from(ANSWERED))
    options = draw(st.lists(st.sampled_from(["1", "2", 3, "yes"]), min_size=1, max_size=4, unique=True))
    bounds = draw(st.tuples(st.integers(0, 50), st.none() | st.integers(50, 10**13)))
    minimum, maximum = (
        bounds if kind in ("number", "months", "money") else (0, draw(st.none() | st.integers(1, 60)))
    )
    labels = tuple({"value": one, "label": BOTH} for one in options)
    return Question(
        "q", kind, BOTH, options=labels, required=draw(st.booleans()), minimum=minimum, maximum=maximum
    )


def posted(question, one, more):
    fields = {"revision": "0", "answer": one}
    if question.kind == "several":
        fields["answer"] = [one, *more]
    if question.kind == "day":
        fields |= {f"answer_{number}": value for number, value in enumerate([one, *more, "", ""][:3])}
    return fields


class Posted(dict):
    """What a browser sends, as a form reads it."""

    def getlist(self, name):
        found = self.get(name, [])
        return found if isinstance(found, list) else [found]


def form_of(question, fields=None, **options):
    return AnswerForm(question, Posted(fields) if fields is not None else None, places=PLACES, **options)


EVERY = {
    "question": questions(),
    "one": TYPED,
    "more": st.lists(TYPED, min_size=2, max_size=2),
    "language": st.sampled_from(["fa", "en"]),
}


@given(**EVERY)
def test_what_the_form_takes_the_house_takes_and_says(question, one, more, language):
    with override(language):
        form = form_of(question, posted(question, one, more))
        if form.is_valid():
            value = read(question, form.cleaned_data["answer"])

            assert json.loads(json.dumps(value)) == value
            assert question.kind == "place" or value is None or str(in_words(question, value))
        else:
            assert set(form.errors) == {"answer"}


@given(**EVERY)
def test_what_is_kept_is_shown_and_sent_again_as_it_was(question, one, more, language):
    with override(language):
        form = form_of(question, posted(question, one, more))
        value = read(question, form.cleaned_data["answer"]) if form.is_valid() else None
        if value is not None:
            field, shown = form.fields["answer"], shown_value(question, value)
            sent = field.widget.decompress(shown) if question.kind == "day" else field.prepare_value(shown)

            assert form_of(question, initial={"answer": shown}).as_p()
            assert read(question, field.clean(sent)) == value


@given(**EVERY)
def test_what_the_form_refuses_is_not_lost(question, one, more, language):
    with override(language):
        form = form_of(question, posted(question, one, more))
        is_typed = question.kind in ("line", "number", "months", "money")
        if not form.is_valid() and is_typed:
            drawn = html.unescape(str(form["answer"]))

            assert one.replace("\0", "\N{REPLACEMENT CHARACTER}") in drawn or one in drawn
