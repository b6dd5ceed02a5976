"""Several commands at once: one server, which the last to leave stops."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from trato.kit.postgres.home import Home
from trato.kit.postgres.locks import SharedLock, exclusively
from trato.kit.postgres.tenancy import using_database
from trato.kit.postgres.tests.scene import Command, server_of

Commands = Callable[[Home], Command]


def test_three_commands_on_a_new_home_share_one_server_until_the_last_leaves(
    empty_home: Home, command: Commands
) -> None:
    commands = [command(empty_home) for _ in range(3)]

    assert len({one.server_since() for one in commands}) == 1
    for one in commands:
        assert server_of(empty_home)
        one.leave()
    assert server_of(empty_home) is None


def test_the_one_that_started_the_server_may_leave_first(home: Home, command: Commands) -> None:
    first = command(home)
    since = first.server_since()
    second = command(home)
    assert second.server_since() == since

    first.leave()
    assert server_of(home)
    second.leave()
    assert server_of(home) is None


def test_a_killed_command_leaves_a_server_that_the_next_one_takes_over_and_stops(home: Home, command: Commands) -> None:
    first = command(home)
    since = first.server_since()
    first.kill()
    assert server_of(home)

    with using_database(home) as database, psycopg.connect(database.url) as connection:
        assert connection.execute("select pg_postmaster_start_time()::text").fetchone() == (since,)
    assert server_of(home) is None


def test_a_killed_command_does_not_count_as_a_user(home: Home, command: Commands) -> None:
    with using_database(home):
        other = command(home)
        other.server_since()
        other.kill()
    assert server_of(home) is None


def test_open_connections_do_not_keep_the_last_one_from_stopping(home: Home) -> None:
    with using_database(home) as database:
        connection = psycopg.connect(database.url)
        connection.execute("select 1")
    assert server_of(home) is None
    connection.close()


def test_a_server_killed_while_two_use_it_comes_back_once(home: Home) -> None:
    with using_database(home) as first, using_database(home) as second:
        server = server_of(home)
        assert server
        server.kill()
        server.wait()
        threads = [threading.Thread(target=each.ensure_running) for each in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        for each in (first, second):
            with psycopg.connect(each.url) as connection:
                assert connection.execute("select 1").fetchone() == (1,)
    assert home.log_file.read_text().count("starting PostgreSQL") == 2
    assert server_of(home) is None


def test_an_error_inside_the_block_stops_the_server_too(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), using_database(home):
        raise ZeroDivisionError
    assert server_of(home) is None


@pytest.mark.slow
def test_coming_and_going_in_a_crowd_never_meets_a_stopped_server(home: Home) -> None:
    failures: list[Exception] = []

    def come_and_go() -> None:
        for _ in range(15):
            try:
                with using_database(home) as database, psycopg.connect(database.url) as connection:
                    connection.execute("select 1")
            except psycopg.Error as failure:
                failures.append(failure)

    crowd = [threading.Thread(target=come_and_go) for _ in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join(100)

    assert not failures
    assert server_of(home) is None


def test_the_last_of_those_who_share_a_lock_learns_that_it_is_the_last(tmp_path: Path) -> None:
    locks = [SharedLock(tmp_path / "users") for _ in range(3)]
    for lock in locks:
        lock.share()

    assert [lock.let_go() for lock in locks] == [False, False, True]
    assert locks[0].let_go() is False


def test_an_exclusive_lock_lets_threads_in_one_after_another(tmp_path: Path) -> None:
    inside = 0
    most = 0

    def enter() -> None:
        nonlocal inside, most
        with exclusively(tmp_path / "start"):
            inside += 1
            most = max(most, inside)
            time.sleep(0.02)
            inside -= 1

    threads = [threading.Thread(target=enter) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


def test_an_exclusive_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusively(tmp_path / "start"):
        raise ZeroDivisionError
    with exclusively(tmp_path / "start"):
        pass
