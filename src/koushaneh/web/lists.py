"""Lists (فهرست‌ها): one scope of rows; search, sort, filters, pages, and an export of the same scope.

listing = Listing(
    request, rules.files_for(request.user), name="files", columns=[Column("name", _("نام"), ...)],
    search=words_in("person__search_text"), filters=[...], sort="name", seen=note_reading,
)
return listing.reply("d/files.html", {"more": facts})
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from koushaneh.engine.persian import fold, fold_words
from koushaneh.web.ui import listing as drawing
from koushaneh.web.ui.exports import export
from koushaneh.web.ui.paging import page_of

KINDS = {"text", "number", "date", "time", "state", "money", "code", "reference", "phone", "percent", "score"}
OWN_PARAMETERS = {"q", "sort", "page", "format"}
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Column:
    """One column. `value` takes a row; without it the attribute `name` is read. `sort` orders it.

    A "code" is typed as it stands, letters and ASCII digits; a "reference" (the number of a file or a
    letter) and a "phone" are read in the digits of the language. `hangs_on` are the attributes of a row
    that alone decide what stands here: rows that agree in them are put into words once a page.
    """

    name: str
    title: str
    value: Callable | None = None
    sort: str | tuple = ""
    href: Callable | None = None
    kind: str = "text"
    hangs_on: tuple = ()

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind of column {self.name} is {self.kind!r}; accepted are {sorted(KINDS)}")

    def read(self, row):
        if self.value:
            return self.value(row)
        if self.kind == "state":
            return row
        return row[self.name] if isinstance(row, dict) else getattr(row, self.name)

    def ordering(self, *, is_falling):
        names = (self.sort,) if isinstance(self.sort, str) else self.sort
        return [_turned(name) if is_falling else name for name in names]


def _turned(name):
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list. `apply(rows, value)` gets only values among `choices`."""

    name: str
    title: str
    choices: list
    apply: Callable = None
    accepted: frozenset = field(init=False, compare=False)

    def __post_init__(self):
        if self.name in OWN_PARAMETERS:
            raise ValueError(f"a filter cannot be named {self.name!r}: the list uses it itself")
        object.__setattr__(self, "accepted", frozenset(str(value) for value, _title in self.choices))

    def narrow(self, rows, value):
        return self.apply(rows, value) if self.apply else rows.filter(**{self.name: value})


def words_in(*columns):
    """Return a search that wants every word of the question in one of these folded columns."""

    def search(rows, text):
        for word in fold_words(text):
            condition = drawing.any_of(f"{column}__contains" for column in columns)(word)
            rows = rows.filter(condition)
        return rows

    return search


def folded_in(column):
    """Return such a search for a short list of which no folded column is kept: its names are folded here."""

    def search(rows, text):
        words = fold_words(text)
        found = [
            pk for pk, name in rows.values_list("pk", column) if all(word in fold(name) for word in words)
        ]
        return rows.filter(pk__in=found)

    return search


class Listing:
    """A list as this request asks for it. `seen(rows)` is told once which rows were shown or exported.

    `count` is how many rows there are unnarrowed, where the page knows it already.
    """

    def __init__(
        self,
        request,
        queryset,
        *,
        columns,
        name,
        search=None,
        search_label="",
        filters=(),
        sort="",
        per_page=50,
        empty=None,
        seen=None,
        count=None,
    ):
        self.request, self.queryset, self.name = request, queryset, name
        self.columns, self.filters = columns, list(filters)
        self.search, self.search_label = search, search_label
        self.default_sort, self.per_page = sort, per_page
        self.empty, self.seen, self.count = empty or {}, seen, count
        self.is_told = False

    @property
    def text(self):
        """What was searched for."""
        return self.request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH] if self.search else ""

    @cached_property
    def chosen(self):
        """The filters in use: name -> value."""
        asked = {each.name: self.request.GET.get(each.name, "") for each in self.filters}
        return {each.name: asked[each.name] for each in self.filters if asked[each.name] in each.accepted}

    @cached_property
    def sort(self):
        """The column that orders the list; a minus turns it round."""
        asked = self.request.GET.get("sort", self.default_sort)
        sortable = {column.name for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in sortable else self.default_sort

    @cached_property
    def scope(self):
        """All rows that fit, in order; the export has exactly these."""
        rows = self.queryset
        for each in self.filters:
            if each.name in self.chosen:
                rows = each.narrow(rows, self.chosen[each.name])
        if self.text:
            rows = self.search(rows, self.text)
        return rows.order_by(*self._ordering()) if self.sort else rows

    def _ordering(self):
        name = self.sort.removeprefix("-")
        column = next(column for column in self.columns if column.name == name)
        return [*column.ordering(is_falling=self.sort.startswith("-")), "pk"]

    @cached_property
    def page(self):
        return page_of(
            self.scope, self.request.GET.get("page", ""), per_page=self.per_page, count=self._known
        )

    @property
    def _known(self):
        return None if self.is_narrowed else self.count

    @cached_property
    def rows(self):
        """The rows of this page; reading them is told to `seen`."""
        return self._told(self.page.rows)

    def _told(self, rows):
        if self.seen and not self.is_told:
            self.seen(rows)
        self.is_told = True
        return rows

    @property
    def has_search(self):
        return self.search is not None

    @property
    def is_narrowed(self):
        return bool(self.text or self.chosen)

    def address(self, **changes):
        """Return this list's query string with changes; an empty value takes a parameter away."""
        query = QueryDict(mutable=True)
        kept = {"q": self.text, **self.chosen, "sort": self.request.GET.get("sort", "")}
        query.update({key: value for key, value in (kept | changes).items() if value})
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    def html(self, context):
        return drawing.draw_listing(context, self)

    def reply(self, template, context=None):
        """Answer with a file, the list alone for HTMX, or the whole page."""
        wanted = self.request.GET.get("format")
        if wanted in ("csv", "xlsx"):
            return export(self.name, self.columns, self._told(list(self.scope)), wanted)
        if self._is_fragment():
            return HttpResponse(drawing.draw_alone(self))
        return render(self.request, template, {**(context or {}), "listing": self})

    def _is_fragment(self):
        htmx = getattr(self.request, "htmx", None)
        return bool(htmx) and not htmx.boosted and htmx.target == f"list-{self.name}"
