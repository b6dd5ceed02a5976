"""Problem documents (RFC 9457)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from trato.api.problems.titles import KINDS

CONTENT_TYPE = "application/problem+json"


class Problem(HttpResponse):
    """An answer that is a problem document of ours. That a program was refused is no news for our log."""

    _has_been_logged = True


@dataclass(frozen=True)
class FieldError:
    """`field` is the name of a field, or a path into one: identities/0/value."""

    field: str
    message: str


def problem(
    slug: str, detail: str = "", *, errors: Iterable[FieldError] = (), headers: Mapping[str, str] | None = None
) -> Problem:
    kind = KINDS[slug]
    told = {
        "type": f"{settings.BASE_URL}/api/v1/docs#problem-{slug}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": detail or str(kind.meaning),
        "errors": [{"field": each.field, "message": each.message} for each in errors],
    }
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Problem(body, status=kind.status, content_type=CONTENT_TYPE, headers=dict(headers or {}))
