"""Cards that hold all that is known of a contact hold its photo and notes, and bring them again."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from trato.customers.contacts.models import Contact
from trato.customers.tests.erasing import erase
from trato.customers.tests.importing import Bring, bring
from trato.customers.tests.photos import card, content, exported, photo_line, png, without_ids
from trato.foundation.public import Actor

__all__ = ["bring"]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_goes_out_comes_in_again_as_it_was(bring: Bring, tmp_path: Path, as_ada: Actor, version: str) -> None:
    bring(card("Núria", photo_line(png(40, 60, colour=7)), "NOTE:Likes rye\\nand oats") + card("Zoé"), name="a.vcf")
    first = exported(tmp_path / "first.vcf", version)
    for contact in Contact.objects.all():
        erase(contact, as_ada)

    bring(first.encode(), name="b.vcf")

    assert content("Núria") == png(40, 60, colour=7)
    assert without_ids(exported(tmp_path / "second.vcf", version)) == without_ids(first)
    assert f"VERSION:{version}" in first
    assert ("PHOTO;ENCODING=b;TYPE=PNG:" in first) == (version == "3.0")


def test_chosen_columns_go_out_without_photos(bring: Bring, tmp_path: Path) -> None:
    bring(card("Núria", photo_line(png())), name="a.vcf")
    path = tmp_path / "names.vcf"

    call_command("export", "contacts", str(path), columns="name", stdout=StringIO())

    assert "PHOTO" not in path.read_text()
