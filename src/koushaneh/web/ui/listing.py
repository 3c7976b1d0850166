"""The drawing of a list: a table on desks, cards on phones, the same markup.

Cells are put together in Python, because a template tag a cell makes a list of fifty rows
four times as slow. Everything that comes from a row goes through `escape`.
"""

from functools import lru_cache
from html import escape as escape_text
from operator import attrgetter

from django.db.models import Q
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from koushaneh.web.ui import pieces, values

WRITERS = {
    "text": values.digits,
    "number": values.grouped,
    "date": values.long_day,
    "time": values.unbroken_time,
    "money": values.in_toman,
    "percent": values.as_percent,
    "score": values.as_score,
    "code": str,
    "reference": values.digits,
    "phone": values.phone,
}
ISOLATED = {
    "code": '<bdi class="code">{}</bdi>',
    "reference": "<bdi>{}</bdi>",
    "phone": '<bdi dir="ltr">{}</bdi>',
}
NUMERIC = {"number", "money", "percent", "score"}


def escape(value):
    """Escape by the standard library: the same five signs as Django's, without its detour by lazy texts."""
    return escape_text(str(value))


def any_of(lookups):
    """Return a function from a value to "one of these lookups finds it"."""
    lookups = list(lookups)

    def condition(value):
        found = Q()
        for lookup in lookups:
            found |= Q(**{lookup: value})
        return found

    return condition


def draw_listing(context, listing):
    template = context.template.engine.get_template("ui/listing.html")
    return template.render(context.new(_facts(listing)))


def draw_alone(listing):
    return get_template("ui/listing.html").render(_facts(listing), listing.request)


def _facts(listing):
    return {
        "listing": listing,
        "page": listing.page,
        "count": listing.page.count,
        "heads": [_head(listing, column) for column in listing.columns],
        "body": _body(listing.columns, listing.rows),
        "choices": [(each, listing.chosen.get(each.name, "")) for each in listing.filters],
        "links": _links(listing),
    }


def _head(listing, column):
    """Return what the template needs for one head: title, address that sorts by it, how it is sorted now."""
    is_current = listing.sort.removeprefix("-") == column.name
    is_falling = listing.sort.startswith("-")
    turned = column.name if not is_current or is_falling else f"-{column.name}"
    order = ("descending" if is_falling else "ascending") if is_current else ""
    address = listing.address(sort=turned) if column.sort else ""
    return {"title": column.title, "address": address, "order": order, "kind": column.kind}


def _body(columns, rows):
    """Return all rows."""
    cells = [_cell(column, is_first=column is columns[0]) for column in columns]
    lines = ["".join([cell(row) for cell in cells]) for row in rows]
    return mark_safe("".join(f'<tr role="row">{line}</tr>' for line in lines))  # noqa: S308  escaped in _shown


def _cell(column, *, is_first):
    """Return a function that draws the cell of a row."""
    opening, closing = _frame_of(column, is_first=is_first)
    language, read, href = get_language(), column.read, column.href

    def shown(row):
        return _shown(column, read(row), language)

    if column.hangs_on:
        shown = _once_for_each(shown, attrgetter(*column.hangs_on))
    if not href:
        return lambda row: f"{opening}{shown(row)}{closing}"
    return lambda row: f"{opening}{_linked(href(row), shown(row))}{closing}"


def _once_for_each(shown, key):
    """Put into words once a page what many rows say alike."""
    drawn = {}

    def again(row):
        found = key(row)
        if found not in drawn:
            drawn[found] = shown(row)
        return drawn[found]

    return again


def _linked(href, shown):
    return f'<a href="{escape(href)}">{shown}</a>' if href else shown


def _frame_of(column, *, is_first):
    """Return the opening and the closing tag of the cells of a column."""
    title = escape(column.title)
    numeric = ' class="figures"' if column.kind in NUMERIC else ""
    if is_first:
        return f'<th role="rowheader" scope="row"{numeric} data-title="{title}">', "</th>"
    return f'<td role="cell"{numeric} data-title="{title}">', "</td>"


def _shown(column, value, language):
    if value is None or value == "":
        return "—"
    if column.kind == "state":
        return _chip(type(value), value.state, language)
    if isinstance(value, SafeString):
        return value
    text = escape(WRITERS[column.kind](value))
    return ISOLATED.get(column.kind, "{}").format(text)


@lru_cache(maxsize=1024)
def _chip(model, state, _language):
    """Return the chip of a state; a list shows the same few again and again."""
    return pieces.state(of=model(state=state))


def _links(listing):
    page = listing.page
    return {
        "before": listing.address(page=page.number - 1) if page.has_previous else "",
        "after": listing.address(page=page.number + 1) if page.has_next else "",
        "all": listing.request.path,
        "csv": listing.address(format="csv"),
        "xlsx": listing.address(format="xlsx"),
    }
