"""A home of its own for each test, and Alice at her pages."""

from pathlib import Path

import pytest
from django.test import Client

from tests.pages.files.ground import signed_in
from trato.foundation.public import (
    User,
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRATO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def page(alice: User) -> Client:
    return signed_in(alice)
