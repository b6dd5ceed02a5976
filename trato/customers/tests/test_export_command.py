"""`trato export` writes what it is asked for, with the rights it is told."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from trato.customers.public import Contact, create_contacts
from trato.foundation.public import Actor, User


def test_the_command_writes_what_is_asked_for(tmp_path: Path, as_alice: Actor, nuria: Contact) -> None:
    create_contacts([{"name": "Other", "lifecycle_stage": "customer"}], by=as_alice)
    path, out = tmp_path / "out.csv", io.StringIO()
    call_command("export", "contacts", str(path), filter=["lifecycle_stage=customer"], columns="name", stdout=out)
    assert path.read_text("utf-8-sig").splitlines() == ["Name", "Other"]
    assert "1 rows written" in out.getvalue()


def test_the_command_takes_the_rights_of_the_colleague_it_is_told(tmp_path: Path, bob: User, nuria: Contact) -> None:
    path = tmp_path / "out.csv"
    call_command("export", "contacts", str(path), columns="name", by=bob.email, stdout=io.StringIO())
    assert path.read_text("utf-8-sig").splitlines() == ["Name"]


@pytest.mark.parametrize(
    ("kind", "file", "options", "reason"),
    [
        ("unicorns", "x.csv", {}, "nothing called"),
        ("contacts", "x.pdf", {}, "ends in"),
        ("contacts", "x.csv", {"filter": ["lifecycle_stage"]}, "--filter"),
        ("contacts", "x.csv", {"filter": ["shoe=43"]}, "no filter"),
        ("contacts", "x.csv", {"columns": "shoe"}, "no field"),
        ("contacts", "x.csv", {"sort": "email"}, "sort"),
        ("contacts", "x.csv", {"by": "nobody@acequia.example"}, "No colleague"),
        ("contacts", "nowhere/x.csv", {}, "cannot be written"),
    ],
)
def test_the_command_says_what_it_cannot_do(
    installed: object, tmp_path: Path, kind: str, file: str, options: dict[str, object], reason: str
) -> None:
    with pytest.raises(CommandError, match=reason):
        call_command("export", kind, str(tmp_path / file), stdout=io.StringIO(), **options)
