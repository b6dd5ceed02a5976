"""What the API adds to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.public import JobKind, Permission, RestRouter


def _users() -> Any:
    from trato.api.people.rest import users

    return users


def _me() -> Any:
    from trato.api.people.rest import me

    return me


def _notifications() -> Any:
    from trato.api.notifications.rest import router

    return router


def _change_sets() -> Any:
    from trato.api.change_sets.rest import router

    return router


def _events() -> Any:
    from trato.api.events.rest import router

    return router


def _imports() -> Any:
    from trato.api.imports.rest import router

    return router


contributions = [
    RestRouter(prefix="/imports", router=_imports, order=70),
    JobKind(task="trato.api.tasks.forget_answers", label=_("Forget answers kept for programs that ask twice")),
    RestRouter(prefix="/me", router=_me, order=80),
    RestRouter(prefix="/users", router=_users, order=81),
    RestRouter(prefix="/notifications", router=_notifications, order=83),
    RestRouter(prefix="/change-sets", router=_change_sets, order=85),
    RestRouter(prefix="/events", router=_events, order=90),
    Permission(
        name="api.manage_tokens",
        label=_("Give out and revoke tokens for programs"),
        group=_("Administration"),
        reaches=False,
        order=93,
    ),
]
