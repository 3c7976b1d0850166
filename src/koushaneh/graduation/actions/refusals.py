"""What leaving refuses, and why."""

from koushaneh.core.refusal import Refusal


class NotYours(Refusal):
    """Another person looks at it a second time and decides; not who wrote it, not she herself, not from afar."""

    code = "graduation.not_yours"


class AlreadyOpen(Refusal):
    code = "graduation.already_open"


class PathEnded(Refusal):
    code = "graduation.path_ended"


class NoActiveFile(Refusal):
    """Only who is supported can leave support."""

    code = "graduation.no_active_file"


class NoChecklist(Refusal):
    code = "graduation.no_checklist"


class Closed(Refusal):
    """This review is not at the point where that can be done."""

    code = "graduation.closed"


class ComputedStands(Refusal):
    """What was computed from papers is not written over: the papers are put right first."""

    code = "graduation.computed_stands"


class OwnWord(Refusal):
    """Only her own words answer this criterion."""

    code = "graduation.own_word"


class SayMore(Refusal):
    """`part` is evidence, since, statement, missing, words, reply or source."""

    code = "graduation.say_more"


class NotEnough(Refusal):
    code = "graduation.not_enough"


class NotConfirmed(Refusal):
    """Whoever answers for her must say how she said it."""

    code = "graduation.not_confirmed"


class BadDay(Refusal):
    code = "graduation.bad_day"


class BadChecklist(Refusal):
    code = "graduation.bad_checklist"
