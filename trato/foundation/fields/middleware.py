"""Each request sees one state of the fields that people made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from trato.foundation.extensions.registry import asked_once


class AskForFieldsOnce:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with asked_once():
            return self.get_response(request)
