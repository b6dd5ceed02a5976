"""Rows that are there already: by which key, and what then happens."""

import pytest

from trato.customers.identities.models import Identity
from trato.customers.public import Contact, create_contacts, trash_contacts
from trato.customers.tests.importing import Bring, bring, counts, problems
from trato.foundation.public import Actor, Change, Import

__all__ = ["bring"]


def test_the_same_file_again_changes_nothing(bring: Bring) -> None:
    content = "name,email,tags,city\nAna,ana@f.example,vip;fair,Soria\nEva,eva@f.example,,\n"
    bring(content)

    assert counts(bring(content)) == (0, 0, 2, 0)
    assert Contact.objects.count() == 2
    assert not Change.objects.filter(version__gt=1).exists()


def test_a_match_is_updated_and_loses_nothing(bring: Bring, nuria: Contact) -> None:
    result = bring("name,email,phone,city,source\nNúria Bosch i Pla,NURIA@bakery.example,+34 611 222 333,,Fair\n")

    nuria.refresh_from_db()
    assert counts(result) == (0, 1, 0, 0)
    assert (nuria.name, nuria.source) == ("Núria Bosch i Pla", "Fair")
    assert nuria.identities.filter(kind="phone").count() == 2
    assert nuria.positions.exists()


def test_an_empty_cell_keeps_what_is_there(bring: Bring, nuria: Contact) -> None:
    bring("name,email,phone\n,nuria@bakery.example,  \n")

    nuria.refresh_from_db()
    assert nuria.name == "Núria Bosch"
    assert nuria.identities.filter(kind="phone").exists()


def test_skip_leaves_a_match_alone(bring: Bring, nuria: Contact) -> None:
    result = bring("name,email\nOther,nuria@bakery.example\nEva,eva@f.example\n", on_match="skip")

    nuria.refresh_from_db()
    assert counts(result) == (1, 0, 1, 0)
    assert nuria.name == "Núria Bosch"


def test_create_makes_another_one_where_nothing_forbids_it(bring: Bring, nuria: Contact) -> None:
    result = bring("name,email\nNúria Bosch,\nX,nuria@bakery.example\n", on_match="create")

    assert counts(result) == (1, 0, 0, 1)
    assert problems() == [
        (3, "email", "nuria@bakery.example", "“nuria@bakery.example” already belongs to Núria Bosch.")
    ]


def test_a_later_row_updates_an_earlier_one(bring: Bring) -> None:
    result = bring("name,email,source\nAna,ana@f.example,Fair\nAna Ferrer,ANA@f.example,\nAna F.,ana@f.example,Web\n")

    ana = Contact.objects.get()
    assert counts(result) == (1, 2, 0, 0)
    assert (ana.name, ana.source, ana.version) == ("Ana F.", "Web", 3)


def test_the_key_may_be_any_naming_field(bring: Bring) -> None:
    bring("name,external id\nAna,A-1\n", key="external_id")

    assert counts(bring("name,external id\nAna Ferrer,A-1\n", key="external id")) == (0, 1, 0, 0)
    assert Contact.objects.get().name == "Ana Ferrer"


def test_by_name_whatever_its_case(bring: Bring, nuria: Contact) -> None:
    assert counts(bring("name,source\nNÚRIA bosch,Fair\n", key="name")) == (0, 1, 0, 0)


def test_two_of_one_name_are_not_guessed_between(bring: Bring, as_alice: Actor) -> None:
    create_contacts([{"name": "Ana"}, {"name": "ana"}], by=as_alice)

    assert counts(bring("name,source\nAna,Fair\n", key="name")) == (0, 0, 0, 1)
    assert problems() == [(2, "name", "Ana", "Several records have “ana”.")]


def test_what_is_in_the_trash_is_no_match(bring: Bring, nuria: Contact, as_alice: Actor) -> None:
    trash_contacts([nuria.id], by=as_alice)

    assert counts(bring("name,email\nNúria,nuria@bakery.example\n")) == (1, 0, 0, 0)


def test_an_email_beside_different_names_is_shared(bring: Bring) -> None:
    result = bring(
        "name,phone,email\nAna,600 190 041,office@f.example\nEva,600 190 042,Office@f.example\n", key="phone"
    )

    assert counts(result) == (2, 0, 0, 0)
    assert list(Identity.objects.filter(kind="email").values_list("is_shared", flat=True)) == [True, True]
    assert Import.objects.get().shared_count == 1


def test_also_when_the_names_stand_far_apart(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "FEWEST", "MOST"):
        monkeypatch.setattr(f"trato.foundation.jobs.pacing.{name}", 1)
    result = bring("name,phone,email\nAna,600 190 041,o@f.example\nEva,600 190 042,o@f.example\n", key="phone")

    assert counts(result) == (2, 0, 0, 0)
    assert list(Identity.objects.filter(kind="email").values_list("is_shared", flat=True)) == [True, True]


def test_an_email_that_was_somebodys_before_stays_his(bring: Bring, nuria: Contact) -> None:
    result = bring("name,phone,email\nAna,600 190 041,nuria@bakery.example\n", key="phone")

    assert counts(result) == (0, 0, 0, 1)
    assert not Identity.objects.filter(is_shared=True).exists()
