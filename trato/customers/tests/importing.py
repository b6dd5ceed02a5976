"""What the tests of importing have in common: a file brought in by the command, and what it could not bring in."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from trato.foundation.public import Import

Bring = Callable[..., dict[str, int]]


@pytest.fixture
def bring(tmp_path: Path, installed: object) -> Bring:
    """`trato import contacts FILE --json` with the given content."""

    def run(
        content: str | bytes, *, kind: str = "contacts", name: str = "given.csv", **options: object
    ) -> dict[str, int]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        out = StringIO()
        call_command("import", kind, str(path), json=True, stdout=out, stderr=StringIO(), **options)
        return json.loads(out.getvalue())

    return run


def problems() -> list[tuple[int, str, str, str]]:
    one = Import.objects.latest("created_at")
    return [
        (refusal.line, each["column"], each["value"], each["reason"])
        for refusal in one.refusals.order_by("line")
        for each in refusal.problems
    ]


def counts(result: dict[str, int]) -> tuple[int, int, int, int]:
    return result["created"], result["updated"], result["skipped"], result["failed"]
