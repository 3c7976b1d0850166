"""What an assignment of reviewers is made of, and why one may be refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from koushaneh.engine.errors import EngineError


@dataclass(frozen=True)
class Reviewer:
    """A reviewer, the district she belongs to ("" for none) and, if it differs, her own greatest load."""

    id: str
    district: str
    max_load: int | None = None


@dataclass(frozen=True)
class Application:
    """What is to be reviewed, and the district it comes from ("" for none)."""

    id: str
    district: str


@dataclass(frozen=True)
class Assignment:
    """Who reviews what: `pairs` are new, `kept` were there before; `loads` counts both, per reviewer."""

    pairs: tuple[tuple[str, str], ...]
    kept: tuple[tuple[str, str], ...]
    loads: Mapping[str, int]

    @property
    def spread(self) -> int:
        """Greatest load minus smallest load, in applications."""
        return max(self.loads.values(), default=0) - min(self.loads.values(), default=0)


class BadNumber(EngineError):
    """A count is below what is accepted. Facts: name, value, at_least."""

    code = "assignment.bad_number"


class DuplicateId(EngineError):
    """Two reviewers or two applications share an id. Facts: kind, ids."""

    code = "assignment.duplicate_id"


class UnknownId(EngineError):
    """A kept pair names a reviewer or application that is not given. Facts: pairs."""

    code = "assignment.unknown_id"


class KeptInConflict(EngineError):
    """A pair to keep is a conflict of interest. Facts: pairs."""

    code = "assignment.kept_in_conflict"


class TooFewReviewers(EngineError):
    """Some applications have too few reviewers without a conflict. Facts: applications, needed."""

    code = "assignment.too_few_reviewers"


class NoOutsideReviewer(EngineError):
    """Some applications have too few free reviewers of another district. Facts: applications, needed."""

    code = "assignment.no_outside_reviewer"


class NotEnoughCapacity(EngineError):
    """The reviewers' loads do not suffice. Facts: missing (reviews), applications that lack one."""

    code = "assignment.not_enough_capacity"
