"""Photos are answered with, erased and forgotten as all else that is known about somebody."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from trato.customers.contacts.models import Contact
from trato.customers.privacy.files import export_path
from trato.customers.privacy.use_cases.answer import start_access_export, write_access_export
from trato.customers.privacy.use_cases.retention import apply_retention, save_rule, switch_rule
from trato.customers.public import merge_contacts
from trato.customers.tests.erasing import erase
from trato.customers.tests.importing import Bring, bring
from trato.customers.tests.photos import card, content, photo, photo_line, png
from trato.foundation.public import (
    SYSTEM,
    Actor,
    ChangeSet,
    Erasure,
    Import,
    StoredFile,
    run_erasure_to_the_end,
    start_import,
    take_photo_off,
    undo,
)
from trato.kit.clock import now

pytestmark = pytest.mark.usefixtures("own_home")
__all__ = ["bring"]
HERS, OTHERS = png(7), png(9)


@pytest.fixture
def nuria(bring: Bring) -> Contact:
    bring(card("Núria Puig", "EMAIL:nuria@puig.example", photo_line(HERS)), name="cards.vcf")
    return Contact.objects.get(name="Núria Puig")


def files_in(contact: Contact, by: Actor) -> list[bytes]:
    one = start_access_export(contact.id, by=by)
    write_access_export(one.id, language="en")
    archive = zipfile.ZipFile(export_path(one.id))
    return [archive.read(name) for name in archive.namelist() if name.startswith("files/")]


def waiting(*cards: str, by: Actor) -> Import:
    return start_import(kind="contact", file_name="waiting.vcf", content=["".join(cards).encode()], by=by)


def on_disk(home: Path) -> list[bytes]:
    return [path.read_bytes() for path in (home / "files").rglob("*") if path.is_file()]


def photos_beside(home: Path) -> list[Path]:
    return sorted((home / "files" / "imports").glob("*.photos"))


def test_a_photo_is_in_what_is_handed_out(nuria: Contact, as_ada: Actor) -> None:
    assert files_in(nuria, as_ada) == [HERS]


def test_one_that_was_taken_off_is_still_hers(nuria: Contact, as_ada: Actor) -> None:
    found = photo("Núria Puig")
    assert found
    take_photo_off(found.id, by=as_ada)

    assert files_in(nuria, as_ada) == [HERS]


def test_so_is_that_of_who_was_merged_into_her(nuria: Contact, bring: Bring, as_ada: Actor) -> None:
    bring(card("N. Puig", photo_line(OTHERS)), name="more.vcf")
    merge_contacts({Contact.objects.get(name="N. Puig").id: nuria.id}, by=as_ada)

    assert sorted(files_in(nuria, as_ada)) == sorted([HERS, OTHERS])


def test_a_file_of_cards_that_waits_loses_its_photos_with_her(nuria: Contact, as_ada: Actor, own_home: Path) -> None:
    hers = waiting(card("Núria Puig", "EMAIL:nuria@puig.example", photo_line(png(11))), by=as_ada)
    others = waiting(card("Zoé", "EMAIL:zoe@x.example", photo_line(OTHERS)), by=as_ada)
    assert len(photos_beside(own_home)) == 2

    erase(nuria, as_ada)

    assert not Import.objects.filter(pk=hers.pk).exists()
    assert [path.read_bytes() for path in photos_beside(own_home)] == [OTHERS]
    assert Path(others.path).exists(), "a file without her is left alone"


def test_nothing_of_her_photo_is_left_after_an_erasure(nuria: Contact, as_ada: Actor, own_home: Path) -> None:
    waiting(card("Núria Puig", "EMAIL:nuria@puig.example", photo_line(HERS)), by=as_ada)
    assert any(HERS in each for each in on_disk(own_home))

    erase(nuria, as_ada)

    assert not any(HERS in each for each in on_disk(own_home))
    assert not StoredFile.objects.exists()


def test_who_was_merged_into_her_leaves_no_photo_either(
    nuria: Contact, bring: Bring, as_ada: Actor, own_home: Path
) -> None:
    bring(card("N. Puig", photo_line(OTHERS)), name="more.vcf")
    merge_contacts({Contact.objects.get(name="N. Puig").id: nuria.id}, by=as_ada)

    erase(nuria, as_ada)

    assert not any(OTHERS in each or HERS in each for each in on_disk(own_home))


def silent_for_years(contact: Contact, *, act: str) -> None:
    old = now() - timedelta(days=3 * 366)
    Contact.objects.filter(pk=contact.pk).update(created_at=old, last_activity_at=old)
    rule = save_rule(None, by=SYSTEM, name="Old leads", stages=["lead"], months=24, act=act)
    switch_rule(rule.id, is_on=True, by=SYSTEM)
    assert apply_retention() == 1


def test_a_rule_that_erases_takes_the_photo_too(nuria: Contact, own_home: Path) -> None:
    silent_for_years(nuria, act="erase")
    run_erasure_to_the_end(Erasure.objects.get().id)

    assert not any(HERS in each for each in on_disk(own_home))


def test_a_rule_for_the_trash_keeps_it_until_she_is_back(nuria: Contact) -> None:
    silent_for_years(nuria, act="trash")

    undo(ChangeSet.objects.latest("created_at").id, by=SYSTEM)

    assert content("Núria Puig") == HERS


def test_an_import_that_is_through_keeps_no_photos_beside(nuria: Contact, own_home: Path) -> None:
    assert photos_beside(own_home) == []
