"""What may be read may be asked for by its headers alone (RFC 9110, 9.3.2)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class AnswerHeadLikeGet:
    """Outermost, so that no page and no endpoint has to think of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        answer = self.get_response(request)
        request.method = "HEAD"
        return _without_body(answer)


def _without_body(answer: HttpResponseBase) -> HttpResponse:
    if isinstance(answer, HttpResponse):
        answer.headers.setdefault("Content-Length", str(len(answer.content)))
        answer.content = b""
        return answer
    bare = HttpResponse(status=answer.status_code, headers=dict(answer.headers))
    bare.cookies = answer.cookies
    answer.close()  # nothing of a file or a stream is read
    return bare
