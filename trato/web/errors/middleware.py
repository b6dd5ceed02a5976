"""The one place where pages turn an exception into words. The API does the same in its own."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from trato.foundation.public import Conflict, Gone, NotAllowed, NotFound, was_stopped
from trato.kit.errors import DomainError
from trato.web.errors.database import UNREACHABLE
from trato.web.errors.telling import (
    Failure,
    not_allowed_failure,
    not_found_failure,
    signed_out_failure,
    tell,
    tell_no_database,
    tell_too_long,
)


class ExplainDomainErrors:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if request.path.startswith("/api/"):
            return None
        if isinstance(exception, DomainError):
            return tell(request, _refusal(exception))
        if isinstance(exception, UNREACHABLE):
            return tell_too_long(request) if was_stopped(exception) else tell_no_database(request)
        return None


class SaySignedOut:
    """A swap follows redirects, and would put the sign-in page where a value stood."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        is_swap = request.headers.get("HX-Request") == "true"
        return tell(request, signed_out_failure()) if is_swap and _leads_to_sign_in(answer) else answer


def _leads_to_sign_in(answer: HttpResponseBase) -> bool:
    return answer.status_code == 302 and urlsplit(answer["Location"]).path == resolve_url(settings.LOGIN_URL)


def _refusal(error: DomainError) -> Failure:
    if isinstance(error, NotAllowed):
        return not_allowed_failure(error.message)
    if isinstance(error, NotFound):
        return not_found_failure(error.message)
    if isinstance(error, Gone):
        return Failure(410, _("It is gone"), error.message, kept=_("Nothing was changed."))
    if isinstance(error, Conflict):
        return Failure(
            409,
            _("Somebody else changed it first"),
            error.message,
            kept=_("Nothing was overwritten."),
            todo=_("Load the page anew to see what changed, then decide."),
            fields=error.fields,
        )
    return Failure(
        422,
        _("That cannot be done"),
        error.message,
        kept=_("Nothing was changed."),
        todo=_("Go back, mend it and send it again."),
        fields=error.fields,
    )
