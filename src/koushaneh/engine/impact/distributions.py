"""Normal, t, F, binomial and noncentral t distributions, accurate in both tails.

Sources: incomplete beta by its continued fraction (Lentz 1976, Didonato and
Morris 1992) with the prefactor of Loader (Fast and Accurate Computation of
Binomial Probabilities, 2000), which keeps relative accuracy for parameters in
the millions; normal quantile of Wichura (AS 241, 1988) from the standard
library. The noncentral t is in `noncentral`. Upper tails are computed
directly, never as 1 minus the lower one.
"""

import math
from collections.abc import Callable
from statistics import NormalDist

EPSILON = 1e-16
TINY = 1e-300
HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)
NORMAL = NormalDist()


def normal_cdf(z: float) -> float:
    """P(Z <= z)."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def normal_sf(z: float) -> float:
    """P(Z > z)."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_ppf(share: float) -> float:
    """The z that leaves `share` (0..1) below it; infinite at the two ends."""
    if share <= 0 or share >= 1:
        return math.inf if share >= 1 else -math.inf
    return NORMAL.inv_cdf(share)


def t_sf(t: float, df: float) -> float:
    """P(T > t) with `df` degrees of freedom, any positive number."""
    tail = 0.5 * beta_inc(df / 2, 0.5, *_split(t * t / df)[::-1])
    return tail if t >= 0 else 1 - tail


def t_cdf(t: float, df: float) -> float:
    """P(T <= t)."""
    return t_sf(-t, df)


def t_two_sided(t: float, df: float) -> float:
    """P(|T| > |t|), the p value of a two-sided test."""
    return 2 * t_sf(abs(t), df)


def t_ppf(share: float, df: float) -> float:
    """The t that leaves `share` below it; infinite at the two ends."""
    if share <= 0 or share >= 1:
        return math.inf if share >= 1 else -math.inf
    if share == 0.5:
        return 0.0
    tail = min(share, 1 - share)
    size = math.sqrt(_positive_root(lambda square: t_sf(math.sqrt(square), df), tail, _t_start(tail, df)))
    return size if share > 0.5 else -size


def f_cdf(ratio: float, df1: float, df2: float) -> float:
    """P(F <= ratio)."""
    x, y = _split(df1 * ratio / df2)
    return beta_inc(df1 / 2, df2 / 2, x, y)


def f_sf(ratio: float, df1: float, df2: float) -> float:
    """P(F > ratio)."""
    x, y = _split(df1 * ratio / df2)
    return beta_inc(df2 / 2, df1 / 2, y, x)


def f_ppf(share: float, df1: float, df2: float) -> float:
    """The ratio that leaves `share` below it."""
    if share <= 0 or share >= 1:
        return math.inf if share >= 1 else 0.0
    if share > 0.5:
        return _positive_root(lambda ratio: f_sf(ratio, df1, df2), 1 - share, _f_start(share, df1, df2))
    return 1 / _positive_root(lambda ratio: f_sf(ratio, df2, df1), share, _f_start(1 - share, df2, df1))


def binomial_two_sided(successes: int, trials: int, share: float = 0.5) -> float:
    """P of a count at most as likely as `successes` (exact binomial test). O(trials)."""
    chances = [binomial_pmf(count, trials, share) for count in range(trials + 1)]
    return min(1.0, math.fsum(one for one in chances if one <= chances[successes] * (1 + 1e-7)))


def binomial_pmf(successes: float, trials: float, share: float) -> float:
    """Binomial probability (Loader 2000); `share` strictly between 0 and 1."""
    if successes == 0 or successes == trials:
        return math.exp(trials * (math.log1p(-share) if successes == 0 else math.log(share)))
    return math.exp(_log_binomial(successes, trials - successes, share, 1 - share))


