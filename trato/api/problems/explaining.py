"""The one place where the API turns an exception into a problem document."""

import logging
from collections.abc import Mapping

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from trato.api.idempotency.errors import KeyInUse, KeyUnreadable, KeyUsedForAnother
from trato.api.limits.errors import TooManyRequestsOfToken
from trato.api.problems.errors import BodyUnreadable, ChangedMeanwhile, WrongContentType
from trato.api.problems.telling import FieldError, problem
from trato.foundation.public import Conflict, Gone, NotAllowed, NotFound, was_stopped
from trato.kit.errors import DomainError

log = logging.getLogger(__name__)

RETRY_SOON = {"Retry-After": "1"}
RETRY_LATER = {"Retry-After": "5"}
UNREADABLE = (UnreadablePostError, MultiPartParserError, TooManyFieldsSent, TooManyFilesSent)
UNREACHABLE = (OperationalError, InterfaceError, PoolTimeout, PoolClosed, TooManyRequests)

# The first that fits; every other DomainError is "refused".
SLUGS: tuple[tuple[type[DomainError], str], ...] = (
    (BodyUnreadable, "unreadable"),
    (TooManyRequestsOfToken, "too-many"),
    (WrongContentType, "wrong-content-type"),
    (ChangedMeanwhile, "changed-meanwhile"),
    (KeyUsedForAnother, "key-reused"),
    (KeyUnreadable, "refused"),
    (KeyInUse, "key-in-use"),
    (NotAllowed, "not-allowed"),
    (NotFound, "not-found"),
    (Conflict, "conflict"),
    (Gone, "gone"),
)


def explain_errors(api: NinjaAPI) -> None:
    api.add_exception_handler(DomainError, refused)
    api.add_exception_handler(AuthenticationError, no_token)
    api.add_exception_handler(HttpError, unreadable)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(Http404, lambda request, error: problem("not-found"))
    api.add_exception_handler(RequestDataTooBig, lambda request, error: problem("too-large"))
    for broken_off in UNREADABLE:
        api.add_exception_handler(broken_off, lambda request, error: problem("unreadable"))
    api.add_exception_handler(Exception, broken)
    for each in UNREACHABLE:
        api.add_exception_handler(each, unreachable)


def refused(request: HttpRequest, error: DomainError | type[DomainError]) -> HttpResponse:
    slug = next((slug for kind, slug in SLUGS if isinstance(error, kind)), "refused")
    if slug == "conflict" and "If-Match" in request.headers:
        slug = "changed-meanwhile"
    headers = RETRY_SOON if slug == "key-in-use" else {}
    if isinstance(error, TooManyRequestsOfToken):
        headers = {"Retry-After": str(error.seconds), **error.headers}
    fields: Mapping[str, str] = getattr(error, "fields", {})
    errors = [FieldError(name, str(message)) for name, message in fields.items()]
    return problem(slug, _in_words(error), errors=errors, headers=headers)


def _in_words(error: DomainError | type[DomainError]) -> str:
    if isinstance(error, DomainError) and error.code:
        return _(error.sentence) % error.params
    return str(error)


def no_token(request: HttpRequest, error: AuthenticationError | type[AuthenticationError]) -> HttpResponse:
    given = "Authorization" in request.headers
    challenge = 'Bearer realm="Trato", error="invalid_token"' if given else 'Bearer realm="Trato"'
    detail = _("This token is unknown, expired or revoked.") if given else ""
    return problem("token-needed", detail, headers={"WWW-Authenticate": challenge})


def unreadable(request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    """ninja wraps what the parser of bodies says; the cause is what matters."""
    cause = error.__cause__
    return refused(request, cause) if isinstance(cause, DomainError) else problem("unreadable", str(error))


def invalid(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    found = getattr(error, "errors", [])
    errors = [FieldError(_path(each["loc"]), _sentence(each)) for each in found]
    return problem("refused", _("The request is not as it must be."), errors=errors)


def _path(place: tuple[str | int, ...]) -> str:
    """Without where ninja looked (query, body) and the name of our own argument."""
    kind, *rest = place
    inner = rest[1:] if kind == "body" and len(rest) > 1 else rest
    return "/".join(str(step) for step in inner) or str(kind)


def _sentence(each: Mapping[str, object]) -> str:
    message = str(each.get("msg", ""))
    return message if message.endswith(".") else f"{message}."


def unreachable(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    if isinstance(error, Exception) and was_stopped(error):
        return problem("too-slow", headers=RETRY_LATER)
    log.warning("%s %s could not reach the database: %s", request.method, request.path, error)
    return problem("unavailable", headers=RETRY_LATER)


def broken(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """A bug of ours. It is written down with its trace; the program learns only that it was not its fault."""
    log.error("%s %s broke", request.method, request.path, exc_info=error if isinstance(error, Exception) else None)
    return problem("broken")
