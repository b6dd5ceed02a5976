"""One way to tell a failure: what happened, what was kept, what to do. As a page, a toast, or JSON for programs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

RETRY_AFTER_SECONDS = "5"


@dataclass(frozen=True)
class Failure:
    status: int
    title: str
    what: str
    kept: str = ""
    todo: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def tell(request: HttpRequest, failure: Failure) -> HttpResponse:
    if request.path.startswith("/api/"):
        return _problem(failure)
    return _toast(failure) if _is_htmx(request) else _page(request, failure)


def _problem(failure: Failure) -> JsonResponse:
    """For what fails before the API's own handlers can speak."""
    told = {"type": "about:blank", "title": failure.title, "status": failure.status, "detail": failure.what}
    return JsonResponse(told, status=failure.status, content_type="application/problem+json")


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _page(request: HttpRequest, failure: Failure) -> HttpResponse:
    """Without context processors: they may need what just failed."""
    facts = {"failure": failure, "csp_nonce": getattr(request, "csp_nonce", ""), "theme": "", "back": _back(request)}
    return HttpResponse(render_to_string("web/errors/page.html", facts), status=failure.status)


def _back(request: HttpRequest) -> str:
    """Where the person came from, when that was one of our pages."""
    came_from = request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.META.get('HTTP_HOST', '')}/"
    return came_from if came_from.startswith(here) and came_from != f"{here[:-1]}{request.path}" else ""


def _toast(failure: Failure) -> HttpResponse:
    """Nothing on the page is replaced; a refusal that names fields is said at them by refusals.js."""
    answer = HttpResponse(status=failure.status, headers={"HX-Reswap": "none"})
    if failure.fields:
        told = {"refused": {"message": failure.what, "fields": dict(failure.fields)}}
        answer["HX-Trigger"] = json.dumps(told, ensure_ascii=True)
    else:
        answer.content = render_to_string("web/errors/notice.html", {"failure": failure})
    return answer


def not_allowed_failure(what: str = "") -> Failure:
    return Failure(
        403,
        _("Not allowed"),
        what or _("Your role does not allow this."),
        todo=_("Ask an administrator of this Trato for the right to do it."),
    )


def not_found_failure(what: str = "") -> Failure:
    return Failure(
        404,
        _("Nothing here"),
        what or _("There is no such page or record, or it is not yours to see."),
        todo=_("Search for it, or start from a list."),
    )


def signed_out_failure() -> Failure:
    what = _(
        "You are signed out, and nothing was saved. What you typed is kept: sign in in another tab, then try again."
    )
    return Failure(401, _("You are signed out"), what)


def stale_failure() -> Failure:
    return Failure(
        403,
        _("This page has become stale"),
        _("You signed in or out since it was opened, or cookies are blocked. Nothing was saved."),
        kept=_("What you typed is still on the page you came from."),
        todo=_("Go back, copy what you typed, load the page anew and send it again."),
    )


def tell_no_database(request: HttpRequest) -> HttpResponse:
    failure = Failure(
        503,
        _("The database does not answer"),
        _("Nothing was saved just now. Everything saved before is safe."),
        kept=_("What you typed is still on the page you came from."),
        todo=_("It usually comes back within seconds: try again."),
    )
    return _tell_to_come_again(request, failure)


def tell_too_long(request: HttpRequest) -> HttpResponse:
    """The database does answer, but not this."""
    failure = Failure(
        503,
        _("This takes too long"),
        _("What you asked for was stopped, so that others need not wait for it."),
        kept=_("Nothing was changed."),
        todo=_("Filter by something else as well, or try again when less is going on."),
    )
    return _tell_to_come_again(request, failure)


def _tell_to_come_again(request: HttpRequest, failure: Failure) -> HttpResponse:
    answer = tell(request, failure)
    answer["Retry-After"] = RETRY_AFTER_SECONDS
    return answer
