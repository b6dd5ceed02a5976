"""What a program's request passes by. It comes with a token and without a cookie: it has no session, no message, no
form to be guarded, and looking for them took longer than reading a hundred records.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

Answer = Callable[[HttpRequest], HttpResponseBase]
HOOKS = ("process_view", "process_exception")


def is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


class PagesOnly:
    """`name` is the middleware that pages have; `instead` is what is asked of a program's request in its place."""

    name = ""
    instead: Callable[[HttpRequest], object] | None = None

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.of_pages = import_string(self.name)(get_response)
        for hook in HOOKS:
            if hasattr(self.of_pages, hook):
                setattr(self, hook, partial(self._hooked, getattr(self.of_pages, hook)))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_programs(request):
            answer: HttpResponseBase = self.of_pages(request)
            return answer
        if self.instead is not None:
            self.instead(request)
        return self.get_response(request)

    @staticmethod
    def _hooked(hook: Callable[..., Any], request: HttpRequest, *args: Any) -> Any:
        return None if is_for_programs(request) else hook(request, *args)


class Sessions(PagesOnly):
    name = "django.contrib.sessions.middleware.SessionMiddleware"


class Addresses(PagesOnly):
    """A slash that was left out is looked for among all addresses; a name that is not ours is refused here as well."""

    name = "django.middleware.common.CommonMiddleware"
    instead = staticmethod(HttpRequest.get_host)


class Forms(PagesOnly):
    name = "django.middleware.csrf.CsrfViewMiddleware"


class SignedIn(PagesOnly):
    name = "django.contrib.auth.middleware.AuthenticationMiddleware"


class Messages(PagesOnly):
    name = "django.contrib.messages.middleware.MessageMiddleware"


class Swaps(PagesOnly):
    name = "django_htmx.middleware.HtmxMiddleware"


class SignedOut(PagesOnly):
    name = "trato.web.errors.middleware.SaySignedOut"
