"""Pages of a list (صفحه‌های فهرست). Rows are counted to a thousand, so that a page costs the same in a long list."""

from dataclasses import dataclass

from koushaneh.core.counting import counts_of

MOST = (
    1_000  # more are not counted: "more than a thousand" is said, and pages go on as long as there are rows
)
FARTHEST = 1_000_000  # a page beyond it is not looked for


@dataclass(frozen=True)
class Page:
    """One page: its rows, how many there are in all, and whether that is only the least of it."""

    number: int
    rows: list
    count: int
    is_more: bool
    has_next: bool
    last: int

    @property
    def has_previous(self):
        return self.number > 1


def page_of(rows, asked, *, per_page, count=None):
    """Return the page asked for; the first for nonsense, the last for one beyond it. `count` where it is known."""
    found = counts_of({"rows": rows.order_by()[: MOST + 1]})["rows"] if count is None else count
    is_more = count is None and found > MOST
    whole = MOST if is_more else found
    last = max(1, -(-whole // per_page))
    number = _number(asked) if is_more else min(_number(asked), last)
    shown = _cut(rows, number, per_page)
    if not shown and number > last:  # beyond the end of a list whose end was not counted
        number, shown = last, _cut(rows, last, per_page)
    return Page(number, shown[:per_page], whole, is_more, len(shown) > per_page, last)


def _number(asked):
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    return min(max(number, 1), FARTHEST)


def _cut(rows, number, per_page):
    """Return the rows of a page and the first of the next one."""
    start = (number - 1) * per_page
    return list(rows[start : start + per_page + 1])
