"""Programs that speak for the cast."""

from collections.abc import Callable
from pathlib import Path

import pytest

from trato.foundation.public import User
from trato.kit.testing.programs import Program


@pytest.fixture
def program(alice: User, program_of: Callable[[User], Program]) -> Program:
    """It speaks for Alice, who sells in the north."""
    return program_of(alice)


@pytest.fixture
def bobs_program(bob: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(bob)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of this test alone."""
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path
