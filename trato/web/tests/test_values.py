"""Values as people read them."""

import pytest

from trato.foundation.public import declared_kind
from trato.web.records.values import shown


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("+34612346854", "+34 612 34 68 54"),
        ("+91 8123459642", "+91 81234 59642"),
        ("+442079460958;ext=12", "+44 20 7946 0958 x12"),
        ("600 190 044", "600 190 044"),
        ("+000", "+000"),
        ("", ""),
    ],
)
def test_a_phone_number_with_its_country_is_read_in_groups(stored: str, read: str) -> None:
    spec = declared_kind("contact").by_name["phone"]

    assert shown(spec, stored).text == read


@pytest.mark.parametrize(("stored", "read"), [(2822, "2822"), (1996, "1996"), (128_750, "128,750"), (0, "0")])
def test_a_number_is_read_in_groups_unless_it_may_be_a_year(stored: int, read: str) -> None:
    assert shown(declared_kind("company").by_name["employee_count"], stored).text == read
