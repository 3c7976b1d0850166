"""One screen of a questionnaire (یک پرسش): its words and the tiles to answer with, for whoever reads it."""

from koushaneh.web.asking import said

FACES = {
    "very_sad": "frown",
    "sad": "annoyed",
    "neutral": "meh",
    "happy": "smile",
    "very_happy": "laugh",
}


def screen_of(step, given=None):
    """Return what the template of an item shows; `given` is the answer to mark, None for none."""
    is_ladder = not step.instrument.responses
    ends = step.instrument.definition["responses"] if is_ladder else {}
    return {
        "text": said(step.text),
        "intro": said(step.intro),
        "tiles": list(_tiles(step, given)),
        "is_ladder": is_ladder,
        "ends": [said(ends.get(end, {})) for end in ("min_label", "max_label")] if is_ladder else [],
    }


def _tiles(step, given):
    """Return (raw value, words, icon of the face, is chosen), the best answer last."""
    words = {response.value: response for response in step.instrument.responses}
    for value in step.values:
        response = words.get(value)
        label = said(response.label or {}) if response else f"{value:g}"
        face = FACES.get(response.face or "", "") if response else ""
        yield {"raw": f"{value:g}", "label": label, "face": face, "is_chosen": given == f"{value:g}"}
