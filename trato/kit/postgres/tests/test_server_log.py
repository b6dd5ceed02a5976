"""A log that can be read when something is wrong, and never fills the disk."""

from pathlib import Path

import pytest

from trato.kit.postgres import server_log
from trato.kit.postgres.server_log import ServerLog


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServerLog:
    monkeypatch.setattr(server_log, "LARGEST", 100)
    return ServerLog(tmp_path / "postgres.log")


def test_a_log_that_is_not_there_yet_is_empty(log: ServerLog) -> None:
    log.keep_small()

    assert (log.size, log.last_lines()) == (0, "")


def test_only_the_last_lines_of_the_last_start_are_told(log: ServerLog) -> None:
    log.path.write_text("an old trouble\n")
    since = log.size
    with log.open() as file:
        file.write("one\ntwo\nthree – ☃\n".encode() + b"\xff\n")

    assert log.last_lines(since=since, count=3) == "two\nthree – ☃\n\N{REPLACEMENT CHARACTER}"
    assert "old trouble" not in log.last_lines(since=since)


def test_nobody_else_may_read_what_people_searched_for(log: ServerLog) -> None:
    log.open().close()

    assert log.path.stat().st_mode & 0o777 == 0o600


def test_a_small_log_is_left_alone(log: ServerLog) -> None:
    log.path.write_text("x" * 100)

    log.keep_small()

    assert log.size == 100
    assert list(log.path.parent.iterdir()) == [log.path]


def test_a_large_log_starts_over_while_the_server_goes_on_writing(log: ServerLog) -> None:
    with log.open() as server:
        for part in ("first", "second", "third"):
            server.write(f"{part}\n".encode() + b"x" * 200)
            server.flush()
            log.keep_small()
        server.write(b"afterwards\n")

    older = log.path.with_suffix(".log.1")
    assert log.path.read_bytes() == b"afterwards\n"
    assert older.read_bytes().startswith(b"third")
    assert older.stat().st_mode & 0o777 == 0o600
