"""Values as people read them."""

import pytest
from django.utils.translation import override

from koushaneh.web.ui import values


@pytest.mark.parametrize(
    ("days", "persian", "english"),
    [
        (1, "یک روز", "one day"),
        (90, "۹۰ روز", "90 days"),
        (365, "یک سال", "one year"),
        (1825, "۵ سال", "5 years"),
    ],
)
def test_a_span_of_days_is_said_in_years_where_it_is_whole_years(days, persian, english):
    said = values.span(days)

    with override("en"):
        assert (said, values.span(days)) == (persian, english)
