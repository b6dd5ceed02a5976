"""What endpoints answer. Bytes that the database made are passed on as they are."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpResponse

JSON = "application/json"


def answer(facts: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    body = facts if isinstance(facts, bytes) else orjson.dumps(facts)
    return HttpResponse(body, status=status, content_type=JSON, headers=dict(headers or {}))


def nothing(*, status: int = 204, headers: Mapping[str, str] | None = None) -> HttpResponse:
    gone = HttpResponse(status=status, headers=dict(headers or {}))
    del gone.headers["Content-Type"]
    return gone
