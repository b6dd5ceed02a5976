"""Mappings are kept, offered, and deleted by whoever kept them; formats are asked where they can be either."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages.test_importing_a_file import GUESTS, alices_browser, go_through, home, shown, upload
from trato.foundation.public import ImportMapping, User

__all__ = ["alices_browser", "home"]


@pytest.fixture
def kept(alices_browser: Client) -> ImportMapping:
    one = go_through(alices_browser, upload(alices_browser, GUESTS), column_3="source")
    alices_browser.post(reverse("web:import_keep_mapping", args=[one.id]), {"name": "Guests"})
    return ImportMapping.objects.get()


def test_a_kept_mapping_is_on_its_page(alices_browser: Client, kept: ImportMapping) -> None:
    page = alices_browser.get(reverse("web:import_mappings")).content.decode()

    assert "Guests" in page
    assert reverse("web:forget_import_mapping", args=[kept.id]) in page


def test_a_file_like_it_is_set_as_it_says(alices_browser: Client, kept: ImportMapping) -> None:
    one = upload(alices_browser, GUESTS)

    assert one.mapping == ["name", "email", "city", "source"]
    assert "mapping “Guests”" in shown(alices_browser, "web:import_columns", one)


def test_it_is_offered_for_other_files_of_its_kind(alices_browser: Client, kept: ImportMapping) -> None:
    one = upload(alices_browser, "Full name,Shoe size\nAna,38\n")
    assert "<option>Guests</option>" in shown(alices_browser, "web:import_columns", one)

    alices_browser.post(reverse("web:import_use_mapping", args=[one.id]), {"name": "Guests"})

    one.refresh_from_db()
    assert one.mapping == ["name", "source"]


def test_only_its_keeper_deletes_it(alices_browser: Client, kept: ImportMapping, bob: User) -> None:
    other = Client()
    other.force_login(bob)

    assert other.post(reverse("web:forget_import_mapping", args=[kept.id])).status_code == 403
    assert (
        reverse("web:forget_import_mapping", args=[kept.id])
        not in other.get(reverse("web:import_mappings")).content.decode()
    )

    alices_browser.post(reverse("web:forget_import_mapping", args=[kept.id]))
    assert not ImportMapping.objects.exists()


def test_a_mapping_without_a_name_is_refused_at_its_field(alices_browser: Client) -> None:
    one = go_through(alices_browser, upload(alices_browser, GUESTS))
    answer = alices_browser.post(reverse("web:import_keep_mapping", args=[one.id]), {"name": " "})

    assert answer.status_code == 422
    assert not ImportMapping.objects.exists()


def test_a_number_that_can_be_either_is_asked(alices_browser: Client) -> None:
    one = upload(alices_browser, "name;annual revenue\nAcme;1.234\n", kind="company", name="firms.csv")
    chosen = {"column_0": "name", "column_1": "annual_revenue"}
    asked = alices_browser.post(reverse("web:import_columns", args=[one.id]), chosen)

    assert asked.status_code == 422
    assert "can be read in two ways" in asked.content.decode()

    said = alices_browser.post(reverse("web:import_columns", args=[one.id]), {**chosen, "format_1": "comma"})
    one.refresh_from_db()
    assert said.status_code == 302
    assert one.formats[1] == "comma"


def test_a_system_is_named_when_its_columns_are_known(alices_browser: Client) -> None:
    one = upload(alices_browser, "Record ID,First Name,Last Name\n1,Ana,Ferrer\n")

    page = shown(alices_browser, "web:import_columns", one)
    assert "an export of HubSpot" in page
    assert 'value="hubspot"' in page


def test_the_preview_tells_how_far_it_looked(alices_browser: Client) -> None:
    rows = "".join(f"Ana {number},a{number}@f.example\n" for number in range(600))
    one = upload(alices_browser, f"name,email\n{rows}Luis,luis@@f.example\n")
    alices_browser.post(reverse("web:import_columns", args=[one.id]), {"column_0": "name", "column_1": "email"})
    alices_browser.post(reverse("web:import_matching", args=[one.id]), {"key": "email", "rule": "update"})
    page = shown(alices_browser, "web:import_preview", one)

    assert "first 500 rows" in page
    assert "601 rows. 1 of them cannot go in." in page
    assert "luis@@f.example" in page
