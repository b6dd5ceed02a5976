"""Answers for whoever watches the process: before sessions, hosts and the database."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse


class AnswerHealthChecks:
    """`/healthz`: this process answers. `/readyz`: and it can work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path == "/readyz":
            return _readiness()
        return self.get_response(request)


def _readiness() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from log_era")
            is_ready = cursor.fetchone() == (1,)
    except DatabaseError:
        is_ready = False
    if is_ready:
        return JsonResponse({"status": "ok"})
    return JsonResponse({"status": "waiting for the database"}, status=503, headers={"Retry-After": "2"})
