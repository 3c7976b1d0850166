"""Fields take what people type: digits of any script, Jalali days, toman, phones."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from koushaneh.web import fields


def refusal(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "typed", ["1234567", "۱۲۳۴۵۶۷", "١٢٣٤٥٦٧", "۱٬۲۳۴٬۵۶۷", " 1,234,567 ", "\u200e1234567"]
)
def test_a_number_may_be_typed_in_any_script(typed):
    assert fields.FoldedIntegerField().clean(typed) == 1_234_567


def test_a_number_that_is_none_or_out_of_range_is_refused_in_plain_words():
    field = fields.FoldedIntegerField(min_value=1, max_value=20)

    assert refusal(field, "دو") == "یک عدد درست بنویسید، مانند ۱۲."
    assert "کمتر" in refusal(field, "۰")
    assert "بیشتر" in refusal(field, "۲۱")


def test_toman_are_typed_and_rials_are_kept():
    assert fields.TomanField().clean("۱۲٬۵۰۰") == 125_000
    assert fields.TomanField(required=False).clean("") is None
    assert "کمتر" in refusal(fields.TomanField(), "-1")


@given(st.integers(min_value=0, max_value=10**12))
def test_an_amount_that_is_shown_in_a_field_reads_back_as_the_same_amount(toman):
    field = fields.TomanField()

    assert field.clean(field.prepare_value(toman * 10)) == toman * 10


def test_an_amount_is_spelt_out_under_its_field():
    class Form(forms.Form):
        income = fields.TomanField(label="درآمد")

    page = Template("{% field of=form.income %}").render(
        Context({"form": Form(initial={"income": 125_000_000})})
    )

    assert "دوازده میلیون و پانصد هزار تومان" in page
    assert 'value="۱۲٬۵۰۰٬۰۰۰"' in page


@pytest.mark.parametrize(
    "typed", ["09121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "+98 912 123 4567", "0098-9121234567", "9121234567"]
)
def test_a_phone_may_be_typed_in_any_spelling(typed):
    assert fields.PhoneField().clean(typed) == "+989121234567"


def test_wrong_numbers_are_refused_without_being_repeated():
    assert "۰۹" in refusal(fields.PhoneField(), "02188776655")
    assert "کد ملی" in refusal(fields.NationalIdField(), "1111111111")
    assert "کد پستی" in refusal(fields.PostalCodeField(), "123")
    assert "11111" not in refusal(fields.NationalIdField(), "1111111111")


def test_a_national_id_in_persian_digits_is_kept_in_ascii():
    assert fields.NationalIdField().clean("۰۰۸۴۵۷۵۹۴۸") == "0084575948"


def test_a_code_takes_digits_only_and_of_the_right_length():
    field = fields.DigitsField(length=6)

    assert field.clean("۱۲۳ ۴۵۶") == "123456"
    assert refusal(field, "12a456") == "اینجا فقط رقم بنویسید."
    assert refusal(field, "12345") == "این شماره باید ۶ رقم باشد."


def test_text_is_cleaned_as_it_comes_in():
    assert fields.CleanCharField().clean("  خانة\u200b  كوچك ي ") == "خانة کوچک ی"


@pytest.mark.parametrize(
    "typed", [("2", "9", "1405"), ("۰۲", "9", "۱۴۰۵"), ("٢", "9", "1405"), ("2", "9", "05")]
)
def test_a_day_is_typed_in_three_fields_and_kept_in_the_gregorian_calendar(typed):
    assert fields.JalaliDateField().clean(list(typed)) == date(2026, 11, 23)


def test_a_day_that_the_month_does_not_have_is_refused_with_its_last_day():
    assert "۱ تا ۲۹" in refusal(fields.JalaliDateField(), ["30", "12", "1405"])
    assert fields.JalaliDateField().clean(["30", "12", "1403"]) == date(2025, 3, 20)


def test_half_a_day_is_incomplete_and_no_day_is_none():
    assert "کامل" in refusal(fields.JalaliDateField(), ["2", "", "1405"])
    assert "کامل" in refusal(fields.JalaliDateField(required=False), ["2", "9", ""])
    assert fields.JalaliDateField(required=False).clean(["", "", ""]) is None
    assert refusal(fields.JalaliDateField(), ["2", "9", "سال"]).startswith("این تاریخ درست نیست")


def test_a_day_outside_its_limits_is_refused_with_the_limit():
    field = fields.JalaliDateField(earliest=date(2026, 11, 1), latest=lambda: date(2026, 11, 23))

    assert "۱۰ آبان ۱۴۰۵" in refusal(field, ["9", "8", "1405"])
    assert "۲ آذر ۱۴۰۵" in refusal(field, ["3", "9", "1405"])
    assert field.clean(["2", "9", "1405"]) == date(2026, 11, 23)


def test_a_day_is_shown_again_in_its_three_labelled_fields():
    class Form(forms.Form):
        day = fields.JalaliDateField(label="روز تولد")

    page = Template("{% field of=form.day %}").render(
        Context({"form": Form(initial={"day": date(2026, 11, 23)})})
    )

    assert 'value="۲"' in page
    assert '<option value="9" selected>آذر</option>' in page
    assert 'value="۱۴۰۵"' in page
    assert page.count("<label") == 3


@given(st.text(max_size=30))
def test_no_text_breaks_a_field(typed):
    every = [
        fields.PhoneField,
        fields.NationalIdField,
        fields.FoldedIntegerField,
        fields.TomanField,
        fields.DigitsField,
    ]
    for kind in every:
        try:
            kind(required=False).clean(typed)
        except ValidationError as refused:
            assert refused.messages


@given(st.lists(st.text(max_size=5), min_size=3, max_size=3))
def test_no_text_breaks_a_day(typed):
    try:
        day = fields.JalaliDateField(required=False).clean(typed)
    except ValidationError as refused:
        assert refused.messages
    else:
        assert day is None or isinstance(day, date)
