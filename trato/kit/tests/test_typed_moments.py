import pytest

from trato.kit.typed_moments import MomentRefused, moment_in_utc, parse_day, parse_moment


@pytest.mark.parametrize(
    "text", ["1/2/99999999999", "99999999999/1/1", "1.2.2147483648", "0/0/0", "31/31/2026", "1 2 3000"]
)
def test_numbers_that_are_no_day_of_a_calendar_are_refused_in_words(text: str) -> None:
    with pytest.raises(MomentRefused):
        parse_day(text)
    with pytest.raises(MomentRefused):
        parse_moment(text, zone="UTC")


def test_a_moment_of_any_offset_becomes_one_that_every_database_holds() -> None:
    assert moment_in_utc("1727-04-25T08:37:07-21:08").isoformat() == "1727-04-26T05:45:07+00:00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-01-01T00:00", "without an offset"),
        ("0001-01-01T00:00+23:00", "beyond the calendar"),
        ("9999-12-31T23:00-23:00", "beyond the calendar"),
        ("soon", "isoformat"),
    ],
)
def test_what_is_no_moment_everywhere_is_none(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        moment_in_utc(text)
