"""Cursors and tags of programs: what was given out is understood, everything else refused."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.api.paging.cursors import CursorUnreadable, cursor_of, page, page_of_json, parts_of

PARTS = st.lists(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"]))
)


@given(parts=PARTS)
def test_a_cursor_comes_back_as_it_went(parts: list[object]) -> None:
    cursor = cursor_of(parts)
    if len(cursor) <= 2_000:
        assert parts_of(cursor, count=len(parts)) == parts


@given(parts=PARTS)
def test_a_cursor_stands_in_an_address_as_it_is(parts: list[object]) -> None:
    assert all(letter.isalnum() or letter in "-_" for letter in cursor_of(parts))


@given(text=st.text(max_size=60), count=st.integers(0, 4))
def test_no_text_breaks_the_reading_of_a_cursor(text: str, count: int) -> None:
    try:
        found = ["after"] if len(parts_of(text, count=count)) == count else []
    except CursorUnreadable as refused:
        found = list(refused.fields)

    assert found == ["after"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_cursor_of_another_list_is_refused(count: int) -> None:
    with pytest.raises(CursorUnreadable):
        parts_of(cursor_of(["a", "b"]), count=count)


@given(
    results=st.lists(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), st.integers(0, 9)))
)
def test_rows_written_by_the_database_look_like_all_others(results: list[dict[str, int]]) -> None:
    for after in (None, "abc"):
        written = page_of_json([orjson.dumps(each).decode() for each in results], after=after)
        assert orjson.loads(written) == page(results, after=after)
