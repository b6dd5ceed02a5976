"""What the API adds to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.api.idempotency.personal import kept_answers_count, kept_answers_erase
from trato.foundation.public import JobKind, Permission, PersonalData, RestRouter, StaysBehind


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


def _exports() -> Any:
    from trato.api.exports.rest import router

    return router


def _fields() -> Any:
    from trato.api.fields.rest import router

    return router


contributions = [
    PersonalData(
        name="api.kept_answers",
        label=_("Answers kept for programs that ask twice"),
        tables=("api.KeptAnswer",),
        count=kept_answers_count,
        erase=kept_answers_erase,
        order=380,
    ),
    RestRouter(prefix="/fields", router=_fields, order=65),
    RestRouter(prefix="/imports", router=_imports, order=70),
    RestRouter(prefix="/exports", router=_exports, order=72),
    JobKind(task="trato.api.tasks.forget_answers", label=_("Forget answers kept for programs that ask twice")),
    RestRouter(prefix="/me", router=_me, order=80),
    RestRouter(prefix="/users", router=_users, order=81),
    RestRouter(prefix="/notifications", router=_notifications, order=83),
    RestRouter(prefix="/change-sets", router=_change_sets, order=85),
    RestRouter(prefix="/events", router=_events, order=90),
    StaysBehind(table="api_apitoken", is_secret=True, reason="programs are given tokens for the new place"),
    StaysBehind(table="api_keptanswer", reason="answers are kept for a day, for programs that ask twice"),
    Permission(
        name="api.manage_tokens",
        label=_("Give out and revoke tokens for programs"),
        group=_("Administration"),
        reaches=False,
        order=93,
    ),
]
