"""Numbers given as options: Persian digits count as digits, and a refusal says what is accepted."""

import argparse
import math
from collections.abc import Callable

from koushaneh.cli.engine.tables import LARGEST, as_number, as_whole

MOST = 10**9


def whole(least: int, most: int = MOST) -> Callable[[str], int]:
    """Return a reader of whole numbers from `least` to `most`, for argparse."""
    accepted = f"a whole number from {least} to {most}"

    def read(text: str) -> int:
        try:
            value = as_whole(text)
        except (ValueError, OverflowError):
            raise _refusal(text, accepted) from None
        if least <= value <= most:
            return value
        raise _refusal(text, accepted)

    return read


def number(
    *, least: float = -LARGEST, above: float = -math.inf, most: float = LARGEST
) -> Callable[[str], float]:
    """Return a reader of finite numbers from `least` (or beyond `above`) to `most`, for argparse."""
    accepted = "a number"
    if above > -math.inf:
        accepted += f" above {above:g}"
    elif least > -LARGEST:
        accepted += f" of {least:g} or more"
    if most < LARGEST:
        accepted += f", {most:g} at most"

    def read(text: str) -> float:
        try:
            value = as_number(text)
        except (ValueError, OverflowError):
            raise _refusal(text, accepted) from None
        if value > above and least <= value <= most:
            return value
        raise _refusal(text, accepted)

    return read


def words(text: str) -> str:
    """Read any text, for argparse; bytes that are no UTF-8 are refused."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _refusal(ascii(text), "UTF-8 text") from None
    return text


def _refusal(text: str, accepted: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"found {text[:60]!r}; accepted is {accepted}")
