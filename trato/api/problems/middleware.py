"""Answers below /api/ that did not come from an endpoint (no such address, wrong method, refused by a shield)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from trato.api.problems.telling import Problem, problem
from trato.api.problems.titles import BY_STATUS

KEPT = ("Allow", "Retry-After", "WWW-Authenticate", "Connection")


class ProblemsForPrograms:
    """It stands outermost, so that no program ever has to read an HTML page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not request.path.startswith("/api/"):
            return answer
        if answer.status_code >= 400 and not isinstance(answer, Problem):
            answer = _told(answer)
        answer.headers.setdefault("Cache-Control", "no-store")
        if allowance := getattr(request, "allowance", None):
            for name, value in allowance.headers.items():
                answer.headers[name] = value
        return answer


def _told(answer: HttpResponseBase) -> HttpResponse:
    kind = BY_STATUS.get(answer.status_code) or BY_STATUS[400 if answer.status_code < 500 else 500]
    kept = {name: answer.headers[name] for name in KEPT if name in answer.headers}
    return problem(kind.slug, headers=kept)
