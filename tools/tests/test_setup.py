"""Setting up again does nothing, and goes on where it was interrupted."""

from pathlib import Path

import pytest

from tools import setup
from tools.setup import Step, StepFailed, prepare


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    (tmp_path / "lock").write_text("one")
    return tmp_path


def step(checkout: Path, did: list[str], name: str = "packages") -> Step:
    made = checkout / f"{name}.made"

    def act() -> None:
        did.append(name)
        made.touch()

    return Step(name, inputs=lambda: [checkout / "lock"], makes=lambda: [made], run=act)


def test_a_second_run_does_nothing(checkout: Path) -> None:
    did: list[str] = []

    for _time in range(2):
        prepare([step(checkout, did)], checkout / "stamps.json")

    assert did == ["packages"]


def test_a_changed_lock_is_installed(checkout: Path) -> None:
    did: list[str] = []
    prepare([step(checkout, did)], checkout / "stamps.json")
    (checkout / "lock").write_text("two")

    prepare([step(checkout, did)], checkout / "stamps.json")

    assert did == ["packages", "packages"]


def test_what_was_deleted_is_made_again(checkout: Path) -> None:
    did: list[str] = []
    prepare([step(checkout, did)], checkout / "stamps.json")
    (checkout / "packages.made").unlink()

    prepare([step(checkout, did)], checkout / "stamps.json")

    assert did == ["packages", "packages"]


def test_a_step_that_failed_is_tried_again_and_the_one_before_it_is_not(checkout: Path) -> None:
    did: list[str] = []

    def fail() -> None:
        raise StepFailed("npm ci")

    broken = Step("assets", inputs=lambda: [checkout / "lock"], makes=list, run=fail)
    with pytest.raises(StepFailed):
        prepare([step(checkout, did), broken], checkout / "stamps.json")

    prepare([step(checkout, did), step(checkout, did, "assets")], checkout / "stamps.json")

    assert did == ["packages", "assets"]


def test_a_moved_checkout_is_set_up_anew(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = step(checkout, []).fingerprint()
    (checkout / "elsewhere").mkdir()
    (checkout / "elsewhere" / "lock").write_text("one")
    monkeypatch.setattr(setup, "ROOT", checkout / "elsewhere")

    assert step(checkout / "elsewhere", []).fingerprint() != before


def test_an_old_uv_on_the_path_is_not_used(tmp_path: Path) -> None:
    program = tmp_path / "uv"
    program.write_text("#!/bin/sh\necho 'uv 0.4.10 (1234abc 2024-09-13)'\n")
    program.chmod(0o755)

    assert setup._version_of(str(program)) == (0, 4, 10)
    assert setup._version_of(str(program)) < setup._least_uv()


def test_a_uv_that_does_not_run_counts_as_none(tmp_path: Path) -> None:
    program = tmp_path / "uv"
    program.write_text("#!/bin/sh\necho 'uv 9.9.9'\nexit 127\n")
    program.chmod(0o755)

    assert setup._version_of(str(program)) == (0,)
