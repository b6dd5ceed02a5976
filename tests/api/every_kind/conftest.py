"""A program and the least that a record of each kind has."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.every_kind.kinds import KINDS, Make, path_of, values
from trato.customers.public import Contact
from trato.foundation.public import User
from trato.kit.testing.programs import Program


@pytest.fixture
def program(ada: User, program_of: Callable[[User], Program]) -> Program:
    return program_of(ada)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, nuria: Contact) -> str:
    return str(request.param)


@pytest.fixture
def make(program: Program, kind: str) -> Make:
    def made(name: str) -> dict[str, Any]:
        answer = program.post(path_of(kind), values(kind, name))
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    return made


@pytest.fixture
def path(kind: str) -> str:
    return path_of(kind)
