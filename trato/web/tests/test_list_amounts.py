"""Counts as people read them."""

import pytest

from trato.foundation.public import Count
from trato.web.lists.amounts import said_about


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(0), "0"),
        (Count(9_999), "9,999"),
        (Count(10_001), "10,000+"),
        (Count(14_389, is_exact=False), "about 14,000"),
        (Count(1_284_000, is_exact=False), "about 1,300,000"),
        (Count(7, is_exact=False), "about 7"),
    ],
)
def test_a_count_says_what_it_is_worth(count: Count, said: str) -> None:
    assert said_about(count) == said
