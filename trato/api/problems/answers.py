"""What endpoints answer. Bytes that the database made are passed on as they are."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse

JSON = "application/json"


def answer(facts: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """With its length: without one the server sends it in chunks, which costs both ends more."""
    body = facts if isinstance(facts, bytes) else orjson.dumps(facts)
    given = {"Content-Length": str(len(body)), **(headers or {})}
    return HttpResponse(body, status=status, content_type=JSON, headers=given)


def nothing(*, status: int = 204, headers: Mapping[str, str] | None = None) -> HttpResponse:
    gone = HttpResponse(status=status, headers=dict(headers or {}))
    del gone.headers["Content-Type"]
    return gone
