"""Each request is made by an actor, in the person's language and time zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject


class SpeakThePersonsLanguage:
    """A signed-in person's own settings; before that, the cookie's or the browser's language, if it is one of ours.

    Asks the database nothing beyond who is signed in; the actor's rights are read when somebody asks for them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, zone = _wishes(request)
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
            spoken = translation.get_language() or settings.LANGUAGE_CODE
        response.headers.setdefault("Content-Language", spoken)
        patch_vary_headers(response, ("Accept-Language",))
        return response


def _wishes(request: HttpRequest) -> tuple[str, ZoneInfo]:
    user = getattr(request, "user", None)  # a program's request has none
    if user is not None and user.is_authenticated:
        request.actor = SimpleLazyObject(lambda: user.acting("page"))  # type: ignore[attr-defined]  # StaffRequest has it
        return user.language, zone_named(user.time_zone)
    return translation.get_language_from_request(request), zone_named(settings.TIME_ZONE)


def zone_named(name: str) -> ZoneInfo:
    """A zone may leave the tables of the world; the person's pages must not go with it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
