"""A list: search, order, filters, pages, export, always within its scope and with few queries."""

from io import BytesIO

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from python_calamine import CalamineWorkbook

from koushaneh.calls.models import Application
from koushaneh.engine.persian import collation_key
from koushaneh.places.models import Place
from koushaneh.web.lists import Column, Filter, Listing, words_in

pytestmark = pytest.mark.django_db
PLANTED = "<script>alert(1)</script>"
COLUMNS = [
    Column("name", "نام", sort="sort_key", href=lambda place: f"/p/{place.code}/"),
    Column("kind", "گونه", value=lambda place: place.get_kind_display()),
    Column("population", "جمعیت", kind="number", sort="population"),
    Column("code", "کد", kind="code"),
]


def make_places(*names, kind=Place.Kind.DISTRICT):
    rows = []
    for number, name in enumerate(names, Place.objects.count()):
        place = {"code": f"p{number}", "path": f"/{number}/", "sort_key": collation_key(name)}
        rows.append(Place(name=name, kind=kind, population=max(0, 1000 - number), **place))
    Place.objects.bulk_create(rows)


def listing(query="", rows=None, **more):
    request = RequestFactory().get(f"/places/{query}")
    options = {
        "columns": COLUMNS,
        "name": "places",
        "sort": "name",
        "search": lambda rows, text: rows.filter(name__contains=text),
        "filters": [Filter("kind", "گونه", Place.Kind.choices)],
        **more,
    }
    return Listing(request, Place.objects.all() if rows is None else rows, **options)


def drawn(shown):
    return Template("{% listing of=it %}").render(Context({"it": shown}))


def names(shown):
    return [place.name for place in shown.rows]


def test_rows_stand_in_the_order_of_the_persian_alphabet_and_can_be_turned():
    make_places("چمن", "پونک", "آذری", "گیشا")

    assert names(listing()) == ["آذری", "پونک", "چمن", "گیشا"]
    assert names(listing("?sort=-name")) == ["گیشا", "چمن", "پونک", "آذری"]
    assert names(listing("?sort=population")) == ["گیشا", "آذری", "پونک", "چمن"]


def test_an_order_or_a_filter_that_nobody_offered_is_ignored():
    make_places("یک")

    shown = listing("?sort=path&kind=nothing&page=zzz")

    assert (shown.sort, shown.chosen, names(shown)) == ("name", {}, ["یک"])


def test_search_and_filter_narrow_the_list_and_say_how_many_are_left():
    make_places("پونک", "گیشا")
    make_places("پونک شمالی", kind=Place.Kind.NEIGHBOURHOOD)

    shown = listing("?q=پونک&kind=neighbourhood")

    assert names(shown) == ["پونک شمالی"]
    assert "۱ مورد" in drawn(shown)
    assert "selected>محله" in drawn(shown)


def test_words_are_found_in_any_order_and_spelling():
    make_places("خانه‌ی كوچك")
    Place.objects.update(sort_key="خانهکوچک")

    found = words_in("sort_key")(Place.objects.all(), "کوچک خانة")

    assert found.count() == 1
    assert words_in("sort_key")(Place.objects.all(), "کوچک باغ").count() == 0


def test_pages_keep_what_was_asked():
    make_places(*[f"محله {number}" for number in range(7)])

    page = drawn(listing("?q=محله&page=2", per_page=3))

    assert "صفحهٔ ۲ از ۳" in page
    assert "?q=%D9%85%D8%AD%D9%84%D9%87&amp;page=3" in page


def test_markup_in_a_row_or_a_question_is_shown_and_never_run():
    make_places(PLANTED)

    page = drawn(listing(f"?q={PLANTED}"))

    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 1  # the question, as it was typed
    assert page.count("&lt;script&gt;alert(۱)&lt;/script&gt;") == 1  # the row, its digits in Persian


def test_an_empty_list_invites_and_an_empty_search_leads_back():
    invitation = {"title": "هنوز جایی نیست", "href": "/new/", "action": "جایی بسازید"}

    assert 'href="/new/"' in drawn(listing(empty=invitation))
    assert "چیزی با این نشانی‌ها پیدا نشد" in drawn(listing("?q=x", empty=invitation))


