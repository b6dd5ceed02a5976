"""What every endpoint may answer besides what it promises, written into the OpenAPI document in one place."""

from collections.abc import Mapping
from typing import Any, TypeVar

from trato.api.problems.telling import CONTENT_TYPE
from trato.api.problems.titles import BY_STATUS

D = TypeVar("D", bound=dict[str, Any])

ALWAYS = (400, 401, 403, 422, 429, 503)
WITH_PLACE = (404,)
WRITING = (404, 409, 413)
WITH_BODY = (415,)
GUARDED = (410, 412)
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "A problem document (RFC 9457). `errors` name the fields, or paths into them.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
TEXT = {"schema": {"type": "string"}}
SECONDS = {"schema": {"type": "integer"}, "description": "Seconds to wait."}
LIMITS = {
    "RateLimit": {**TEXT, "description": 'How many requests are left: "token";r=99;t=1'},
    "RateLimit-Policy": {**TEXT, "description": 'How many fit into a minute: "token";q=100;w=60'},
}
HEADERS: Mapping[int, dict[str, Any]] = {429: {"Retry-After": SECONDS, **LIMITS}, 503: {"Retry-After": SECONDS}}


def with_refusals(document: D) -> D:
    document["components"]["schemas"]["Problem"] = PROBLEM
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if operation.get("security"):
                _describe(operation, method, has_place="{" in path)
    return document


def _describe(operation: dict[str, Any], method: str, *, has_place: bool) -> None:
    answers = operation["responses"]
    for answer in answers.values():
        answer.setdefault("headers", {}).update(LIMITS)
    for status in sorted(_statuses(operation, method, has_place=has_place)):
        answers.setdefault(status, _refusal(status))


def _statuses(operation: Mapping[str, Any], method: str, *, has_place: bool) -> set[int]:
    statuses = {*ALWAYS, *(WITH_PLACE if has_place else ())}
    if method != "get":
        statuses |= {*WRITING, *(WITH_BODY if "requestBody" in operation else ()), *(GUARDED if has_place else ())}
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", ())):
        statuses.add(404)
    return statuses


def _refusal(status: int) -> dict[str, Any]:
    kind = BY_STATUS[status]
    answer: dict[str, Any] = {
        "description": str(kind.title),
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return {**answer, "headers": HEADERS[status]} if status in HEADERS else answer
