"""Each file of another program's export is told by its columns, whatever module knows of it."""

import pytest

from trato.foundation.extensions.importing import PEOPLE, ForeignFile, ForeignSystem
from trato.foundation.extensions.registry import contributions, importable_kind
from trato.foundation.imports.columns import plain
from trato.foundation.imports.targets import targets
from trato.foundation.moving_in.recognising import (
    other_system,
    place_of,
    readings_of,
    silent_columns,
    system_named,
    systems,
)

pytestmark = pytest.mark.django_db
FILES = [
    pytest.param(file, header, id=f"{file.system} {file.kind} {' '.join(header)}"[:90])
    for file in contributions(ForeignFile)
    for header in file.headers
]


def name_of(file: ForeignFile) -> str:
    return f"{file.names[0]}.csv" if file.names else "export.csv"


@pytest.mark.parametrize(("file", "header"), FILES)
def test_every_file_is_recognised_by_each_of_its_headers(file: ForeignFile, header: tuple[str, ...]) -> None:
    asked = [*header, *(name for name in list(file.only)[:1] if name not in header)]
    if not file.is_beside:
        assert readings_of(file.system, asked, file_name=name_of(file))[0].kind == file.kind
        return
    # It stands beside something else that the file is first.
    mains = [main for each in contributions(ForeignFile) if not each.is_beside for main in each.headers]
    assert any(file in readings_of(file.system, [*asked, *main], file_name=name_of(file))[1:] for main in mains)


@pytest.mark.parametrize(("file", "header"), FILES)
def test_programs_write_their_headers_in_their_own_way(file: ForeignFile, header: tuple[str, ...]) -> None:
    spelt = [" ".join(word.capitalize() for word in name.split()) for name in header]
    others = readings_of(file.system, spelt, file_name=name_of(file))
    assert [each.kind for each in others] == [
        each.kind for each in readings_of(file.system, header, file_name=name_of(file))
    ]


@pytest.mark.parametrize("file", contributions(ForeignFile), ids=lambda file: f"{file.system} {file.kind}")
class TestWhatFilesDeclare:
    def test_their_columns_are_written_as_headers_are_compared(self, file: ForeignFile) -> None:
        names = [*file.columns, *file.only, *file.but, *(name for some in file.headers for name in some)]
        names += [name for some in file.currencies.values() for name in some]
        assert [name for name in names if plain(name) != name] == []

    def test_each_column_is_a_field_that_there_is(self, file: ForeignFile) -> None:
        if file.kind == PEOPLE:
            return
        known = {"", *targets(importable_kind(file.kind))}
        asked = {*file.columns.values(), *file.words, *file.prefixes, *file.also, *file.needed, *file.currencies}
        asked |= {name for some in file.also.values() for name in some}
        assert {each for each in asked if each not in known} == set()

    def test_what_all_rows_are_is_a_field_too(self, file: ForeignFile) -> None:
        if file.kind == PEOPLE:
            return
        assert {name for name in file.fixed if name not in importable_kind(file.kind).by_name} == set()

    def test_words_are_small_and_mean_a_choice_or_nothing(self, file: ForeignFile) -> None:
        for name, words in file.words.items():
            assert [word for word in words if word != word.casefold()] == []
            spec = importable_kind(file.kind).by_name[name]
            codes = {"", *(code for code, _label in spec.choices)}
            assert not spec.choices or {code for code in words.values() if code not in codes} == set()

    def test_its_program_is_one_that_people_come_from(self, file: ForeignFile) -> None:
        assert system_named(file.system) is not None


def test_every_program_has_files_and_says_how_one_gets_them() -> None:
    known = {file.system for file in contributions(ForeignFile)}
    for each in contributions(ForeignSystem):
        assert each.name in known
        assert str(each.says).endswith(".")
    assert [each.name for each in systems()][:2] == ["hubspot", "salesforce"]


def test_columns_that_nobody_knows_tell_nothing() -> None:
    assert readings_of("hubspot", ["Colour", "Weight"], file_name="x.csv") == []
    assert readings_of("nobody", ["Record ID", "Email"], file_name="x.csv") == []
    assert other_system("hubspot", ["Colour"], file_name="x.csv") is None


def test_a_file_of_another_program_is_known_as_that_ones() -> None:
    header = ["Organization - Name", "Organization - ID"]
    assert readings_of("hubspot", header, file_name="x.csv") == []
    other = other_system("hubspot", header, file_name="x.csv")
    assert other is not None
    assert other.name == "pipedrive"


def test_the_most_telling_of_two_wins() -> None:
    header = ["Id", "Subject", "StartDateTime", "ActivityDate", "Status"]
    found = readings_of("salesforce", header, file_name="x.csv")
    assert [each.kind for each in found if not each.is_beside] == ["task"]


def test_what_stands_beside_is_read_only_where_a_column_tells_which_rows() -> None:
    without = ["Activity - Subject", "Activity - Done", "Activity - Type"]
    assert [each.kind for each in readings_of("pipedrive", without, file_name="x.csv")] == ["task", "activity"]
    header = ["Deal - Title", "Deal - ID"]
    assert [each.kind for each in readings_of("pipedrive", header, file_name="x.csv")] == ["deal"]
    header.append("Deal - Status")
    assert [each.kind for each in readings_of("pipedrive", header, file_name="x.csv")] == ["deal", "deal", "deal"]


@pytest.mark.parametrize(
    ("file_name", "kinds"),
    [
        ("subscribed_members.csv", ["contact", "consent"]),
        ("unsubscribed_members.csv", ["contact", "consent"]),
        ("cleaned_members.csv", ["contact", "consent"]),
        ("Unsubscribed_Members.CSV", ["contact", "consent"]),
        ("members.csv", ["contact"]),
        ("notsubscribed.csv", ["contact"]),
    ],
)
def test_a_name_tells_what_columns_do_not(file_name: str, kinds: list[str]) -> None:
    header = ["Email Address", "MEMBER_RATING", "LEID"]
    assert [each.kind for each in readings_of("mailchimp", header, file_name=file_name)] == kinds


def test_files_come_in_after_those_they_speak_of() -> None:
    order = [
        place_of(kind) for kind in ("product", "company", "contact", "deal", "task", "activity", "note", "consent")
    ]
    assert order == sorted(order)
    assert place_of("unicorn") > max(order)


def test_columns_that_say_nothing_here_are_not_offered_as_fields() -> None:
    assert "create date" in silent_columns("hubspot", "contact")
    assert "email" not in silent_columns("hubspot", "contact")
    assert silent_columns("hubspot", "unicorn") == set()
