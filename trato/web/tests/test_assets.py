"""What npm brings reaches the pages, under names that change with the content."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django.fixtures import Settings

from tools import assets
from trato.web.assets.storage import HashedFiles

brought = pytest.mark.skipif(not assets.PACKAGES.is_dir(), reason="not proven: node_modules is missing")


@brought
def test_every_icon_a_page_names_is_drawn() -> None:
    drawn = assets.sprite(assets.used_icons())

    assert all(f'id="i-{name}"' in drawn for name in assets.used_icons())


@brought
def test_building_twice_changes_nothing_the_second_time() -> None:
    assets.build()

    assert assets.build() == []


@brought
def test_an_icon_that_does_not_exist_is_refused_with_the_file_that_wants_it() -> None:
    with pytest.raises(assets.AssetsFailed, match="page.html asks for the icon “no-such-thing”"):
        assets.sprite({"no-such-thing": "page.html"})


def test_the_lock_names_no_registry() -> None:
    packages = json.loads((assets.ROOT / "package-lock.json").read_text())["packages"].values()

    assert not [package for package in packages if "resolved" in package]
    assert all(package["integrity"] for package in packages if "version" in package)


def test_before_collectstatic_files_keep_their_names(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path

    assert HashedFiles(location=str(tmp_path)).url("web/trato.css") == "/static/web/trato.css"


@brought
def test_after_collectstatic_styles_and_modules_point_at_hashed_names(settings: Settings, tmp_path: Path) -> None:
    assets.build()
    settings.STATIC_ROOT = str(tmp_path)
    call_command("collectstatic", interactive=False, verbosity=0)
    stored = HashedFiles(location=str(tmp_path))

    style = (tmp_path / stored.stored_name("web/trato.css")).read_text()
    script = (tmp_path / stored.stored_name("web/js/main.js")).read_text()

    assert re.search(r"vendor/tabler\.min\.[0-9a-f]{12}\.css", style)
    assert re.search(r"palette\.[0-9a-f]{12}\.js", script)
    assert stored.url("vendor/icons.svg") != "/static/vendor/icons.svg"


def test_the_storage_in_use_is_ours() -> None:
    assert settings.STORAGES["staticfiles"]["BACKEND"] == "trato.web.assets.storage.HashedFiles"
    assert staticfiles_storage.url("web/trato.css").startswith("/static/web/trato.")
