"""What a card or a row notes about somebody is a note in the story, once."""

from pathlib import Path

import pytest

from trato.customers.contacts.models import Contact
from trato.customers.notes.models import Note
from trato.customers.public import Company, merge_contacts, write_note
from trato.customers.tests.importing import Bring, bring, counts
from trato.customers.tests.made_fields import made
from trato.customers.tests.photos import card, exported, undone
from trato.foundation.public import Actor, Import

__all__ = ["bring"]

NURIA = "EMAIL:nuria@bakery.example"


def notes(name: str) -> list[str]:
    about = Note.objects.filter(contact__root__name=name, deleted_at=None)
    return list(about.order_by("created_at", "id").values_list("body", flat=True))


def test_each_note_of_a_card_is_one_of_the_contact(bring: Bring) -> None:
    told = bring(card("Núria", "NOTE:Likes rye\\nand oats", "NOTE:Comes on Mondays") + card("Zoé"), name="a.vcf")

    assert counts(told) == (2, 0, 0, 0)
    assert sorted(notes("Núria")) == ["Comes on Mondays", "Likes rye\nand oats"]
    assert notes("Zoé") == []


def test_more_notes_than_columns_are_one_together_and_none_is_lost(bring: Bring) -> None:
    bring(card("Núria", *[f"NOTE:Note {number:02}" for number in range(12)]), name="a.vcf")

    assert len(notes("Núria")) == 9
    assert sorted("\n".join(notes("Núria")).split("\n")) == [f"Note {number:02}" for number in range(12)]


def test_the_same_card_again_notes_nothing_twice(bring: Bring, nuria: Contact, as_alice: Actor) -> None:
    write_note("Likes rye", contact_id=nuria.id, by=as_alice)

    bring(card("Núria Ferrer", NURIA, "NOTE:Likes rye", "NOTE: Likes rye ", "NOTE:New"), name="a.vcf")
    bring(card("Núria Ferrer", NURIA, "NOTE:Likes rye", "NOTE:New"), name="a.vcf")

    assert sorted(Note.objects.values_list("body", flat=True)) == ["Likes rye", "New"]


def test_a_column_of_notes_in_a_table_is_notes_too(bring: Bring) -> None:
    told = bring("Name,Email,Notes\nNúria,n@x.example,Likes rye\nZoé,z@x.example,\n")

    assert counts(told) == (2, 0, 0, 0)
    assert notes("Núria") == ["Likes rye"]


def test_a_field_that_people_called_so_comes_first(bring: Bring, as_ada: Actor) -> None:
    made("Note", "long_text", by=as_ada)

    bring(card("Núria", "NOTE:Likes rye"), name="a.vcf")

    assert notes("Núria") == []
    assert "notes_about" not in Import.objects.latest("created_at").mapping


def test_an_undo_takes_the_notes_and_whoever_they_made_necessary(bring: Bring, nuria: Contact, as_ada: Actor) -> None:
    bring(card(nuria.name, NURIA, "NOTE:Likes rye") + card("Zoé", "NOTE:Tall"), name="a.vcf")

    assert undone(as_ada)["refused"] == 0

    assert (notes(nuria.name), notes("Zoé")) == ([], [])
    assert Contact.objects.get(name="Zoé").deleted_at is not None


def test_a_note_that_is_too_long_is_told_and_its_contact_stays(bring: Bring) -> None:
    told = bring(card("Núria", "NOTE:" + "x" * 100_001, "NOTE:Short"), name="a.vcf")

    assert counts(told) == (1, 0, 0, 0)
    assert notes("Núria") == ["Short"]
    assert "100,000" in Import.objects.latest("created_at").notices[0]["reason"]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_card_says_all_that_was_noted_oldest_first(
    tmp_path: Path, nuria: Contact, bakery: Company, as_alice: Actor, as_ada: Actor, bring: Bring, version: str
) -> None:
    bring(card("N. Puig"), name="a.vcf")
    puig = Contact.objects.get(name="N. Puig")
    write_note("One; with, marks\nand lines", contact_id=nuria.id, by=as_alice)
    write_note("Of the other", contact_id=puig.id, by=as_ada)
    write_note("About the firm", company_id=bakery.id, by=as_alice)
    merge_contacts({puig.id: nuria.id}, by=as_ada)

    told = [line for line in exported(tmp_path / "all.vcf", version).splitlines() if line.startswith("NOTE")]

    assert told == ["NOTE:One\\; with\\, marks\\nand lines", "NOTE:Of the other"]
