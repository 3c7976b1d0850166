"""A form on paper (برگهٔ کاغذی): every question of a call with its boxes or lines, and when it is asked."""

from django.utils.translation import gettext_lazy as _

from koushaneh.web.asking import MONTHS, YES_NO, sheet_questions, who_sees
from koushaneh.web.conditions import condition_of, numbered, said


def on_paper(call):
    """Return the questions of a call as a printed form puts them: text, help, boxes or lines."""
    known, section = numbered(sheet_questions(call.form)), ""
    for number, question in known.values():
        before, section = section, said(question.section)
        yield {
            "number": number,
            "section": section if section != before else "",
            "text": said(question.text),
            "help": said(question.help),
            "condition": condition_of(question, known),
            "who_sees": who_sees(question),
            "boxes": _boxes(question),
            "takes_several": question.kind == "several",
            "is_day": question.kind == "day",
            "lines": 5 if question.kind == "text" else 1,
            "unit": _unit(question),
        }


def _boxes(question):
    if question.kind == "yes_no":
        return [label for _value, _raw, label, _icon in YES_NO]
    return [said(one["label"]) for one in question.options]


def _unit(question):
    if question.kind == "money":
        return _("تومان")
    return MONTHS if question.kind == "months" else said(question.unit)
