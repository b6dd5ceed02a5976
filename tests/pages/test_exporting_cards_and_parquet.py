"""A list of contacts leaves as cards for an address book, or as Parquet, and comes back by the import as it was."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from django.test import Client

from trato.customers.public import Company, Contact
from trato.foundation.public import User

BOOK = "text/vcard; charset=utf-8"


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_contacts_leave_as_cards(page: Client, nuria: Contact, version: str) -> None:
    answer = page.post("/exports/new/contacts/", {"columns": "all", "format": f"vcf-{version}"})

    told = answer.content.decode()
    assert (answer["Content-Type"], "contacts-" in answer["Content-Disposition"]) == (BOOK, True)
    assert answer["Content-Disposition"].endswith('.vcf"')
    assert told.startswith(f"BEGIN:VCARD\r\nVERSION:{version}\r\nUID:urn:uuid:{nuria.id}\r\n")
    assert "FN:Núria Bosch\r\nORG:Corner Bakery\r\nEMAIL:nuria@bakery.example\r\n" in told


def test_companies_are_not_offered_as_cards(page: Client, bakery: Company) -> None:
    form = page.get("/exports/new/companies/").content.decode()

    assert ("parquet" in form, "vcf" in form) == (True, False)
    assert page.post("/exports/new/companies/", {"columns": "all", "format": "vcf-4.0"}).status_code == 422


def test_contacts_leave_as_parquet(page: Client, nuria: Contact, tmp_path: Path) -> None:
    answer = page.post("/exports/new/contacts/", {"columns": "all", "format": "parquet"})

    (tmp_path / "x").write_bytes(answer.content)
    (row,) = pq.read_table(tmp_path / "x").to_pylist()
    assert (row["Name"], row["E-mail"], row["Trato id"]) == ("Núria Bosch", ["nuria@bakery.example"], str(nuria.id))
    assert row["Created"] == nuria.created_at.replace(microsecond=0)


@pytest.mark.parametrize("ending", ["vcf", "parquet"])
def test_what_a_command_wrote_comes_back_unchanged(nuria: Contact, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"contacts.{ending}"
    call_command("export", "contacts", str(path))
    before = nuria.version

    call_command("import", "contacts", str(path), "--key", "email", "--rule", "update")

    (again,) = Contact.objects.all()
    assert (again.id, again.name, again.version) == (nuria.id, "Núria Bosch", before)
