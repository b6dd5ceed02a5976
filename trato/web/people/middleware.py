"""Each request is made by an actor, in the person's language and time zone."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from trato.foundation.public import User, installation


class SpeakThePersonsLanguage:
    """A signed-in person's own settings; before that, the browser's language among ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, SimpleLazyObject) and request.path.startswith("/static/"):
            return self.get_response(request)
        if user.is_authenticated and isinstance(user, User):
            request.actor = SimpleLazyObject(lambda: user.acting("page"))  # type: ignore[attr-defined]  # StaffRequest has it
            language, zone = user.language, user.time_zone
        else:
            language, zone = translation.get_language_from_request(request), installation().time_zone
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "en")
            return response
