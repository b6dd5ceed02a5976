"""What every page's frame needs. Everything that asks the database is lazy: a page without a frame asks nothing."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_info

from trato.foundation.public import (
    Actor,
    NavigationItem,
    bell_topic,
    contributions,
    installation,
    record_kinds,
    unread_count,
)
from trato.web.security.policy import realtime_origin
from trato.web.shell.at_hand import PinButton, pin_button
from trato.web.shell.frame import frame_of
from trato.web.shell.helping import help_for
from trato.web.shell.navigation import Group, navigation


def shell(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    menu = cache(partial(_navigation, request))
    return {
        "person": user if user is not None and user.is_authenticated else None,
        "navigation": SimpleLazyObject(menu),
        "frame": SimpleLazyObject(lambda: frame_of(menu(), _creatable(request), _installation_name())),
        "pin": SimpleLazyObject(lambda: _pin(request, menu())),
        "help_here": SimpleLazyObject(lambda: help_for(request)),
        "creatable": SimpleLazyObject(lambda: _creatable(request)),
        # Templates call it: plural forms of some languages reckon with the number, which a lazy object does not bear.
        "unread": cache(lambda: unread_count(user.pk) if user is not None and user.is_authenticated else 0),
        "bell_topic": bell_topic(user.pk) if user is not None and user.is_authenticated else "",
        "installation_name": SimpleLazyObject(_installation_name),
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
        "realtime_address": _realtime(request),
        "languages": [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
    }


def _actor(request: HttpRequest) -> Actor | None:
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        return actor
    user = getattr(request, "user", None)
    return user.acting() if user is not None and user.is_authenticated else None


def _navigation(request: HttpRequest) -> list[Group]:
    actor = _actor(request)
    return navigation(contributions(NavigationItem), actor, request.path) if actor else []


def _pin(request: HttpRequest, menu: Sequence[Group]) -> PinButton | None:
    actor = _actor(request)
    return pin_button(request, actor, menu) if actor else None


def _creatable(request: HttpRequest) -> list[Any]:
    actor = _actor(request)
    return [kind for kind in record_kinds() if actor and actor.may(kind.right("create"))]


def _installation_name() -> str:
    return installation().name


def _realtime(request: HttpRequest) -> str:
    try:
        return realtime_origin(request)
    except DisallowedHost:
        return ""
