"""Photos of vCards come in as files of their contacts, and whatever is wrong with one never costs the contact."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from trato.customers.contacts.models import Contact
from trato.customers.public import merge_contacts, unmerge_contacts, update_contacts
from trato.customers.tests.erasing import erase
from trato.customers.tests.importing import Bring, bring, counts
from trato.customers.tests.photos import card, content, photo, photo_line, png, undone
from trato.foundation.public import (
    Actor,
    Import,
    RecordUpdate,
    StoredFile,
    choose_matching,
    choose_photo,
    incoming_folder,
    preview_import,
    remove_file,
    start_import,
    take_photo_off,
    undo,
)
from trato.kit.testing.real_files import real_file

__all__ = ["bring"]


def notices() -> list[tuple[int, str]]:
    one = Import.objects.latest("created_at")
    assert one.notice_count == len(one.notices)
    return [(each["line"], each["reason"]) for each in one.notices]


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_a_photo_comes_in_as_a_file_of_the_contact(bring: Bring, version: str) -> None:
    told = bring(card("Núria", photo_line(png(), version=version), version=version), name="cards.vcf")

    assert counts(told) == (1, 0, 0, 0)
    found = photo("Núria")
    assert found
    assert content("Núria") == png()
    assert (found.content_type, found.name, found.size) == ("image/png", "photo.png", len(png()))
    assert notices() == []


def test_each_card_has_its_own(bring: Bring) -> None:
    cards = [card(f"Person {n}", *([photo_line(png(n + 1))] if n % 2 else [])) for n in range(6)]

    assert counts(bring("".join(cards), name="cards.vcf")) == (6, 0, 0, 0)

    assert [content(f"Person {n}") for n in range(6)] == [png(n + 1) if n % 2 else b"" for n in range(6)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (photo_line(png())[:-40], "cut off"),
        ("PHOTO;ENCODING=b;TYPE=PNG:%%%not base64%%%", "cut off or was damaged"),
        (photo_line(b"<svg onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>"), "no PNG, JPEG, GIF or WebP"),
        (photo_line(b"\x89PNG\r\n\x1a\n" + b"x" * 50), "cut off or damaged"),
        (photo_line(png(50_000, 50_000)), "more than 50 million pixels"),
        (photo_line(png() + b"x" * (5 * 1024**2)), "larger than 5 MB"),
        ("PHOTO;ENCODING=b:" + "QUJD" * 18_000_000, "larger than 5 MB"),
        ("PHOTO;VALUE=uri:https://faces.example/nuria.png", "fetches nothing from other servers"),
        ("PHOTO;ENCODING=b:" + "\r\n " * 3 + "QUJD", "no PNG, JPEG, GIF or WebP"),
    ],
)
def test_a_photo_that_cannot_be_one_never_costs_the_contact(bring: Bring, line: str, said: str) -> None:
    cards = [card("Ada", photo_line(png())), card("Núria", line, "EMAIL:n@x.example"), card("Zoé", photo_line(png(3)))]

    assert counts(bring("".join(cards), name="cards.vcf")) == (3, 0, 0, 0)

    assert photo("Núria") is None
    assert content("Ada") == png()
    assert content("Zoé") == png(3)
    [(at, reason)] = notices()
    assert said in reason
    assert at == "".join(cards).split("FN:Núria")[0].count("\r\n") - 1
    assert Contact.objects.get(name="Núria").identities.get().value == "n@x.example"


def test_the_command_says_what_of_the_rows_was_not_kept(
    bring: Bring, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text(card("Núria", "PHOTO;VALUE=uri:https://faces.example/nuria.png"))

    call_command("import", "contacts", str(path))

    assert "fetches nothing from other servers" in capsys.readouterr().out


def test_the_same_cards_again_bring_no_second_photo(bring: Bring) -> None:
    cards = card("Núria", "EMAIL:nuria@x.example", photo_line(png()))
    bring(cards, name="cards.vcf")

    bring(cards, name="cards.vcf")

    assert StoredFile.objects.count() == 1
    assert content("Núria") == png()


def test_a_photo_replaces_the_one_before_which_stays_among_the_files(bring: Bring) -> None:
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png())), name="cards.vcf")

    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png(9))), name="cards.vcf")

    assert content("Núria") == png(9)
    assert StoredFile.objects.filter(deleted_at=None).count() == 2


def test_an_import_that_is_taken_back_takes_its_photos_with_it(bring: Bring, as_ada: Actor) -> None:
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png())), name="cards.vcf")
    bring(
        card("Núria", "EMAIL:nuria@x.example", photo_line(png(9))) + card("Zoé", photo_line(png(3))), name="cards.vcf"
    )

    assert undone(as_ada)["refused"] == 0

    assert content("Núria") == png()
    assert Contact.objects.get(name="Zoé").deleted_at is not None
    assert StoredFile.objects.filter(deleted_at=None).count() == 1


def test_an_undo_that_is_taken_back_brings_the_photos_again(bring: Bring, as_ada: Actor) -> None:
    bring(card("Núria", photo_line(png())), name="cards.vcf")
    one = Import.objects.latest("created_at")
    assert one.change_set is not None
    taken = undo(one.change_set.id, by=as_ada)
    assert photo("Núria") is None

    undo(taken.id, by=as_ada)

    assert content("Núria") == png()
    assert Contact.objects.get(name="Núria").deleted_at is None


def test_a_photo_that_somebody_took_away_since_is_none_of_the_undo(bring: Bring, as_ada: Actor) -> None:
    bring(card("Núria", "EMAIL:nuria@x.example"), name="cards.vcf")
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png())), name="cards.vcf")
    found = photo("Núria")
    assert found
    take_photo_off(found.id, by=as_ada)

    assert undone(as_ada)["refused"] == 1

    assert StoredFile.objects.get().deleted_at is None


def test_a_preview_tells_bad_photos_and_leaves_nothing_behind(tmp_path: Path, own_home: Path, as_ada: Actor) -> None:
    cards = card("Núria", photo_line(png())) + card("Zoé", photo_line(b"no picture at all"))
    path = tmp_path / "cards.vcf"
    path.write_text(cards)

    one = start_import(kind="contact", file_name="cards.vcf", content=[cards.encode()], by=as_ada)
    told = preview_import(
        choose_matching(one.id, key=None, by=as_ada, rule="update", empty="skip").id, by=as_ada
    ).preview

    assert (told["created"], told["failed"], told["notice_count"]) == (2, 0, 1)
    assert "no PNG" in told["notices"][0]["reason"]
    assert (StoredFile.objects.count(), Contact.objects.count()) == (0, 0)
    assert not list(incoming_folder().iterdir())


def test_what_was_merged_brings_its_photo_and_takes_it_back(bring: Bring, as_ada: Actor) -> None:
    bring(card("Núria", photo_line(png())) + card("N. Puig"), name="cards.vcf")
    nuria, puig = Contact.objects.get(name="Núria"), Contact.objects.get(name="N. Puig")

    merge_contacts({nuria.id: puig.id}, by=as_ada)
    together = content("N. Puig")
    unmerge_contacts([nuria.id], by=as_ada)

    assert together == png()
    assert (content("N. Puig"), content("Núria")) == (b"", png())


def test_only_pictures_can_be_chosen_and_the_last_choice_counts(bring: Bring, as_ada: Actor) -> None:
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png())), name="cards.vcf")
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png(9))), name="cards.vcf")
    first = StoredFile.objects.order_by("created_at", "id")[0]

    choose_photo(first.id, by=as_ada)
    chosen = content("Núria")
    remove_file(first.id, by=as_ada)

    assert (chosen, content("Núria")) == (png(), png(9))


def test_no_photo_is_none_even_if_there_was_one_before(bring: Bring, as_ada: Actor) -> None:
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png())), name="cards.vcf")
    bring(card("Núria", "EMAIL:nuria@x.example", photo_line(png(9))), name="cards.vcf")
    found = photo("Núria")
    assert found

    take_photo_off(found.id, by=as_ada)

    assert photo("Núria") is None
    assert StoredFile.objects.filter(deleted_at=None).count() == 2


def test_whoever_may_not_change_a_contact_brings_no_photo_to_it(
    bring: Bring, nuria: Contact, as_bob: Actor, as_ada: Actor
) -> None:
    update_contacts([RecordUpdate(id=nuria.id, values={"job_title": "Baker"})], by=as_ada)
    bring(card(nuria.name, "EMAIL:nuria@bakery.example", photo_line(png())), name="cards.vcf")
    found = photo(nuria.name)
    assert found

    with pytest.raises(Exception, match="no such file"):
        take_photo_off(found.id, by=as_bob)


def test_the_pictures_that_every_program_writes_come_in_or_are_told(bring: Bring) -> None:
    """Their phones are made up, and a row with a number that nobody can have is refused: they are left out here.

    So is Android's whole card, for an e-mail that is none. BlackBerry's picture is cut, fullcontact has addresses.
    """
    kept, told = set(), set()
    for path in sorted(real_file("vcards/ez-vcard").glob("*.vcf")):
        before = StoredFile.objects.count()
        lines = path.read_bytes().splitlines(keepends=True)
        bring(b"".join(line for line in lines if not re.match(rb"(?i)(\w+\.)?(X-MS-)?TEL[;:]", line)), name=path.name)
        kept |= {path.stem} if StoredFile.objects.count() > before else set()
        told |= {path.stem} if notices() else set()

    assert kept == {
        "John_Doe_IPHONE",
        "John_Doe_LOTUS_NOTES",
        "John_Doe_MAC_ADDRESS_BOOK",
        "John_Doe_MS_OUTLOOK",
        "outlook-2007",
        "thunderbird-MoreFunctionsForAddressBook-extension",
    }
    assert told == {"John_Doe_BLACK_BERRY", "fullcontact"}


def test_whoever_is_erased_leaves_no_picture_on_the_disk(bring: Bring, own_home: Path, as_ada: Actor) -> None:
    bring(card("Núria", photo_line(png())) + card("Zoé", photo_line(png(3))), name="a.vcf")

    erase(Contact.objects.get(name="Núria"), as_ada)

    left = [path.read_bytes() for path in (own_home / "files").rglob("*") if path.is_file()]
    assert png() not in left
    assert png(3) in left
    assert content("Zoé") == png(3)
