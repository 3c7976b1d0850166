"""Income that lasts: hand-worked months, what lacks is named."""

from datetime import date
from fractions import Fraction

import pytest

from koushaneh.engine.income import Lasting, Month, NoIncome, NoIndex, Spell, lasting_income, month_of
from koushaneh.engine.persian import from_jalali

UNTIL = from_jalali(1405, 9, 7)
MONTHS = [from_jalali(1405, month, 1) for month in range(1, 10)]
FLAT = dict.fromkeys(MONTHS, Fraction(100))


def lasting(spells, index=FLAT, **more):
    values = {"need": 1000, "priced_on": from_jalali(1405, 8, 20), "until": UNTIL, "months": 3} | more
    return lasting_income(spells, index, **values)


def test_each_month_is_compared_in_the_prices_of_the_need():
    rising = FLAT | {MONTHS[5]: Fraction(80), MONTHS[6]: Fraction(90)}

    found = lasting([Spell(MONTHS[0], None, 1200)], rising)

    shown = (Month(MONTHS[5], 1200, 1500), Month(MONTHS[6], 1200, 1333), Month(MONTHS[7], 1200, 1200))
    assert found == Lasting(shown, 1200, is_met=True)


def test_one_month_below_the_bar_is_enough_to_fail():
    spells = [Spell(MONTHS[0], date(2026, 9, 30), 1300), Spell(date(2026, 10, 1), None, 1199)]

    found = lasting(spells)

    assert (found.is_met, [month.nominal for month in found.months]) == (False, [1300, 1300, 1199])


def test_the_bar_is_rounded_up_and_compared_exactly():
    assert lasting([Spell(MONTHS[0], None, 1201)], need=1001).bar == 1202
    assert not lasting([Spell(MONTHS[0], None, 1201)], need=1001).is_met
    assert lasting([Spell(MONTHS[0], None, 1202)], need=1001).is_met


def test_what_was_written_last_counts_where_spells_overlap():
    spells = [Spell(MONTHS[0], None, 100), Spell(MONTHS[2], None, 2000)]

    assert lasting(spells).is_met
    assert not lasting(spells[::-1]).is_met


def test_a_month_without_income_or_index_is_named():
    with pytest.raises(NoIncome) as no_income:
        lasting([Spell(MONTHS[6], None, 2000)])
    with pytest.raises(NoIndex) as no_index:
        lasting([Spell(MONTHS[0], None, 2000)], {month: Fraction(1) for month in MONTHS[6:]})
    with pytest.raises(NoIndex):
        lasting([Spell(MONTHS[0], None, 2000)], priced_on=from_jalali(1404, 1, 1))

    assert no_income.value.facts == no_index.value.facts == {"month": MONTHS[5].isoformat()}


def test_a_month_begins_on_its_first_day():
    assert month_of(UNTIL) == MONTHS[8]
    assert month_of(MONTHS[8]) == MONTHS[8]
