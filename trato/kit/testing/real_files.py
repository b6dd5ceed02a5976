"""Files from the real world, which are not part of the product: where they are missing, their tests are not proven."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def real_file(name: str) -> Path:
    """A file of `TEST_DATA`, by default the folder `../shared/data` beside the repository."""
    path = (ROOT / os.environ.get("TEST_DATA", "../shared/data") / name).resolve()
    if not path.exists():
        pytest.skip(f"not proven: {name} is missing")
    return path
