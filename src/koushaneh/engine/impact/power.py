"""What a group can detect: smallest d_z that a paired t test finds (Cohen 1988), by the noncentral t."""

import math
from dataclasses import dataclass

from koushaneh.engine.impact.distributions import t_ppf
from koushaneh.engine.impact.errors import TooFewPeople
from koushaneh.engine.impact.noncentral import nct_cdf, nct_sf

LEVEL = 0.05
WANTED = 0.8


@dataclass(frozen=True)
class Power:
    """With `n` pairs and `outcomes` two-sided tests at `level`/`outcomes` each: what is found so often.

    `detectable_dz` is the smallest true d_z that is found with chance `power`.
    """

    n: int
    outcomes: int
    level: float
    power: float
    detectable_dz: float


def power(n: int, d_z: float, *, level: float = LEVEL) -> float:
    """Chance, 0..1, that a two-sided paired t test with `n` pairs is significant if d_z is true.

    Refuses with TooFewPeople fewer than two pairs.
    """
    if n < 2:
        raise TooFewPeople(found=n, needed=2)
    edge, shift = t_ppf(1 - level / 2, n - 1), d_z * math.sqrt(n)
    return nct_sf(edge, n - 1, shift) + nct_cdf(-edge, n - 1, shift)


def detectable(n: int, *, outcomes: int = 1, level: float = LEVEL, wanted: float = WANTED) -> Power:
    """Return the smallest d_z that is found with chance `wanted`. Refuses with TooFewPeople below two."""
    low, high = 0.0, 1.0
    while power(n, high, level=level / outcomes) < wanted:
        low, high = high, 2 * high
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        enough = power(n, middle, level=level / outcomes) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return Power(n=n, outcomes=outcomes, level=level, power=wanted, detectable_dz=high)
