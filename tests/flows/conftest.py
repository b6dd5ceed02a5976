"""Programs that speak for the cast."""

from collections.abc import Callable

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
