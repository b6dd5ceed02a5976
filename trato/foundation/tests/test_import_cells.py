"""From the cells of a row to values of fields, whatever the columns are called and however many are one field."""

from typing import Any

import pytest

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.imports import cells as reading
from trato.foundation.imports.cells import apart, cell_reader, whole_part


def field(name: str, type_: FieldType = FieldType.TEXT, *, part: str = "", key: str = "") -> Field:
    return Field(name=name, label=name, type=type_, sql="r.id", column="" if part else name, part=part, key=key)


FIELDS = [
    field("name"),
    field("details", FieldType.LONG_TEXT),
    field("day", FieldType.DAY),
    field("moment", FieldType.MOMENT),
    field("amount", FieldType.MONEY),
    field("tags", FieldType.TAGS, part="tags"),
    field("email", FieldType.EMAIL, part="identities", key="email"),
    field("phone", FieldType.PHONE, part="identities", key="phone"),
    field("external_id", FieldType.EXTERNAL_ID, part="identities", key="external"),
    field("identities", FieldType.IDENTITIES, part="identities"),
    field("street", part="addresses", key="street"),
    field("company", part="positions", key="company"),
    field("company.external_id", FieldType.EXTERNAL_ID, part="positions", key="external_id"),
    field("company.domain", FieldType.DOMAIN, part="positions", key="domain"),
]
KIND = RecordKind(
    name="thing",
    plural="things",
    module="tests",
    label="Thing",
    label_plural="Things",
    icon="x",
    model=lambda: None,
    fields=[each for each in FIELDS if "." not in each.name],
    create=lambda rows: [],
    update=lambda rows: [],
    trash=lambda ids: None,
    match_keys=("name",),
    default_sort="name",
)
BY_NAME = {each.name: each for each in FIELDS}


def read(*pairs: tuple[str, str], formats: tuple[str, ...] = (), ids_of: str = "") -> dict[str, Any]:
    """A row of (field, cell)."""
    columns = [(place, BY_NAME[name]) for place, (name, _cell) in enumerate(pairs)]
    return cell_reader(KIND, columns, formats=formats, ids_of=ids_of).values([cell for _name, cell in pairs])


class TestSingleCells:
    def test_an_empty_one_says_nothing(self) -> None:
        assert read(("name", ""), ("day", "  "), ("tags", " ")) == {}

    def test_texts_keep_their_edges_and_others_do_not(self) -> None:
        assert read(("name", " Ana "), ("amount", " 12 ")) == {"name": " Ana ", "amount": "12"}

    @pytest.mark.parametrize(
        ("cell", "day"),
        [
            ("2022-05-01", "2022-05-01"),
            ("2022-05-01 10:30", "2022-05-01"),
            ("2022-05-01T10:30", "2022-05-01"),
            ("2022-05-01T10:30:00.000Z", "2022-05-01"),
            ("2022-05-01 10:30:00 UTC", "2022-05-01"),
            ("2022-05-01T23:59:59+05:30", "2022-05-01"),
            ("2022-05-01T23:59:59+0530", "2022-05-01"),
            ("2022-05-01 soon", "2022-05-01 soon"),
            ("2022-05-01T", "2022-05-01T"),
            ("20220501", "20220501"),
            ("tomorrow", "tomorrow"),
        ],
    )
    def test_a_day_with_a_time_is_that_day(self, cell: str, day: str) -> None:
        assert read(("day", cell)) == {"day": day}

    def test_a_moment_keeps_its_time(self) -> None:
        assert read(("moment", "2022-05-01 10:30")) == {"moment": "2022-05-01 10:30"}

    def test_formats_say_how_a_column_is_written(self) -> None:
        assert read(("day", "01/05/2022"), formats=("dmy",)) == {"day": "2022-05-01"}
        assert read(("amount", "1.234,50"), formats=("comma",)) == {"amount": "1234.50"}

    def test_a_format_and_a_time_together(self) -> None:
        assert read(("day", "01/05/2022 10:30"), formats=("dmy",)) == {"day": "2022-05-01"}


class TestSeveralCellsOfOneField:
    def test_lines_of_a_text_stand_under_each_other(self) -> None:
        assert read(("details", "one"), ("details", ""), ("details", "two")) == {"details": "one\ntwo"}

    def test_words_of_a_name_stand_beside_each_other(self) -> None:
        assert read(("name", "Ana"), ("name", "Ferrer")) == {"name": "Ana Ferrer"}

    def test_lines_of_a_street_are_parted_by_commas(self) -> None:
        assert read(("street", "Calle 1"), ("street", "2nd")) == {"street": "Calle 1, 2nd"}

    def test_tags_of_all_columns_are_tags(self) -> None:
        assert read(("tags", "a"), ("tags", "b;c")) == {"tags": "a;b;c"}
        assert read(("tags", '"a, b"'), ("tags", "c")) == {"tags": ["a, b", "c"]}

    def test_the_first_address_is_the_field_and_all_of_them_the_list(self) -> None:
        assert read(("email", "a@x.example; b@x.example"), ("email", "c@x.example")) == {
            "email": "a@x.example",
            "identities": [
                {"kind": "email", "value": "a@x.example"},
                {"kind": "email", "value": "b@x.example"},
                {"kind": "email", "value": "c@x.example"},
            ],
        }

    def test_one_that_is_told_twice_is_one(self) -> None:
        assert read(("phone", "600"), ("phone", "600")) == {"phone": "600"}

    def test_a_list_that_the_file_has_itself_is_kept(self) -> None:
        whole = '[{"kind": "email", "value": "a@x.example", "shared": true}]'
        found = read(("identities", whole), ("email", "a@x.example"), ("email", "b@x.example"))
        assert found["identities"] == [
            {"kind": "email", "value": "a@x.example", "shared": True},
            {"kind": "email", "value": "b@x.example"},
        ]


