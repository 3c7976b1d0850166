import csv
import io
import json

import pytest
import xlsxwriter

from koushaneh.audit.models import Record
from koushaneh.people.models import Identity, Person
from koushaneh.registry.actions import importing
from koushaneh.registry.models import File, Import, ImportRow, MergeCandidate
from koushaneh.registry.shipped import ship_categories
from koushaneh.registry.tables import DoubleHeader, MergedHeader, UnreadableTable, read_table
from tests.factories.access import make_post
from tests.factories.places import city, district
from tests.factories.registry import national_id

HEADER = [
    "شماره پرونده",
    "نام",
    "نام خانوادگی",
    "کد ملی",
    "موبایل",
    "منطقه",
    "نوع سرپرستی",
    "وضعیت",
    "درآمد (تومان)",
    "تاریخ ورود",
]


def line(number, **more):
    fields = {
        "شماره پرونده": f"{number:06}",
        "نام": "زهرا",
        "نام خانوادگی": f"نمونه{number}",
        "کد ملی": national_id(50_000 + number),
        "موبایل": f"0935{number:07}",
        "منطقه": "۷",
        "نوع سرپرستی": "همسر درگذشته",
        "وضعیت": "فعال",
        "درآمد (تومان)": "۵٬۰۰۰٬۰۰۰",
        "تاریخ ورود": "1403/5/12",
    }
    return [(fields | more)[name] for name in HEADER]


