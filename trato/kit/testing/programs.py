"""A program that calls the API, for tests."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client


class Program:
    """Paths are below /api/v1; header names are as in HTTP."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, *, headers: dict[str, str] | None = None, **query: Any) -> HttpResponse:
        return self._call("GET", path, headers, QUERY_STRING=_query(query))

    def post(self, path: str, body: Any = None, *, headers: dict[str, str] | None = None) -> HttpResponse:
        return self._send("POST", path, body, headers)

    def patch(self, path: str, body: Any, *, headers: dict[str, str] | None = None) -> HttpResponse:
        return self._send("PATCH", path, body, headers)

    def delete(self, path: str, *, headers: dict[str, str] | None = None) -> HttpResponse:
        return self._call("DELETE", path, headers)

    def send(
        self, method: str, path: str, body: bytes, *, content_type: str = "application/json", **headers: str
    ) -> HttpResponse:
        """Bytes as they are."""
        return self._call(method, path, headers, data=body, content_type=content_type)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str] | None) -> HttpResponse:
        given = b"" if body is None else json.dumps(body).encode()
        return self._call(method, path, headers, data=given, content_type="application/json")

    def _call(self, method: str, path: str, headers: dict[str, str] | None, **extra: Any) -> HttpResponse:
        given = {**self.headers, **(headers or {})}
        return self.client.generic(method, f"/api/v1{path}", headers=given, **extra)  # type: ignore[return-value]  # one with more to it


def _query(given: dict[str, Any]) -> str:
    return urlencode(given)
