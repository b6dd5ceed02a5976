"""Programs take lists out in every format, with the rights of whoever the token speaks for."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pyarrow.parquet
import pytest
from django.http import HttpResponse

from trato.customers.public import Contact, create_contacts
from trato.foundation.exports.public import Export, run_export_to_the_end
from trato.foundation.public import Actor, LoggedEvent, User
from trato.kit.testing.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


def taken_out(program: Program, **wanted: Any) -> bytes:
    started = program.post("/exports", {"kind": "contacts", **wanted})
    assert started.status_code == 202, started.content
    one = json.loads(started.content)
    assert started["Location"] == f"/api/v1/exports/{one['id']}"
    run_export_to_the_end(UUID(one["id"]))
    assert json.loads(program.get(f"/exports/{one['id']}").content)["state"] == "finished"
    answer = program.get(f"/exports/{one['id']}/file")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # the file comes in pieces


def in_csv(content: bytes) -> list[str]:
    return [line.split(",")[0] for line in content.decode().splitlines()[1:]]


def in_xlsx(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return [str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def in_json_lines(content: bytes) -> list[str]:
    return [next(iter(json.loads(line).values())) for line in content.splitlines()]


def in_parquet(content: bytes) -> list[str]:
    return [next(iter(row.values())) for row in pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist()]


def in_cards(content: bytes) -> list[str]:
    return [line.removeprefix("FN:") for line in content.decode().splitlines() if line.startswith("FN:")]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "csv": in_csv,
    "xlsx": in_xlsx,
    "jsonl": in_json_lines,
    "parquet": in_parquet,
    "vcf": in_cards,
}


@pytest.mark.parametrize("format_", READERS)
def test_each_format_holds_the_records_in_their_order(program: Program, as_alice: Actor, format_: str) -> None:
    create_contacts([{"name": name, "city": "Reus"} for name in ("Bea", "Ana", "Zoë")], by=as_alice)
    content = taken_out(program, format=format_, fields=["name", "city"])
    assert READERS[format_](content) == ["Ana", "Bea", "Zoë"]


@pytest.mark.parametrize("format_", READERS)
def test_the_type_of_the_file_and_its_name_are_told(program: Program, nuria: Contact, format_: str) -> None:
    one = json.loads(program.post("/exports", {"kind": "contacts", "format": format_}).content)
    run_export_to_the_end(UUID(one["id"]))
    answer = program.get(f"/exports/{one['id']}/file")
    assert f'.{format_}"' in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    assert "json" not in answer["Content-Type"] or format_ == "jsonl"


def test_rules_ids_and_order_say_what_is_taken_out(program: Program, as_alice: Actor) -> None:
    rows = [{"name": f"P{number}", "city": "Reus" if number % 2 else "Soria"} for number in range(6)]
    saved = create_contacts(rows, by=as_alice)
    rule = {"field": "city", "value": "Reus"}
    assert in_csv(taken_out(program, fields=["name"], filter=rule, sort="-name")) == ["P5", "P3", "P1"]
    ids = [str(each.id) for each in saved[:3]]
    assert in_csv(taken_out(program, fields=["name"], filter=rule, ids=ids)) == ["P1"]
    assert in_csv(taken_out(program, fields=["name"], ids=[str(uuid4())])) == []


def test_nobody_takes_out_what_he_does_not_see(program: Program, nuria: Contact, as_bob: Actor) -> None:
    create_contacts([{"name": "Bob's own"}], by=as_bob)
    assert in_csv(taken_out(program, fields=["name"])) == ["Núria Bosch"]


def test_how_far_it_is_and_what_became_of_it_are_told(program: Program, nuria: Contact) -> None:
    one = json.loads(program.post("/exports", {"kind": "contact", "format": "jsonl"}).content)
    assert (one["state"], one["kind"], one["rows"], one["kept_until"]) == ("waiting", "contact", 0, None)
    assert program.get(f"/exports/{one['id']}/file").status_code in (409, 422)
    run_export_to_the_end(UUID(one["id"]))
    done = json.loads(program.get(f"/exports/{one['id']}").content)
    assert (done["state"], done["rows"], done["percent"], done["failure"]) == ("finished", 1, 100, "")
    assert done["size"] > 0
    assert done["kept_until"] > done["finished_at"]
    assert [each["id"] for each in json.loads(program.get("/exports").content)["results"]] == [one["id"]]
    assert LoggedEvent.objects.filter(kind="foundation.export_made").count() == 1


def test_one_that_was_stopped_has_no_file_and_one_that_was_deleted_is_gone(program: Program, nuria: Contact) -> None:
    one = json.loads(program.post("/exports", {"kind": "contacts"}).content)
    assert json.loads(program.post(f"/exports/{one['id']}/stop").content)["state"] == "stopped"
    run_export_to_the_end(UUID(one["id"]))
    assert json.loads(program.get(f"/exports/{one['id']}").content)["state"] == "stopped"
    assert program.delete(f"/exports/{one['id']}").status_code == 204
    assert json.loads(program.get("/exports").content)["results"] == []


def refused(answer: HttpResponse) -> str:
    assert answer.status_code in (403, 404, 409, 422), answer.content
    return str(json.loads(answer.content))


@pytest.mark.parametrize(
    ("wanted", "named"),
    [
        ({"kind": "unicorns"}, "unicorns"),
        ({"format": "exe"}, "format"),
        ({"fields": ["nonsense"]}, "nonsense"),
        ({"sort": "nonsense"}, "nonsense"),
        ({"sort": "-tags"}, "tags"),
        ({"filter": {"field": "nonsense", "value": "x"}}, "nonsense"),
        ({"filter": {"and": "x"}}, "filter"),
        ({"ids": ["no id"]}, "ids"),
        ({"kind": "companies", "format": "vcf"}, "vCard"),
        ({"card_version": "2.1", "format": "vcf"}, "card_version"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_cannot_be_taken_out_is_refused_by_name_before_it_begins(
    program: Program, wanted: dict[str, Any], named: str
) -> None:
    assert named in refused(program.post("/exports", {"kind": "contacts", **wanted}))
    assert not Export.objects.exists()


def test_who_may_not_export_is_refused(program_of: Callable[[User], Program], charlie: User) -> None:
    assert program_of(charlie).post("/exports", {"kind": "contacts"}).status_code == 403


def test_an_export_is_its_makers(program: Program, bobs_program: Program, nuria: Contact) -> None:
    one = json.loads(program.post("/exports", {"kind": "contacts"}).content)
    for path in (f"/exports/{one['id']}", f"/exports/{one['id']}/file", f"/exports/{uuid4()}"):
        assert bobs_program.get(path).status_code == 404
    assert bobs_program.delete(f"/exports/{one['id']}").status_code == 404
