"""Local polynomial regression on one side of a cut-off, as weights on the mean outcomes.

A coefficient of weighted least squares is a weighted sum of the outcomes.
Knowing the weights gives estimate, variance and bias constant at once (Fan
and Gijbels 1996). Powers are taken of distance/width, which keeps the normal
equations well-conditioned.
"""

from dataclasses import dataclass

import numpy as np

from koushaneh.engine.impact.errors import NobodyDiffers, TooFewPeople
from koushaneh.engine.impact.masses import (
    KERNELS,
    Floats,
    Kernel,
    Masses,
    Variance,
    fitted_squares,
    neighbour_squares,
)


@dataclass(frozen=True)
class Design:
    """The fit of one polynomial: powers of distance/width, kernel weights and the inverted normal matrix."""

    side: Masses
    width: float
    order: int
    powers: Floats
    weights: Floats
    inverse: Floats

    def row(self, place: int) -> Floats:
        """Weights on each person's outcome (one number a value) that give coefficient `place`."""
        scaled = (self.powers @ self.inverse[place]) * self.weights
        return np.asarray(scaled / self.width**place)

    def coefficients(self) -> Floats:
        """Coefficients of the powers of distance/width."""
        return np.asarray(
            self.inverse @ (self.powers.T @ (self.weights * self.side.counts * self.side.means))
        )

    def squares(self, variance: Variance) -> Floats:
        """Sum of squared residuals at each value."""
        if variance == "nearest-neighbours":
            return neighbour_squares(self.side)
        return fitted_squares(self.side, np.asarray(self.powers @ self.coefficients()), self.order + 1)


def design(side: Masses, width: float, order: int, kernel: Kernel, *, keep: Masses | None = None) -> Design:
    """Prepare a fit of `order` within `width`; `keep` keeps further values, with weight zero.

    Refuses with TooFewPeople where fewer than order + 1 distinct values have weight,
    NobodyDiffers where those cannot be told apart beside a few that are far away.
    """
    near = side.near(width, kernel)
    if len(near.counts) < order + 1:
        raise TooFewPeople(found=len(near.counts), needed=order + 1, of="distinct values near the cut-off")
    kept = keep or near
    scaled = kept.distances / width
    weights = KERNELS[kernel](scaled)
    powers = np.vander(scaled, order + 1, increasing=True)
    inverse = _inverse((powers * (weights * kept.counts)[:, None]).T @ powers)
    return Design(kept, width, order, powers, weights, inverse)


def _inverse(normal: Floats) -> Floats:
    """Invert, or refuse where all but a few people have the same distance to working precision."""
    if not np.linalg.cond(normal) < 1 / np.finfo(float).eps:
        raise NobodyDiffers(of="running variable, beside a few far away")
    return np.asarray(np.linalg.inv(normal))


@dataclass(frozen=True)
class Spread:
    """Variance of a coefficient and its bias constant, at a pilot width."""

    variance: float
    bias: float


def spread(side: Masses, width: float, order: int, place: int, kernel: Kernel, variance: Variance) -> Spread:
    """Variance of coefficient `place` and the factor with which the next power leaks into it."""
    fit = design(side, width, order, kernel)
    row = fit.row(place)
    bias = float(row @ (fit.side.counts * (fit.side.distances / width) ** (order + 1))) * width**place
    return Spread(float(row**2 @ fit.squares(variance)), bias)
