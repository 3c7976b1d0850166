"""What the scales refuse."""

from koushaneh.engine.errors import EngineError


class BadInstrument(EngineError):
    """A definition breaks the schema or contradicts itself. Facts: place, accepted."""

    code = "scales.bad_instrument"


class UnknownInstrument(EngineError):
    """No instrument of that id is shipped. Facts: id, accepted."""

    code = "scales.unknown_instrument"


class AnswerOutOfRange(EngineError):
    """An answer is not one of the responses. Facts: row (0 first), key, value, accepted."""

    code = "scales.answer_out_of_range"


class UnknownItem(EngineError):
    """Answers name an item that the instrument lacks. Facts: key, accepted."""

    code = "scales.unknown_item"
