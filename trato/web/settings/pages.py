"""The pages of the settings, in the order in which they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Actor, LoggedEvent, SettingsLink, contributions, names_of
from trato.kit.text import search_text


@dataclass(frozen=True, kw_only=True)
class SettingsPage:
    """`events` are the kinds by which its content changes: the last of them says who did it."""

    label: str | Promise
    says: str | Promise
    url_name: str
    icon: str
    right: str = ""
    events: Sequence[str] = ()


def _pages() -> list[SettingsPage | SettingsLink]:
    """Our own, with those of other modules before the gallery."""
    return [*PAGES[:-1], *contributions(SettingsLink), PAGES[-1]]


MANAGE_PEOPLE = "foundation.manage_people"
MANAGE_OPERATIONS = "foundation.manage_operations"
PAGES = (
    SettingsPage(
        label=_("My settings"),
        says=_("Your name, language, time zone, theme, keys and password."),
        url_name="web:preferences",
        icon="user",
    ),
    SettingsPage(
        label=_("Notifications"),
        says=_("What you are told in the app and by mail."),
        url_name="web:notification_choices",
        icon="bell",
    ),
    SettingsPage(
        label=_("Company"),
        says=_("Its name, language, time zone, currency, phone country and own e-mail domains."),
        url_name="web:company",
        icon="building",
        right="foundation.manage_installation",
        events=("foundation.installation_changed", "foundation.installation_set_up"),
    ),
    SettingsPage(
        label=_("People"),
        says=_("Who works here: invite, change, deactivate, and give a way in to who forgot the password."),
        url_name="web:people",
        icon="users",
        right=MANAGE_PEOPLE,
        events=(
            "foundation.user_invited",
            "foundation.user_changed",
            "foundation.user_deactivated",
            "foundation.user_reactivated",
        ),
    ),
    SettingsPage(
        label=_("Teams"),
        says=_("The tree of teams. A right may reach one’s own team, or all teams below it too."),
        url_name="web:teams",
        icon="users-group",
        right=MANAGE_PEOPLE,
        events=("foundation.team_created", "foundation.team_changed", "foundation.team_deleted"),
    ),
    SettingsPage(
        label=_("Roles"),
        says=_("What people may see and do, how far that reaches, and which fields they do not see."),
        url_name="web:roles",
        icon="shield-check",
        right=MANAGE_PEOPLE,
        events=("foundation.role_created", "foundation.role_changed", "foundation.role_deleted"),
    ),
    SettingsPage(
        label=_("Fields"),
        says=_("Fields of your own for contacts and companies: made, ordered, required, archived."),
        url_name="web:fields",
        icon="forms",
        right="foundation.manage_fields",
        events=(
            "foundation.field_made",
            "foundation.field_changed",
            "foundation.field_archived",
            "foundation.field_unarchived",
            "foundation.field_dropped",
        ),
    ),
    SettingsPage(
        label=_("Jobs"),
        says=_("Work in the background: what runs, what waits, what was parked and why, and what comes by the clock."),
        url_name="web:jobs",
        icon="stack-2",
        right=MANAGE_OPERATIONS,
        events=("foundation.job_retried", "foundation.job_cancelled"),
    ),
    SettingsPage(
        label=_("Readers"),
        says=_("How far each reader of the event log has come, and which session holds it up."),
        url_name="web:readers",
        icon="eye",
        right=MANAGE_OPERATIONS,
        events=("foundation.reader_retried",),
    ),
    SettingsPage(
        label=_("Gallery"),
        says=_("Every part that pages are built of, in all its states."),
        url_name="web:gallery",
        icon="layout-rows",
    ),
)


@dataclass(frozen=True)
class Shown:
    page: SettingsPage | SettingsLink
    url: str
    changed_at: datetime | None
    changed_by: str


def settings_pages(*, seen_by: Actor, search: str = "") -> list[Shown]:
    """Those the person may open whose name or sentence holds all searched words."""
    words = search_text(search).split()
    found = [page for page in _pages() if _address(page) and (not page.right or seen_by.may(page.right))]
    wanted = [page for page in found if all(word in search_text(f"{page.label} {page.says}") for word in words)]
    last = _last_events([kind for page in wanted for kind in page.events])
    names = names_of(event.actor_id for event in last.values())
    return [_shown(page, last, names) for page in wanted]


def _shown(page: SettingsPage | SettingsLink, last: dict[str, LoggedEvent], names: dict[UUID, str]) -> Shown:
    event = max((last[kind] for kind in page.events if kind in last), key=lambda each: each.at, default=None)
    by = names.get(event.actor_id, "Trato") if event and event.actor_id else "Trato"
    return Shown(page, _address(page), event.at if event else None, by)


def _last_events(kinds: Sequence[str]) -> dict[str, LoggedEvent]:
    """The last of each kind. Settings change seldom, so there are few of them to look through."""
    events = LoggedEvent.objects.filter(kind__in=kinds).order_by("kind", "-at").distinct("kind")
    return {event.kind: event for event in events}


def _address(page: SettingsPage | SettingsLink) -> str:
    try:
        return reverse(page.url_name)
    except NoReverseMatch:
        return ""
