"""What the impact computations refuse."""

from koushaneh.engine.errors import EngineError


class TooFewPeople(EngineError):
    """Too few people for the question. Facts: found, needed, and where it matters the side or group."""

    code = "impact.too_few_people"


class NobodyDiffers(EngineError):
    """A spread is zero, so that nothing can be set in proportion to it. Facts: of."""

    code = "impact.nobody_differs"


class BadReliability(EngineError):
    """A reliability outside 0..1 (1 excluded). Facts: found."""

    code = "impact.bad_reliability"


class NoCutoff(EngineError):
    """The functional group does no better than these women before. Facts: functional_mean, before_mean."""

    code = "impact.no_cutoff"


class BadProbability(EngineError):
    """A probability of treatment of 0 or 1 or beyond. Facts: row, found."""

    code = "impact.bad_probability"


class NoComparison(EngineError):
    """One side of the comparison is empty. Facts: side."""

    code = "impact.no_comparison"


class BoundsDoNotExist(EngineError):
    """Trimming would leave nobody, or nobody was measured. Facts: group."""

    code = "impact.bounds_do_not_exist"