class TestIdsOfOtherPrograms:
    def test_they_say_whose_they_are(self) -> None:
        assert read(("external_id", "77"), ids_of="hubspot") == {"external_id": {"value": "77", "source": "hubspot"}}
        assert read(("external_id", "77")) == {"external_id": "77"}

    def test_two_forms_of_one_are_one(self) -> None:
        found = read(("external_id", "001A0000006Vm9r"), ids_of="salesforce")
        assert found == {"external_id": {"value": "001A0000006Vm9rIAC", "source": "salesforce"}}
        both = read(("external_id", "001A0000006Vm9r"), ("external_id", "001A0000006Vm9rIAC"), ids_of="salesforce")
        assert both == found

    def test_those_that_name_another_record_too(self) -> None:
        found = read(("company", "Bakery"), ("company.external_id", "001A0000006Vm9r"), ids_of="salesforce")
        told = {"name": "Bakery", "external_id": "001A0000006Vm9rIAC", "source": "salesforce"}
        assert found == {"company": told}

    def test_of_two_columns_the_first_that_is_filled_counts(self) -> None:
        pair = ("company.external_id", "company.external_id")
        assert read((pair[0], "9002"), (pair[1], "9001")) == {"company": {"external_id": "9002"}}
        assert read((pair[0], ""), (pair[1], "9001")) == {"company": {"external_id": "9001"}}
        assert read((pair[0], ""), (pair[1], "")) == {}

    def test_what_names_a_record_stands_together(self) -> None:
        found = read(("company.domain", "bakery.example"), ("company.external_id", "7"))
        assert found == {"company": {"domain": "bakery.example", "external_id": "7"}}


class TestCellsApart:
    @pytest.mark.parametrize(
        ("cell", "type_", "values"),
        [
            ("", FieldType.EMAIL, []),
            ("a@x.example", FieldType.EMAIL, ["a@x.example"]),
            ("a@x.example, b@x.example c@x.example", FieldType.EMAIL, ["a@x.example", "b@x.example", "c@x.example"]),
            ("a@x.example and b@x.example", FieldType.EMAIL, ["a@x.example and b@x.example"]),
            ('"a@b"@x.example', FieldType.EMAIL, ['"a@b"@x.example']),
            ("a@x.example ::: b@x.example", FieldType.EMAIL, ["a@x.example", "b@x.example"]),
            ("+34 600; +34 601", FieldType.PHONE, ["+34 600", "+34 601"]),
            ("+34 600, ext 5", FieldType.PHONE, ["+34 600, ext 5"]),
            ("a.example;b.example", FieldType.DOMAIN, ["a.example", "b.example"]),
            ("7;8", FieldType.EXTERNAL_ID, ["7;8"]),
        ],
    )
    def test_they_are_cut_only_where_every_piece_is_one_for_sure(
        self, cell: str, type_: FieldType, values: list[str]
    ) -> None:
        assert apart(cell, type_) == values

    def test_a_whole_part_is_a_list_or_stays_to_be_refused(self) -> None:
        assert whole_part('[{"value": "x"}]') == [{"value": "x"}]
        assert whole_part("Carrer Major 1") == "Carrer Major 1"


class TestClearing:
    def emptied(self, *cells: str, kept: frozenset[str]) -> tuple[str, ...]:
        columns = [(0, BY_NAME["name"]), (1, BY_NAME["phone"]), (2, BY_NAME["phone"]), (3, BY_NAME["street"])]
        return cell_reader(KIND, columns, kept=kept).emptied(cells)

    def test_nothing_is_taken_away_without_being_asked_to(self) -> None:
        columns = [(0, BY_NAME["name"])]
        assert cell_reader(KIND, columns).emptied([""]) == ()

    def test_a_field_is_empty_where_all_its_cells_are(self) -> None:
        assert self.emptied("Ana", "", " ", "", kept=frozenset()) == ("phone", "street")
        assert self.emptied("Ana", "", "600", "x", kept=frozenset()) == ()

    def test_what_must_stay_is_never_cleared(self) -> None:
        assert self.emptied("", "", "", "x", kept=frozenset({"name"})) == ("phone",)


def test_dates_and_amounts_are_what_formats_are_for() -> None:
    assert FieldType.DAY in reading.FORMATTED
    assert FieldType.TEXT not in reading.FORMATTED
