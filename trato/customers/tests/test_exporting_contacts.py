"""Lists leave the house as files that come back in unchanged."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trato.customers.public import (
    Contact,
    create_contacts,
    trash_contacts,
    update_contacts,
)
from trato.customers.tests.exporting import Export, Rows, exported
from trato.customers.tests.importing import Bring, bring, counts
from trato.foundation.exports.public import ExportRefused, Wish, export_now
from trato.foundation.public import (
    Actor,
    FieldUnknown,
    LoggedEvent,
    NotAllowed,
    Reach,
    RecordUpdate,
    Role,
    RuleRefused,
    Team,
    User,
    record_kind,
)

__all__ = ["bring", "exported"]


def names(rows: Rows) -> list[str]:
    return [row["Name"] for row in rows]


def test_everything_known_about_a_contact_stands_in_its_row(exported: Export, as_alice: Actor, nuria: Contact) -> None:
    changed = {"tags": ["Loyal", "Bread"], "language": "ca", "city": "Girona", "external_id": "N-7"}
    update_contacts([RecordUpdate(id=nuria.id, values=changed)], by=as_alice)
    (row,) = exported(as_alice)
    shown = ("Name", "E-mail", "Phone", "Company", "City", "Tags", "Language", "Lifecycle", "Id in another system")
    assert {name: row[name] for name in shown} == {
        "Name": "Núria Bosch",
        "E-mail": "nuria@bakery.example",
        "Phone": "600 190 044",
        "Company": "Corner Bakery",
        "City": "Girona",
        "Tags": "Bread, Loyal",
        "Language": "ca",
        "Lifecycle": "lead",
        "Id in another system": "N-7",
    }
    assert row["Owner"] == "alice@acequia.example"
    assert row["Team"] == "North"
    assert row["Trato id"] == str(nuria.id)


def test_columns_of_a_list_are_exported_in_their_order_without_more(
    exported: Export, as_alice: Actor, nuria: Contact
) -> None:
    (row,) = exported(as_alice, columns=["email", "name"])
    assert list(row.items()) == [("E-mail", "nuria@bakery.example"), ("Name", "Núria Bosch")]


def test_filters_text_and_order_of_the_list_decide_what_is_in_the_file(exported: Export, as_alice: Actor) -> None:
    rows = [{"name": name, "lifecycle_stage": stage} for name, stage in (("Ana", "lead"), ("Bea", "customer"))]
    create_contacts([*rows, {"name": "Zoe", "lifecycle_stage": "customer"}], by=as_alice)
    given = {"lifecycle_stage": ["customer"]}
    assert names(exported(as_alice, given=given, sort="name", descending=True)) == ["Zoe", "Bea"]
    assert names(exported(as_alice, given={"q": ["bea"]})) == ["Bea"]


def test_a_selection_is_exported_by_its_ids(exported: Export, as_alice: Actor) -> None:
    ana, _bea = create_contacts([{"name": "Ana"}, {"name": "Bea"}], by=as_alice)
    assert names(exported(as_alice, ids=[ana.id])) == ["Ana"]


def test_rules_of_a_segment_decide_too(exported: Export, as_alice: Actor) -> None:
    create_contacts([{"name": "Ana", "source": "Fair"}, {"name": "Bea", "source": "Web"}], by=as_alice)
    rules = {"not": {"field": "source", "operator": "is", "value": "web"}}
    assert names(exported(as_alice, rules=rules)) == ["Ana"]
    with pytest.raises(RuleRefused):
        exported(as_alice, rules={"field": "shoe_size", "value": "43"})


def test_what_is_in_the_trash_stays_at_home(exported: Export, as_alice: Actor, nuria: Contact) -> None:
    trash_contacts([nuria.id], by=as_alice)
    assert exported(as_alice) == []


def test_an_unknown_filter_or_column_never_becomes_a_file_of_everything(
    exported: Export, as_alice: Actor, nuria: Contact
) -> None:
    with pytest.raises(ExportRefused):
        exported(as_alice, given={"shoe_size": ["43"]})
    with pytest.raises(FieldUnknown):
        exported(as_alice, columns=["shoe_size"])


def test_more_rows_than_one_page_come_out_once_each(exported: Export, as_alice: Actor) -> None:
    create_contacts([{"name": f"Person {n:04}"} for n in range(2_345)], by=as_alice)
    assert names(exported(as_alice, columns=["name"])) == [f"Person {n:04}" for n in range(2_345)]


# --- rights -----------------------------------------------------------------------------------------------------------


def test_who_may_not_export_gets_no_file(exported: Export, as_charlie: Actor, nuria: Contact) -> None:
    with pytest.raises(NotAllowed):
        exported(as_charlie)


def test_the_right_to_export_may_reach_less_far_than_the_right_to_see(
    exported: Export, as_alice: Actor, hire: Callable[..., User], north: Team, nuria: Contact
) -> None:
    rights = {"customers.see_contacts": int(Reach.ALL), "customers.export_contacts": int(Reach.OWN)}
    nora = hire("Nora", role=Role.objects.create(name="Own only", rights=rights), team=north).acting()
    create_contacts([{"name": "Mine", "owner": str(nora.id)}], by=as_alice)
    assert names(exported(nora)) == ["Mine"]


def test_others_records_are_not_in_the_file(exported: Export, as_bob: Actor, nuria: Contact) -> None:
    assert exported(as_bob) == []


def test_hidden_fields_have_no_column_and_no_filter(
    exported: Export, hire: Callable[..., User], nuria: Contact, north: Team
) -> None:
    rights = {"customers.see_contacts": int(Reach.ALL), "customers.export_contacts": int(Reach.ALL)}
    role = Role.objects.create(name="No mail", rights=rights, hidden_fields=["contact.email"])
    nora = hire("Nora", role=role, team=north).acting()
    (row,) = exported(nora)
    assert "E-mail" not in row
    assert "Identities" not in row, "all identities would tell the address"
    with pytest.raises(FieldUnknown):
        exported(nora, columns=["email"])
    with pytest.raises(ExportRefused):
        exported(nora, given={"email.holds": ["nuria"]})


def test_a_company_that_one_does_not_see_is_not_named(
    exported: Export, hire: Callable[..., User], nuria: Contact, north: Team
) -> None:
    rights = {"customers.see_contacts": int(Reach.ALL), "customers.export_contacts": int(Reach.ALL)}
    nora = hire("Nora", role=Role.objects.create(name="People only", rights=rights), team=north).acting()
    (row,) = exported(nora)
    assert row["Company"] == ""
    assert row["Companies"] == ""


# --- spreadsheets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["=1+1", "+34 600", "-2", "@cmd", "'=quoted", "''+twice", '=HYPERLINK("x")'])
def test_what_a_spreadsheet_would_run_is_defused_and_comes_back_as_it_was(
    exported: Export, bring: Bring, as_alice: Actor, tmp_path: Path, name: str
) -> None:
    create_contacts([{"name": name, "email": "x@y.example"}], by=as_alice)
    (row,) = exported(as_alice, columns=["name", "email"])
    assert row["Name"] == f"'{name}"
    text = (tmp_path / "exported.csv").read_text("utf-8-sig")
    assert counts(bring(text)) == (0, 0, 1, 0)
    assert Contact.objects.get().name == name


def test_the_file_begins_with_the_mark_that_tells_spreadsheets_that_it_is_utf_8(
    tmp_path: Path, as_alice: Actor, nuria: Contact
) -> None:
    wish = Wish(kind=record_kind("contact"), columns=["name"])
    export_now(wish, tmp_path / "with.csv", format_="csv", by=as_alice)
    export_now(wish, tmp_path / "without.csv", format_="csv", by=as_alice, has_mark=False)
    assert (tmp_path / "with.csv").read_bytes() == b"\xef\xbb\xbfName\r\nN\xc3\xbaria Bosch\r\n"
    assert (tmp_path / "without.csv").read_bytes() == b"Name\r\nN\xc3\xbaria Bosch\r\n"


# --- what is remembered -----------------------------------------------------------------------------------------------


def test_the_log_tells_that_records_left_and_how_many(exported: Export, as_alice: Actor, nuria: Contact) -> None:
    exported(as_alice, columns=["name"])
    event = LoggedEvent.objects.get(kind="foundation.export_made")
    assert event.data == {"records": "contact", "count": 1, "format": "csv"}
    assert event.actor_id == as_alice.id
