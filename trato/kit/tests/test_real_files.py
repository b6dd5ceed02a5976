from pathlib import Path

import pytest

from trato.kit.testing.real_files import ROOT, real_file


def test_a_real_file_is_found_where_test_data_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small.json").write_text("[]")
    monkeypatch.setenv("TEST_DATA", str(tmp_path))

    assert real_file("small.json") == tmp_path / "small.json"


def test_without_the_file_the_test_is_not_proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATA", str(tmp_path))

    with pytest.raises(pytest.skip.Exception, match=r"not proven: gone\.json is missing"):
        real_file("gone.json")


def test_the_default_is_beside_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATA", raising=False)

    with pytest.raises(pytest.skip.Exception, match="not proven"):
        real_file("no-such-file")
    assert (ROOT / "trato" / "kit").is_dir()
