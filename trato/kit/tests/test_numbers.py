import pytest
from django.utils import translation

from trato.kit.numbers import grouped


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1,287,500"), ("es", "1.287.500"), ("te", "12,87,500"), ("xx-unknown", "1,287,500")]
)
def test_a_count_is_written_as_the_language_groups_it(language: str, said: str) -> None:
    with translation.override(language):
        assert grouped(1_287_500) == said


def test_small_counts_are_left_as_they_are() -> None:
    with translation.override("es"):
        assert [grouped(count) for count in (0, 7, 999)] == ["0", "7", "999"]
