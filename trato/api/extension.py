"""What the API adds to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Permission, RestRouter


def _users() -> Any:
    from trato.api.people.rest import users

    return users


def _me() -> Any:
    from trato.api.people.rest import me

    return me


def _events() -> Any:
    from trato.api.events.rest import router

    return router


contributions = [
    RestRouter(prefix="/me", router=_me, order=80),
    RestRouter(prefix="/users", router=_users, order=81),
    RestRouter(prefix="/events", router=_events, order=90),
    Permission(
        name="api.manage_tokens",
        label=_("Give out and revoke tokens for programs"),
        group=_("Administration"),
        reaches=False,
        order=93,
    ),
]
