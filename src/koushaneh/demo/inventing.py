"""Inventing answers (پاسخ‌های ساختگی) to whatever a call asks, so that the cast may apply to any call of the demo."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image

from koushaneh.calls.actions.attachments import attach_file
from koushaneh.calls.filled import Filled
from koushaneh.calls.questions import FILED, asked
from koushaneh.calls.reading import BadAnswer, read
from koushaneh.core.time import today
from koushaneh.demo.applying import answers_of
from koushaneh.demo.names import CRAFTS

SPEECH = Path(__file__).parent / "speech"


def answers_to(call, rng):
    """Return {key: answer} of one invented woman: what the call requires, and what women usually say."""
    usual = answers_of(rng, track=rng.choice(call.tracks) if call.tracks else "")
    answers = {}
    while question := _next(call, answers):  # an answer may open the next question
        answers[question.key] = _answer(question, usual, call, rng)
    return {key: value for key, value in answers.items() if value is not None}


def _next(call, answers):
    questions = asked(call.form, answers, tracks=call.tracks)
    return next((one for one in questions if one.key not in answers), None)


def _answer(question, usual, call, rng):
    """Say what women usually say, where this question takes it; else invent only what is required."""
    try:
        if (value := read(question, usual.get(question.key))) is not None:
            return value
    except BadAnswer:
        pass  # the call has another question under that name
    if not question.required or question.kind in FILED:
        return None
    return INVENTED[question.kind](question, call, rng)


def _choice(question, _call, rng):
    return rng.choice(question.options)["value"]


def _several(question, _call, rng):
    return [rng.choice(question.options)["value"]]


def _number(question, _call, rng):
    highest = question.minimum + 12
    return rng.randint(question.minimum, min(highest, question.maximum or highest))


def _words(question, _call, rng):
    return rng.choice(CRAFTS)[: question.maximum]


INVENTED = {
    "choice": _choice,
    "several": _several,
    "yes_no": lambda _question, _call, _rng: True,
    "number": _number,
    "months": _number,
    "money": _number,
    "line": _words,
    "text": _words,
    "day": lambda _question, _call, rng: (today() - timedelta(days=rng.randint(30, 900))).isoformat(),
    "place": lambda _question, call, _rng: call.place.code,
}


def bring_files(application, *, by):
    """Attach a plain picture, or a synthetic voice, to every question that requires a file."""
    for question in Filled(application).missing:
        if question.kind in FILED:
            attach_file(application, question.key, _file(question.kind), kind=question.kind, by=by)


def _file(kind):
    if kind == "voice":
        speech = min(SPEECH.glob("*.ogg"))
        return ContentFile(speech.read_bytes(), name=speech.name)
    drawn = BytesIO()
    Image.new("RGB", (320, 240), "#ddf0ee").save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), name="sample.png")
