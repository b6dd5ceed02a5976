"""What is written into a field through a page, a program, a file or a change of many reads back the same everywhere."""

import csv
import io
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.customers.public import Contact, create_contacts
from trato.customers.tests.exporting import Export, exported
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.customers.tests.made_fields import made, option_ids
from trato.foundation.fields.public import archive_field
from trato.foundation.public import (
    Actor,
    User,
    carry_out,
    give_values,
    read_records,
    record_kind,
    start_change_set,
    undo,
)
from trato.kit.testing.programs import Program

__all__ = ["bring", "exported"]

OPTIONS = ["Red", "Green, light", "Blue"]
TYPES = ("text", "long_text", "number", "date", "time", "yes_no", "link", "choice", "choices", "user")

texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: text.strip() == text and text.split() == text.split(" ")
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": texts,
    "long_text": texts,
    "number": st.decimals(-(10**12), 10**12, places=4, allow_nan=False),
    "date": st.dates(date(1900, 1, 1), date(2900, 1, 1)),
    "time": st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    "yes_no": st.booleans(),
    "link": st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9]{1,9}", fullmatch=True),
    "choice": st.sampled_from(OPTIONS),
    "choices": st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True),
    "user": st.just("ada@acequia.example"),
}
SPELT: dict[str, Callable[[Any], str]] = {
    "number": lambda value: f"{value:f}",
    "yes_no": lambda value: "yes" if value else "no",
    "choices": "; ".join,
}


def spelt(type_: str, value: Any) -> str:
    return SPELT.get(type_, str)(value)


def all_of(id_: UUID, by: Actor) -> dict[str, Any]:
    (row,) = read_records(record_kind("contact"), [id_], seen_by=by, columns=[f"{type_}_x" for type_ in TYPES])
    return row


def make_all(by: Actor) -> None:
    for type_ in TYPES:
        made(f"{type_} x", type_, by=by, name=f"{type_}_x", options=OPTIONS if type_.startswith("choice") else ())


