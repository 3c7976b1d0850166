"""A form in words, for its authors and its signers: its questions part by part, and the story of its versions."""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from koushaneh.calls.form_changes import changes_between
from koushaneh.calls.form_readers import readers_by_key
from koushaneh.calls.plain import hints_of_question
from koushaneh.calls.questions import questions_of
from koushaneh.calls.recordings import recordings_of
from koushaneh.web.asking import who_sees
from koushaneh.web.conditions import condition_of, numbered, said
from koushaneh.web.hq.question_form import KINDS
from koushaneh.web.words import sentence

DID = {
    "added": _("پرسش تازه: «{text}»"),
    "removed": _("برداشته شد: «{text}»"),
    "moved": _("جابه‌جا شد: «{text}»"),
    "edited": _("تغییر کرد ({parts}): «{text}»"),
}
PARTS = {
    "kind": _("نوع"),
    "text": _("متن"),
    "help": _("راهنما"),
    "section": _("بخش"),
    "options": _("گزینه‌ها"),
    "required": _("لازم بودن"),
    "when": _("شرط"),
    "variants": _("واژه‌های راه‌های دیگر"),
    "feeds": _("شاخص"),
    "gate": _("شرط ورود"),
    "privacy": _("چه کسی می‌بیند"),
    "voice": _("پاسخ با صدا"),
    "minimum": _("کمترین"),
    "maximum": _("بیشترین"),
    "unit": _("یکا"),
}


def story_of(versions):
    """Return [(version, changes in words)], the newest first; the first version is told as a beginning."""
    return [(version, _changes(version)) for version in versions]


def _changes(version):
    if version.before is None or version.made_for_id is None:
        return [_t("فرمی که با آن آغاز شد")]
    return [_in_words(change) for change in changes_between(version.before.questions, version.questions)]


def _in_words(change):
    parts = _t("، ").join(str(PARTS[name]) for name, _before, _after in change.parts)
    return str(DID[change.did]).format(text=said(change.text), parts=parts)


def parts_of_form(call):
    """Return [(title of the part, rows)], every question with all that must be known of it."""
    known, readers, spoken = numbered(questions_of(call.form)), readers_by_key(call), recordings_of(call.form)
    found = []
    for number, question in known.values():
        title = said(question.section)
        if not found or found[-1][0] != title:
            found.append((title, []))
        row = {
            "number": number,
            "question": question,
            "text": said(question.text),
            "kind": KINDS[question.kind],
            "answers": _t("، ").join(said(option["label"]) for option in question.options),
            "condition": condition_of(question, known),
            "readers": [reader.name for reader in readers.get(question.key, ())],
            "who_sees": who_sees(question),
            "is_spoken": (question.key, "fa") in spoken,
            "hints": [sentence(hint.code, hint.facts) for hint in hints_of_question(question)],
        }
        found[-1][1].append(row)
    return found
