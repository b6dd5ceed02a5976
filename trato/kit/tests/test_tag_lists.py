import pytest
from hypothesis import given
from hypothesis import strategies as st

from trato.kit.tag_lists import tags_of_cell


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("VIP, Loyal", ["VIP", "Loyal"]),
        ("VIP;Loyal", ["VIP", "Loyal"]),
        ('"a, b", c', ["a, b", "c"]),
        ('"of 5""", x', ['of 5"', "x"]),
        ("* myContacts ::: * friends", ["myContacts", "friends"]),
        ('"Spring","Fair"', ["Spring", "Fair"]),
        ('"* starred", "c:::d"', ["* starred", "c:::d"]),
        ("e:f", ["e:f"]),
        ('"open, and never closed', ["open", "and never closed"]),
        (" , ;; ::: ", []),
        ("", []),
    ],
)
def test_tags_of_a_cell(cell: str, tags: list[str]) -> None:
    assert tags_of_cell(cell) == tags


@given(st.lists(st.text(min_size=1).filter(str.strip)))
def test_quoted_tags_come_back_as_they_were(tags: list[str]) -> None:
    cell = ", ".join('"' + tag.replace('"', '""') + '"' for tag in tags)
    assert tags_of_cell(cell) == tags


@given(st.text(alphabet='",;:* ab', max_size=30))
def test_any_text_ends(cell: str) -> None:
    assert all(tag.strip() for tag in tags_of_cell(cell))