def through_a_page(id_: UUID, given: dict[str, Any], client: Client) -> None:
    record = reverse("web:record", args=["contacts", id_])
    kind = record_kind("contact")
    for type_, value in given.items():
        codes = {label: code for code, label in kind.by_name[f"{type_}_x"].choices}
        sent: dict[str, Any] = {"value": codes.get(spelt(type_, value), spelt(type_, value))}
        if type_ == "choices":
            sent = {"kept": [codes[each] for each in value]}
        answer = client.post(f"{record}fields/{type_}_x/", sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200, (type_, value, answer.content.decode()[:800])


def through_a_program(id_: UUID, given: dict[str, Any], program: Program) -> None:
    plain = {"number": float, "date": str, "time": str}
    body = {f"{type_}_x": plain.get(type_, lambda each: each)(value) for type_, value in given.items()}
    body["number_x"] = str(given["number"])
    answer = program.patch(f"/contacts/{id_}", body)
    assert answer.status_code == 200, answer.content.decode()


def through_a_file(name: str, given: dict[str, Any], bring: Bring) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Name", *(f"{type_} x" for type_ in given)])
    writer.writerow([name, *(spelt(type_, value) for type_, value in given.items())])
    assert counts(bring(out.getvalue(), key="name")) == (0, 1, 0, 0), problems()


def through_many(id_: UUID, given: dict[str, Any], by: Actor) -> None:
    one = start_change_set(kind="contact", act="edit", selection={"ids": [str(id_)]}, by=by)
    give_values(one.id, values={f"{type_}_x": spelt(type_, value) for type_, value in given.items()}, by=by)
    carry_out(one.id, by=by)


def test_each_door_writes_the_same(
    ada: User, as_ada: Actor, bring: Bring, program_of: Callable[[User], Program], tmp_path: object
) -> None:
    make_all(as_ada)
    client, program = Client(), program_of(ada)
    client.force_login(ada)

    @settings(max_examples=3, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(VALUES))
    def hold(given: dict[str, Any]) -> None:
        saved = create_contacts([{"name": f"{door} {Contact.objects.count()}"} for door in "PAFM"], by=as_ada)
        by_page, by_program, by_file, by_many = (each.id for each in saved)
        through_a_page(by_page, given, client)
        through_a_program(by_program, given, program)
        through_a_file(Contact.objects.get(pk=by_file).name, given, bring)
        through_many(by_many, given, as_ada)
        rows = [all_of(id_, as_ada) for id_ in (by_page, by_program, by_file, by_many)]
        for type_ in TYPES:
            assert len({repr(row[f"{type_}_x"]) for row in rows}) == 1, (type_, given[type_], rows)
        assert rows[0]["number_x"] == given["number"]
        assert rows[0]["date_x"] == given["date"]
        assert rows[0]["text_x"] == given["text"]

    hold()


def test_what_is_exported_is_imported_again(as_ada: Actor, bring: Bring, exported: Export) -> None:
    make_all(as_ada)
    facts: dict[str, Any] = {
        "text_x": "=1+1",
        "long_text_x": "a\nb",
        "number_x": "-1234.5678",
        "date_x": "2026-11-22",
        "time_x": "07:05",
    }
    facts |= {"yes_no_x": False, "link_x": "https://a.example/b", "choice_x": "Green, light", "choices_x": OPTIONS}
    (nuria,) = create_contacts([{"name": "Nuria", "user_x": "ada@acequia.example", **facts}], by=as_ada)
    before = all_of(nuria.id, as_ada)
    (row,) = exported(as_ada)
    assert (row["choice x"], row["choices x"], row["yes_no x"]) == ("Green, light", "Red; Green, light; Blue", "false")
    Contact.objects.filter(pk=nuria.id).update(name="Another")
    out = io.StringIO()
    writer = csv.DictWriter(out, [name for name in row if name != "Trato id"], extrasaction="ignore")
    writer.writeheader()
    writer.writerow({**row, "Name": "Nuria again"})
    assert counts(bring(out.getvalue())) == (1, 0, 0, 0), problems()
    again = all_of(Contact.objects.get(name="Nuria again").id, as_ada)
    assert {name: value for name, value in again.items() if name != "id"} == {
        n: v for n, v in before.items() if n != "id"
    }


def test_a_change_of_many_is_undone(as_ada: Actor) -> None:
    make_all(as_ada)
    rows: list[dict[str, Any]] = [
        {"name": "Ann", "number_x": 7, "time_x": "08:00", "choices_x": ["Red"]},
        {"name": "Ben"},
    ]
    ann, ben = (each.id for each in create_contacts(rows, by=as_ada))
    before = [all_of(ann, as_ada), all_of(ben, as_ada)]
    one = start_change_set(kind="contact", act="edit", selection={"ids": [str(ann), str(ben)]}, by=as_ada)
    values = {"number_x": "9.25", "time_x": "10:15", "choices_x": "Blue", "yes_no_x": "yes", "choice_x": "Red"}
    give_values(one.id, values=values, by=as_ada)
    carry_out(one.id, by=as_ada)
    assert all_of(ben, as_ada)["number_x"] == Decimal("9.25")
    assert all_of(ben, as_ada)["time_x"] == time(10, 15)
    undo(one.id, by=as_ada)
    assert [all_of(ann, as_ada), all_of(ben, as_ada)] == before


def test_a_file_names_the_field_whose_cell_is_wrong(as_ada: Actor, bring: Bring) -> None:
    made("Points", "number", by=as_ada)
    made("Size", "choice", by=as_ada, options=["Small"])
    made("Code", "text", by=as_ada, is_required=True)
    content = "Name,Points,Size,Code\nAnn,4,small,A\nBen,four,Huge,B\nCleo,1,,\n"
    assert counts(bring(content)) == (1, 0, 0, 2)
    assert [(line, column) for line, column, _value, _reason in problems()] == [(3, "Points"), (3, "Size"), (4, "Code")]


def test_a_field_that_is_archived_meanwhile_does_not_break_the_import(as_ada: Actor, bring: Bring) -> None:
    size = made("Size", "text", by=as_ada)
    content = "Name,Size\nAnn,Small\n"
    assert counts(bring(content)) == (1, 0, 0, 0)
    archive_field(size.id, by=as_ada)
    assert counts(bring("Name,Size\nBen,Small\n")) == (1, 0, 0, 0)


def test_a_program_reads_asks_for_and_searches_by_it(ada: User, as_ada: Actor, program_of: Any) -> None:
    size = made("Size", "choice", by=as_ada, options=["Small", "Large"])
    made("Points", "number", by=as_ada)
    made("Half", "formula", by=as_ada, formula="{points} / 2")
    code = option_ids(size)["Small"]
    program = program_of(ada)
    answer = program.post("/contacts", {"name": "Nuria", "size": "small", "points": 2.5})
    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert (shown["size"], shown["points"], shown["half"]) == (code, 2.5, 1.25)
    program.post("/contacts", {"name": "Omar", "points": 1})
    listed = program.get("/contacts?fields=id,name,size,half&sort=-points").json()["results"]
    assert [(row["name"], row["size"], row["half"]) for row in listed] == [("Nuria", code, 1.25), ("Omar", None, 0.5)]
    for rule, names in (
        ({"field": "size", "value": "small"}, ["Nuria"]),
        ({"field": "size", "operator": "not", "value": code}, ["Omar"]),
        ({"field": "points", "operator": "least", "value": 2}, ["Nuria"]),
        ({"field": "half", "operator": "most", "value": 1}, ["Omar"]),
    ):
        found = program.post("/contacts/search", {"filter": {"and": [rule]}})
        assert found.status_code == 200, found.content
        assert [row["name"] for row in found.json()["results"]] == names, rule
    refused = program.post("/contacts", {"name": "X", "points": "many", "half": 3})
    assert refused.status_code == 422
    assert {"points", "half"} <= {e["field"] for e in refused.json()["errors"]}


@pytest.mark.parametrize("value", [{"a": 1}, [1], 1e400, "x" * 200_000, "\ud800", True])
def test_nonsense_is_refused_and_never_a_failure(value: Any, ada: User, as_ada: Actor, program_of: Any) -> None:
    """A colleague given as an object means the id in it, as it was read."""
    make_all(as_ada)
    program = program_of(ada)
    for type_ in TYPES:
        if not (type_ == "yes_no" and value is True) and not (type_ == "user" and isinstance(value, dict)):
            answer = program.post("/contacts", {"name": "X", f"{type_}_x": value})
            assert answer.status_code in (400, 422), (type_, answer.status_code)
