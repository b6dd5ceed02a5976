"""Whole or not at all."""

import os
from pathlib import Path

import pytest

from trato.kit.postgres.durable import write_durably


def test_a_secret_is_for_our_eyes_only_whatever_the_umask(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        write_durably(tmp_path / "password", "secret")
    finally:
        os.umask(umask)

    assert (tmp_path / "password").read_text() == "secret"
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600


def test_an_unfinished_file_of_a_killed_command_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "password.new").write_text("half a sec")

    write_durably(tmp_path / "password", "secret")

    assert [path.name for path in tmp_path.iterdir()] == ["password"]


def test_what_could_not_be_written_to_the_disk_does_not_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        write_durably(tmp_path / "password", "secret")
    assert not (tmp_path / "password").exists()