def beta_inc(a: float, b: float, x: float, y: float) -> float:
    """Regularised incomplete beta I_x(a, b); `y` is 1 - x, given apart so that neither loses digits."""
    if x <= 0 or y <= 0:
        return 0.0 if x <= 0 else 1.0
    front = math.exp(_log_binomial(a, b, x, y)) * (a / (a + b) * b)
    if x < (a + 1) / (a + b + 2):
        return min(1.0, front * _beta_fraction(a, b, x) / a)
    return max(0.0, 1 - front * _beta_fraction(b, a, y) / b)


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value, step = d, 0
    while True:
        step += 1
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        d, c = 1 / _away(1 + even * d), _away(1 + even / c)
        value *= d * c
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        d, c = 1 / _away(1 + odd * d), _away(1 + odd / c)
        value *= d * c
        if abs(d * c - 1) <= 3 * EPSILON or step > 100_000:
            return value


def _away(number: float) -> float:
    return number if abs(number) > TINY else TINY


def _split(odds: float) -> tuple[float, float]:
    """Return odds/(1 + odds) and 1/(1 + odds)."""
    return (1.0, 0.0) if math.isinf(odds) else (odds / (1 + odds), 1 / (1 + odds))


def _log_binomial(a: float, b: float, x: float, y: float) -> float:
    """Log of the binomial term Γ(a+b+1)/(Γ(a+1)Γ(b+1)) x^a y^b."""
    n = a + b
    spread = stirling_rest(n) - stirling_rest(a) - stirling_rest(b)
    fit = -_deviance(a, n * x) - _deviance(b, n * y)
    return spread + fit + 0.5 * (math.log(n / a / b)) - HALF_LOG_TWO_PI


def stirling_rest(z: float) -> float:
    """What Stirling's formula for log Γ(z + 1) leaves over."""
    if z < 16:
        return math.lgamma(z + 1) - (z + 0.5) * math.log(z) + z - HALF_LOG_TWO_PI
    square = z * z
    inner = 1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square
    return (1 / 12 - (1 / 360 - inner / square) / square) / z


def _deviance(x: float, mean: float) -> float:
    """x log(x/mean) + mean - x, without cancellation where both are close."""
    if abs(x - mean) >= 0.1 * (x + mean):
        return x * math.log(x / mean) + mean - x
    ratio = (x - mean) / (x + mean)
    total, power, place = (x - mean) * ratio, 2 * x * ratio, 1
    while True:
        power *= ratio * ratio
        grown = total + power / (2 * place + 1)
        if grown == total:
            return total
        total, place = grown, place + 1


def _t_start(tail: float, df: float) -> float:
    """First guess of the squared quantile: the normal one, or for few degrees of freedom its power tail."""
    if df * math.log10(tail) < -6 and df < 10:
        return max(1e-12, df * math.pow(tail, -2 / df))
    z = normal_ppf(tail)
    return max(1e-12, (z + (z**3 + z) / (4 * df)) ** 2)


def _f_start(share: float, df1: float, df2: float) -> float:
    """First guess of a quantile (Wilson and Hilferty 1931 on both sides)."""
    z, u, v = normal_ppf(share), 2 / (9 * df1), 2 / (9 * df2)
    below = (1 - v) ** 2 - z * z * v
    if below <= 0:
        return 10.0
    root = ((1 - u) * (1 - v) + z * math.sqrt((1 - u) ** 2 * v + (1 - v) ** 2 * u - z * z * u * v)) / below
    return max(1e-12, root) ** 3


def _positive_root(tail: Callable[[float], float], wanted: float, start: float) -> float:
    """Solve tail(x) = wanted for a falling function on x > 0: secants in logs between closing bounds."""
    low, high, x = 0.0, math.inf, start
    before: tuple[float, float] | None = None
    for _ in range(200):
        gap = math.log(max(tail(x), TINY) / wanted)
        if abs(gap) < 1e-14:
            return x
        low, high = (x, high) if gap > 0 else (low, x)
        place = math.log(x)
        slope = (gap - before[1]) / (place - before[0]) if before and place != before[0] else -1.0
        before = (place, gap)
        following = x * math.exp(min(300.0, -gap / slope)) if slope < 0 else math.inf
        if not low < following < high:
            following = _between(low, high)
        if abs(following - x) <= 4 * EPSILON * x or following in (low, high):
            return following
        x = following
    return x


def _between(low: float, high: float) -> float:
    if high == math.inf:
        return 4 * low
    return math.sqrt(low * high) if low > 0 else high / 16
