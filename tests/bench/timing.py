"""How every bench measures: the fastest of three runs, and the memory the process has had at most."""

import resource
import time
from collections.abc import Callable
from typing import Any

SLOW = 10.0


def best(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Seconds and result of the fastest of `times` runs, or of those before one that is slow."""
    fastest, found = float("inf"), None
    for _ in range(times):
        began = time.perf_counter()
        found = work()
        fastest = min(fastest, time.perf_counter() - began)
        if fastest > SLOW:
            break
    return fastest, found


def memory() -> str:
    """The greatest resident memory of this process so far."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
