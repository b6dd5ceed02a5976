"""Notes that other programs keep as HTML are read as the words in them."""

import pytest

from trato.kit.html_text import text_of_html


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("plain words", "plain words"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("two\nlines", "two\nlines"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "– a\n– b"),
        ("Caf&eacute; &amp; t&#233;", "Café & té"),
        ("<div>in<script>alert(1)</script><style>p{}</style></div>", "in"),
        ("<b>unclosed <i>tags", "unclosed tags"),
        ("<p>  many   spaces\n here </p>", "many spaces here"),
        ("<p></p>", ""),
        ("a</script>b<p>c", "ab\nc"),
    ],
)
def test_the_words_are_what_somebody_would_have_typed(given: str, read: str) -> None:
    assert text_of_html(given) == read


def test_a_deep_heap_of_tags_is_read_in_no_time() -> None:
    assert text_of_html("<div>" * 50_000 + "x" + "</div>" * 50_000) == "x"
