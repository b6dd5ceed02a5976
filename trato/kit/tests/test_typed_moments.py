import pytest

from trato.kit.typed_moments import MomentRefused, parse_day, parse_moment


@pytest.mark.parametrize(
    "text", ["1/2/99999999999", "99999999999/1/1", "1.2.2147483648", "0/0/0", "31/31/2026", "1 2 3000"]
)
def test_numbers_that_are_no_day_of_a_calendar_are_refused_in_words(text: str) -> None:
    with pytest.raises(MomentRefused):
        parse_day(text)
    with pytest.raises(MomentRefused):
        parse_moment(text, zone="UTC")
