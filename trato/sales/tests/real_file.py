"""The public sales pipeline of 8,800 deals, where the machine has it."""

import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "sales_pipeline"


def real(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"not proven: {name} of the public sales pipeline is not here")
    return path


def agents() -> list[dict[str, str]]:
    with real("sales_teams.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
