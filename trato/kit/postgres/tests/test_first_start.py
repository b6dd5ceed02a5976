"""From an empty folder to a database in use."""

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from trato.kit.postgres.connection import Answer, Door
from trato.kit.postgres.errors import DatabaseTrouble, PasswordRefused
from trato.kit.postgres.home import Home
from trato.kit.postgres.tenancy import using_database
from trato.kit.postgres.tests.scene import server_of


def test_a_new_home_becomes_a_database_that_keeps_its_rows_whatever_the_locale(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The locale named here was never generated on most machines."""
    for name, value in {"LC_ALL": "en_US.UTF-8", "LANG": "garbage", "PGDATA": "/nonexistent"}.items():
        monkeypatch.setenv(name, value)

    with using_database(empty_home) as database, psycopg.connect(database.url) as connection:
        assert connection.execute("select datctype from pg_database where datname = 'trato'").fetchone() == ("C.UTF-8",)
        connection.execute("create table names (name text)")
        connection.execute("insert into names values ('రాము')")

    with using_database(empty_home) as database, psycopg.connect(database.url) as connection:
        assert connection.execute("select name from names").fetchall() == [("రాము",)]


def test_the_server_is_set_up_for_a_small_machine_without_a_network(home: Home) -> None:
    with using_database(home) as database, psycopg.connect(database.url) as connection:
        settings: dict[str, str] = dict(
            connection.execute("select name, current_setting(name) from pg_settings").fetchall()
        )

    expected = {
        "listen_addresses": "",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "shared_buffers": "256MB",
        "work_mem": "16MB",
        "max_connections": "200",
        "synchronous_commit": "on",
        "max_wal_size": "2GB",
        "jit": "off",
        "TimeZone": "UTC",
        "shared_preload_libraries": "pg_stat_statements",
        "password_encryption": "scram-sha-256",
        "fsync": "on",
    }
    assert {name: settings[name] for name in expected} == expected


def test_the_extensions_trato_needs_can_be_created(own_home: Home) -> None:
    with using_database(own_home) as database, psycopg.connect(database.url) as connection:
        for name in ("pg_trgm", "unaccent", "btree_gin", "pg_stat_statements"):
            connection.execute(f"create extension {name}")
        letters = connection.execute("select upper('straße éж'), lower('ΔЖ')").fetchone()

    assert letters == ("STRASSE ÉЖ", "δж") or letters == ("STRAßE ÉЖ", "δж")


def test_nobody_but_the_server_and_the_owner_can_look_inside(home: Home) -> None:
    with using_database(home):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home.path, *home.path.iterdir())}
        owners = {path.name: path.stat().st_uid for path in (home.path, *home.path.iterdir())}
        socket = (home.postgres / "socket").stat()

    assert modes["home"] == (0o711 if home.account.apart else 0o700)
    assert {modes["postgres"], stat.S_IMODE(socket.st_mode)} == {0o700}
    assert {modes["postgres.password"], modes["postgres.log"], modes["postgres.users.lock"]} == {0o600}
    assert {uid for name, uid in owners.items() if name != "postgres"} == {os.geteuid()}
    assert owners["postgres"] == socket.st_uid == home.account.uid


def test_the_server_runs_under_a_number_without_an_account(home: Home) -> None:
    with using_database(home):
        server = server_of(home)
        assert server
        assert set(server.uids()) == {home.account.uid} != {0}
        assert set(server.gids()) == {home.account.gid}
        assert os.getsid(server.pid) == server.pid
    if home.account.apart:
        assert {path.lstat().st_uid for path in home.postgres.rglob("*")} == {home.account.uid}


def test_a_wrong_password_or_none_is_refused(home: Home) -> None:
    with using_database(home) as database:
        password = home.password_file.read_text()
        for wrong in (database.url.replace(password, "guess"), database.url.replace(f":{password}", "")):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(wrong)
        with pytest.raises(PasswordRefused, match="does not accept the password of this home"):
            Door(home.postgres / "socket", "guess").ask()


def test_a_lost_password_is_named_with_the_way_out(own_home: Home) -> None:
    with using_database(own_home):
        pass
    own_home.password_file.unlink()

    with pytest.raises(DatabaseTrouble, match=r"postgres\.password back from a backup"), using_database(own_home):
        pass


@pytest.mark.parametrize("name", ["long-" + "x" * 90, "with, a comma"])
def test_a_path_that_is_no_good_for_a_socket_moves_it_to_a_private_folder(
    copied_home: Callable[..., Home], name: str
) -> None:
    home = copied_home(name)

    with using_database(home) as database, psycopg.connect(database.url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        moved_to = Path(home.socket_note.read_text())
        found = moved_to.stat()

    assert len(str(moved_to)) < 80
    assert (stat.S_IMODE(found.st_mode), found.st_uid) == (0o700, home.account.uid)
    with using_database(home):
        assert Path(home.socket_note.read_text()) == moved_to


def test_a_remembered_socket_folder_that_somebody_else_opened_is_not_used_again(
    copied_home: Callable[..., Home],
) -> None:
    home = copied_home("x" * 95)
    with using_database(home):
        first = Path(home.socket_note.read_text())
    first.chmod(0o777)

    with using_database(home):
        assert Path(home.socket_note.read_text()) != first
    first.rmdir()


def test_spaces_quotes_and_letters_in_the_path_are_welcome(copied_home: Callable[..., Home]) -> None:
    with using_database(copied_home("our 100% 'é రా")) as database, psycopg.connect(database.url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_a_server_with_all_connections_taken_counts_as_running(own_home: Home) -> None:
    with using_database(own_home) as database, psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("alter system set max_connections = 5")
    with using_database(own_home) as database:
        taken = [psycopg.connect(database.url) for _ in range(5)]
        assert Door(own_home.postgres / "socket", own_home.password_file.read_text()).ask() is Answer.READY
        with using_database(own_home):
            pass
        for connection in taken:
            connection.close()


def test_somebody_elses_data_is_never_overwritten(empty_home: Home) -> None:
    empty_home.data.mkdir(parents=True)
    (empty_home.data / "PG_VERSION").write_text("18\n")

    with pytest.raises(DatabaseTrouble, match="move it away"), using_database(empty_home):
        pass

    assert (empty_home.data / "PG_VERSION").read_text() == "18\n"


def test_a_server_that_ends_at_once_is_reported_with_the_end_of_its_log(own_home: Home) -> None:
    with using_database(own_home):
        pass
    with (own_home.data / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = 'a lot'\n")

    ended = 'ended instead of starting(.|\\n)*invalid value.*"a lot"'
    with pytest.raises(DatabaseTrouble, match=ended), using_database(own_home):
        pass


def test_nothing_runs_after_the_last_user_left(home: Home) -> None:
    with using_database(home):
        pass

    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(home.path) not in running
    assert not (home.data / "postmaster.pid").exists()