@pytest.mark.parametrize("query", ["", "?q=محله&kind=district&sort=-population"])
def test_one_row_and_thirty_take_the_same_two_queries(query, django_assert_num_queries):
    for count in (1, 29):
        make_places(*[f"محله {number}" for number in range(count)])
        with django_assert_num_queries(2):
            drawn(listing(query))


def test_more_than_a_thousand_rows_are_not_counted_and_all_can_be_reached():
    make_places(*[f"محله {number}" for number in range(1_030)])

    first, far, beyond = (drawn(listing(f"?page={page}")) for page in (1, 21, 900))

    assert "بیش از ۱٬۰۰۰ مورد" in first and "صفحهٔ ۱</span>" in first
    assert "صفحهٔ ۲۱</span>" in far and far.count("<tr") == 1 + 30
    assert "صفحهٔ ۲۰</span>" in beyond and "page=21" in beyond


def test_what_many_rows_say_alike_is_put_into_words_once_and_escaped_in_each():
    make_places("یک", "دو", PLANTED)
    told = []
    column = Column("kind", "گونه", value=lambda place: told.append(place.pk) or PLANTED, hangs_on=("kind",))

    page = drawn(listing(columns=[Column("name", "نام", sort="name"), column]))

    assert len(told) == 1
    assert page.count("&lt;script&gt;alert(۱)&lt;/script&gt;") == 1 + 3
    assert "<script>" not in page


def test_who_reads_is_told_once_which_rows_were_shown():
    make_places("یک", "دو", "سه")
    told = []
    shown = listing("?page=2", per_page=2, seen=lambda rows: told.append([place.name for place in rows]))

    drawn(shown)
    drawn(shown)

    assert told == [["یک"]]


def test_htmx_gets_the_list_alone():
    make_places("یک")
    shown = listing()
    shown.request.htmx = type(
        "Htmx", (), {"boosted": False, "target": "list-places", "__bool__": lambda self: True}
    )()

    answer = shown.reply("style/page.html").content.decode()

    assert answer.lstrip().startswith('<div class="listing"')
    assert "<html" not in answer


def exported(query, **more):
    told = []
    answer = listing(query, seen=told.extend, **more).reply("style/page.html")
    return answer, told


def test_an_export_has_the_whole_scope_and_is_told_as_read():
    make_places("یک", "دو", "سه")
    make_places("چهار", kind=Place.Kind.COUNTY)

    answer, told = exported("?format=csv&kind=district&sort=name", per_page=1)

    assert answer.content.decode("utf-8-sig").splitlines() == [
        "نام,گونه,جمعیت,کد",
        "دو,منطقه,999,p1",
        "سه,منطقه,998,p2",
        "یک,منطقه,1000,p0",
    ]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert len(told) == 3


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_an_export_is_a_formula(formula):
    make_places(formula)

    text = exported("?format=csv")[0].content.decode("utf-8-sig")
    sheet = CalamineWorkbook.from_filelike(BytesIO(exported("?format=xlsx")[0].content)).get_sheet_by_index(0)

    assert f"'{formula}" in text
    assert sheet.to_python()[1][0].strip() == formula.strip()


def test_a_sheet_holds_text_only_and_runs_from_right_to_left():
    make_places("یک")
    content = exported("?format=xlsx")[0].content

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()

    assert rows == [["نام", "گونه", "جمعیت", "کد"], ["یک", "منطقه", "1000", "p0"]]
    assert b"rightToLeft" in sheet_of(content)
    with translation.override("en"):
        assert b"rightToLeft" not in sheet_of(exported("?format=xlsx")[0].content)


def sheet_of(content):
    from zipfile import ZipFile

    return ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_a_state_is_a_chip_on_the_page_and_a_word_in_the_export():
    column = Column("state", "وضعیت", kind="state")
    from koushaneh.web.ui.exports import plain
    from koushaneh.web.ui.listing import _shown

    application = Application(state="accepted")

    assert plain(column, application) == "پذیرفته"
    assert 'class="chip done"' in _shown(column, application, "fa")


def test_a_column_of_an_unknown_kind_and_a_filter_with_a_taken_name_fail():
    with pytest.raises(ValueError, match="accepted are"):
        Column("name", "نام", kind="colour")
    with pytest.raises(ValueError, match="cannot be named"):
        Filter("page", "برگه", [])
