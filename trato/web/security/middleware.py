"""What every answer carries, and what no request may bring."""

import secrets
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trato.web.security.policy import PERMISSIONS, policy, realtime_origin
from trato.web.security.refusals import unreadable

Answer = Callable[[HttpRequest], HttpResponseBase]


class ContentSecurityPolicy:
    """A new nonce for each request, as `request.csp_nonce`. A view's own policy, set by itself, is left alone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(18)
        request.csp_nonce = nonce  # type: ignore[attr-defined]  # Django's request knows nothing of ours
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy(nonce, _realtime(request)))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


def _realtime(request: HttpRequest) -> str:
    try:
        return realtime_origin(request)
    except DisallowedHost:
        return ""  # the page that says so loads nothing from the stream


class RefuseUnreadableInput:
    """NUL and bytes that are no text, in path or query, are answered with 400 before anything looks at them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.refuse = ContentSecurityPolicy(unreadable)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path.encode("utf-8", "surrogatepass")
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        if _is_readable(path) and _is_readable(query):
            return self.get_response(request)
        return self.refuse(request)


def _is_readable(given: bytes) -> bool:
    """Percent signs are undone first: `%00` and `%ed%a0%80` are a NUL and a lone surrogate on their way."""
    raw = unquote_to_bytes(given)
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
