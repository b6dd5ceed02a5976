"""Servers and commands killed at the worst moment."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import psycopg
import pytest

from trato.kit.postgres.home import Home
from trato.kit.postgres.processes import is_alive, working_in
from trato.kit.postgres.tenancy import Database, using_database
from trato.kit.postgres.tests.scene import Command, server_of


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    with using_database(home) as database:
        execute(database, "drop table if exists acknowledged")
        execute(database, "create table acknowledged (number int)")
        execute(database, "insert into acknowledged values (1)")
        yield database


def execute(database: Database, query: str) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(query)


def acknowledged(database: Database) -> int:
    with psycopg.connect(database.url) as connection:
        row = connection.execute("select count(*) from acknowledged").fetchone()
    assert row
    return int(row[0])


def kill_server(home: Home) -> int:
    """As a bad day would; the zombie stays, because the test's process is its parent and does not ask."""
    server = server_of(home)
    assert server
    server.kill()
    end = time.monotonic() + 10
    while server.status() != psutil.STATUS_ZOMBIE and time.monotonic() < end:
        time.sleep(0.01)
    return server.pid


def rewrite_pid_file(home: Home, text: str) -> None:
    (home.data / "postmaster.pid").write_text(text)


def test_a_killed_server_comes_back_with_every_row(home: Home, database: Database) -> None:
    for _ in range(3):
        kill_server(home)
        began = time.monotonic()
        database.ensure_running()
        assert time.monotonic() - began < 5
        assert acknowledged(database) == 1


def test_the_watch_brings_a_killed_server_back_by_itself(home: Home, database: Database) -> None:
    database.watch()
    dead = kill_server(home)

    end = time.monotonic() + 10
    while (server := server_of(home)) is None and time.monotonic() < end:
        time.sleep(0.05)

    assert server
    assert server.pid != dead
    database.ensure_running()
    # The watch's thread may hold the start: its process is there before it takes connections.
    while not takes_connections(database) and time.monotonic() < end:
        time.sleep(0.05)
    assert acknowledged(database) == 1


def takes_connections(database: Database) -> bool:
    try:
        psycopg.connect(database.url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_living_server_is_left_alone(home: Home, database: Database) -> None:
    before = server_of(home)
    database.watch()
    time.sleep(1.2)
    database.ensure_running()

    assert server_of(home) == before


def test_a_pid_file_naming_a_process_of_another_program_is_not_believed(home: Home, database: Database) -> None:
    """After a reboot the number may be anybody's, even that of a process of the same user."""
    lines = (home.data / "postmaster.pid").read_text().splitlines()
    lock = home.postgres / "socket/.s.PGSQL.5432.lock"
    account = home.account
    kill_server(home)
    sleep = ["sleep", "60"]
    with subprocess.Popen(sleep, user=account.user, group=account.group, extra_groups=account.extra_groups) as other:
        rewrite_pid_file(home, "\n".join([str(other.pid), *lines[1:]]) + "\n")
        lock.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")

        database.ensure_running()

        assert acknowledged(database) == 1
        assert other.poll() is None
        other.kill()


@pytest.mark.parametrize("left", ["", "123", "\x00" * 40])
def test_a_broken_pid_file_does_not_keep_the_server_down(home: Home, database: Database, left: str) -> None:
    kill_server(home)
    rewrite_pid_file(home, left)

    database.ensure_running()

    assert acknowledged(database) == 1


def test_a_running_server_is_found_even_when_its_pid_file_is_broken(home: Home) -> None:
    with using_database(home):
        server = server_of(home)
        rewrite_pid_file(home, "1")
        with using_database(home) as second:
            second.ensure_running()
            assert server_of(home) == server


def test_a_connection_that_outlived_its_server_is_ended_before_a_new_one_starts(home: Home, database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        orphan = psutil.Process(connection.info.backend_pid)
        orphan.suspend()
        server = server_of(home)
        assert server
        server.kill()
        time.sleep(0.3)
        assert orphan.is_running()

        database.ensure_running()

        assert not is_alive(orphan)
    assert acknowledged(database) == 1


def test_two_threads_bring_one_server_back(home: Home, database: Database) -> None:
    kill_server(home)
    threads = [threading.Thread(target=database.ensure_running) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert acknowledged(database) == 1
    assert (home.log_file.read_text()).count("starting PostgreSQL") == 2


def test_the_watch_tells_of_trouble_and_goes_on(own_home: Home) -> None:
    said: list[str] = []
    with using_database(own_home, say=said.append) as database:
        settings = own_home.data / "postgresql.conf"
        good = settings.read_text()
        settings.write_text(good + "work_mem = 'a lot'\n")
        database.watch()
        kill_server(own_home)
        end = time.monotonic() + 10
        while not any("ended instead of starting" in line for line in said) and time.monotonic() < end:
            time.sleep(0.05)
        settings.write_text(good)
        database.ensure_running()

    assert any("starting it again" in line for line in said)
    assert any("a lot" in line for line in said)


def hold_recovery(home: Home, release: threading.Event) -> None:
    """Freeze the process that recovers, so that the server goes on saying that it is not ready."""
    while not release.is_set():
        for process in working_in(home.data, home.account.uid):
            try:
                if "startup" in " ".join(process.cmdline()):
                    process.suspend()
                    release.wait()
                    process.resume()
            except psutil.NoSuchProcess:
                continue
        time.sleep(0.001)


def recovery_of(home: Home, seconds: float) -> list[str]:
    said: list[str] = []
    with using_database(home, say=said.append) as database:
        execute(database, "drop table if exists big")
        execute(database, "create table big as select g, md5(g::text) from generate_series(1, 400000) g")
        kill_server(home)
        release = threading.Event()
        holder = threading.Thread(target=hold_recovery, args=(home, release))
        holder.start()
        timer = threading.Timer(seconds, release.set)
        timer.start()
        began = time.monotonic()
        database.ensure_running()
        took = time.monotonic() - began
        release.set()
        holder.join()
        timer.join()
        assert took >= seconds, "the recovery was over before it could be held"
        execute(database, "select 1 / (count(*) / 400000) from big")
    return said


def test_a_recovery_is_waited_for_and_announced_once(home: Home) -> None:
    assert recovery_of(home, 2.5).count("The database is recovering, waiting …") == 1


@pytest.mark.faults
@pytest.mark.timeout(300)
def test_a_recovery_of_more_than_a_minute_is_waited_for(home: Home) -> None:
    assert recovery_of(home, 75).count("The database is recovering, waiting …") == 1


@pytest.mark.slow
def test_a_command_need_not_wait_for_a_recovery_to_end_itself(home: Home) -> None:
    release = threading.Event()
    try:
        with using_database(home) as database:
            execute(database, "drop table if exists big")
            execute(database, "create table big as select g, md5(g::text) from generate_series(1, 400000) g")
            database.watch()
            threading.Thread(target=hold_recovery, args=(home, release), daemon=True).start()
            kill_server(home)
            time.sleep(2)
            threading.Timer(0.5, release.set).start()
            began = time.monotonic()
        assert time.monotonic() - began < 8
    finally:
        release.set()
    assert server_of(home) is None


def test_ctrl_c_in_a_terminal_reaches_the_command_and_not_the_server(
    home: Home, command: Callable[[Home], Command]
) -> None:
    first = command(home)
    since = first.server_since()
    with using_database(home) as database:
        os.killpg(first.process.pid, signal.SIGINT)
        assert "KeyboardInterrupt" in first.complaint()
        with psycopg.connect(database.url) as connection:
            assert connection.execute("select pg_postmaster_start_time()::text").fetchone() == (since,)
    assert server_of(home) is None