def as_csv(lines, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *lines])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    for row, cells in enumerate([HEADER, *lines]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    return content.getvalue()


@pytest.fixture
def officer(db):
    ship_categories()
    return make_post(number=7).account


def import_all(content, by, name="list.csv", place=None):
    """Upload, check and commit, as the worker would."""
    source = importing.upload_register(content, name, place=place or city(), by=by)
    source = importing.map_columns(source, source.mapping, by=by)
    source = importing.check_rows(importing.start_check(source, by=by))
    if source.counts["new"] + source.counts["changed"]:
        source = importing.commit_rows(importing.start_commit(source, by=by), by=by)
    return source


def test_columns_are_recognised_by_their_persian_names(officer):
    source = importing.upload_register(as_csv([line(1)]), "list.csv", place=city(), by=officer)

    assert source.mapping == {
        "number": "شماره پرونده",
        "first_name": "نام",
        "last_name": "نام خانوادگی",
        "national_id": "کد ملی",
        "phone": "موبایل",
        "district": "منطقه",
        "category": "نوع سرپرستی",
        "state": "وضعیت",
        "income_rials": "درآمد (تومان)",
        "opened_on": "تاریخ ورود",
    }


def test_a_new_woman_comes_with_everything_that_her_row_says(officer):
    source = import_all(as_csv([line(1)]), officer)

    file = File.objects.get()
    assert source.state == Import.State.DONE
    assert (file.place.code, file.category.code, file.state) == ("tehran-07", "widow", File.State.ACTIVE)
    assert file.person.identity.number == national_id(50_001)
    assert file.person.contacts.get().phone == "+989350000001"
    assert (file.facts.get().kind, file.facts.get().value) == ("income_rials", 50_000_000)
    assert file.opened_on.isoformat() == "2024-08-02"


def test_a_sheet_that_took_ids_for_numbers_gets_its_lost_zeros_back(officer):
    with_zeros = national_id(2_345_678 - 100_000_000)
    import_all(as_xlsx([line(1, **{"کد ملی": float(with_zeros)})]), officer, "list.xlsx")

    assert with_zeros.startswith("00")
    assert Identity.objects.get().number == with_zeros


def test_the_same_file_again_writes_nothing(officer):
    content = as_csv([line(number) for number in range(1, 6)])
    import_all(content, officer)
    before = (Person.objects.count(), File.objects.count())

    second = import_all(content, officer)

    assert second.counts == {"new": 0, "changed": 0, "same": 5, "duplicate": 0, "refused": 0}
    assert (Person.objects.count(), File.objects.count()) == before


def test_next_month_is_a_delta_and_the_citys_system_is_master_of_status(officer):
    import_all(as_csv([line(1), line(2)]), officer)

    second = import_all(as_csv([line(1, وضعیت="خارج‌شده"), line(2), line(3)]), officer)

    assert second.counts == {"new": 1, "changed": 1, "same": 1, "duplicate": 0, "refused": 0}
    assert list(File.objects.order_by("number").values_list("number", "state")) == [
        ("000001", "exited"),
        ("000002", "active"),
        ("000003", "active"),
    ]


def test_bad_rows_are_named_with_their_column_and_the_others_go_in(officer):
    bad = line(2, **{"کد ملی": "1111111111", "موبایل": "12"})

    source = import_all(as_csv([line(1), bad, line(1)]), officer)

    refused = ImportRow.objects.get(source=source, outcome="refused")
    assert source.counts == {"new": 1, "changed": 0, "same": 0, "duplicate": 1, "refused": 1}
    assert refused.number == 3
    assert [(problem["column"], problem["code"]) for problem in refused.problems] == [
        ("کد ملی", "row.national_id"),
        ("موبایل", "row.mobile"),
    ]


def test_a_district_does_not_take_over_the_file_of_another(officer):
    import_all(as_csv([line(1, منطقه="۸")]), officer)

    source = import_all(as_csv([line(1)]), officer, place=district(7))

    assert source.counts["refused"] == 1
    assert File.objects.get().place.code == "tehran-08"


def test_a_run_that_broke_goes_on_where_it_stopped(officer, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    source = importing.upload_register(
        as_csv([line(number) for number in range(1, 8)]), "list.csv", place=city(), by=officer
    )
    source = importing.map_columns(source, source.mapping, by=officer)
    source = importing.check_rows(importing.start_check(source, by=officer))
    source = importing.start_commit(source, by=officer)
    real, calls = importing.create_files, []

    def breaking(rows, **more):
        calls.append(len(rows))
        if len(calls) == 3:
            raise ConnectionError
        return real(rows, **more)

    monkeypatch.setattr(importing, "create_files", breaking)
    with pytest.raises(ConnectionError):
        importing.commit_rows(source, by=officer)
    assert File.objects.count() == 4

    importing.commit_rows(Import.objects.get(pk=source.pk), by=officer)

    assert (File.objects.count(), Person.objects.count()) == (7, 7)
    assert Import.objects.get().rows_done == 7


def test_each_chunk_leaves_one_record_with_the_files_it_opened(officer):
    import_all(as_csv([line(number) for number in range(1, 4)]), officer)

    record = Record.objects.get(verb="register.rows_committed")
    assert sorted(record.detail["opened"]) == sorted(File.objects.values_list("pk", flat=True))


def test_the_same_name_and_phone_under_another_number_is_proposed_for_merging(officer):
    import_all(as_csv([line(1)]), officer)
    again = line(1, **{"شماره پرونده": "000099", "کد ملی": national_id(60_000)})

    import_all(as_csv([again]), officer)

    assert MergeCandidate.objects.get().reason == "same_phone_and_name"


def test_the_stored_rows_hold_no_identity_in_the_clear(officer):
    import_all(as_csv([line(1)]), officer)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM registry_importrow")
        stored = cursor.fetchone()[0]
    assert national_id(50_001) not in stored
    assert json.loads(ImportRow.objects.get().sealed)["values"]["national_id"] == national_id(50_001)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "list.csv", UnreadableTable),
        (b"PK\x03\x04 not a sheet", "list.xlsx", UnreadableTable),
        ("نام,,نام خانوادگی\nالف,ب,ج\n".encode(), "list.csv", MergedHeader),
        ("نام,نام\nالف,ب\n".encode(), "list.csv", DoubleHeader),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(content, name, refusal):
    with pytest.raises(refusal):
        read_table(content, name)


def test_a_csv_of_an_old_office_in_its_own_encoding_is_read():
    columns, rows = read_table("نام;شهر\nزهرا;تهران\n".encode("cp1256"), "old.csv")

    assert (columns, rows) == (["نام", "شهر"], [["زهرا", "تهران"]])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("مطلقه", "divorced"),
        ("بيوه", "widow"),
        ("همسر از‌کار افتاده", "husband_disabled"),
        ("جداشده", "divorced"),
    ],
)
def test_the_words_of_other_registers_for_a_category_are_known(officer, written, code):
    import_all(as_csv([line(1, **{"نوع سرپرستی": written})]), officer)

    assert File.objects.get().category.code == code


def test_the_file_is_kept_sealed_and_is_gone_once_it_has_been_brought_in(
    officer, django_capture_on_commit_callbacks
):
    source = importing.upload_register(as_csv([line(1)]), "list.csv", place=city(), by=officer)
    with source.upload.open("rb") as kept:
        stored = kept.read()
    name, storage = source.upload.name, source.upload.storage
    assert national_id(50_001).encode() not in stored

    with django_capture_on_commit_callbacks(execute=True):
        source = importing.map_columns(source, source.mapping, by=officer)
        source = importing.check_rows(importing.start_check(source, by=officer))
        importing.commit_rows(importing.start_commit(source, by=officer), by=officer)

    assert not storage.exists(name)
