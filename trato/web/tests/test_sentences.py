"""Numbers in sentences read as their reader writes them; elsewhere in a page they are what a browser sends back."""

import pytest
from django.template import engines
from django.utils import translation

COUNTED = "{% blocktranslate count count=count %}{{ count }} row{% plural %}{{ count }} rows{% endblocktranslate %}"
NAMED = "{% blocktranslate with count=count %}{{ count }} in all{% endblocktranslate %}"


def drawn(source: str, **facts: object) -> str:
    return engines["django"].from_string(source).render(facts)


@pytest.mark.parametrize(("language", "said"), [("en", "12,875 rows"), ("es", "12.875 filas"), ("te", "12,875")])
def test_a_counted_number_reads_as_its_language_writes_it(language: str, said: str) -> None:
    with translation.override(language):
        assert drawn(COUNTED, count=12_875).startswith(said)


def test_indian_readers_see_lakhs() -> None:
    with translation.override("te"):
        assert drawn(COUNTED, count=128_750).startswith("1,28,750")


@pytest.mark.parametrize(("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1_001, "1,001 rows")])
def test_the_plural_still_follows_the_number(count: int, said: str) -> None:
    assert drawn(COUNTED, count=count) == said


@pytest.mark.parametrize(
    ("given", "said"), [(1_234, "1,234 in all"), ("1234", "1234 in all"), (True, "True in all"), (None, "None in all")]
)
def test_only_whole_numbers_named_in_a_sentence_are_grouped(given: object, said: str) -> None:
    assert drawn(NAMED, count=given) == said


def test_a_number_for_the_browser_stays_as_it_is() -> None:
    assert drawn('<b data-version="{{ count }}">', count=1_234) == '<b data-version="1234">'
    assert (
        drawn(
            "{% blocktranslate asvar said count n=count %}{{ n }}{% plural %}{{ n }}{% endblocktranslate %}{{ said }}",
            count=1_234,
        )
        == "1,234"
    )
