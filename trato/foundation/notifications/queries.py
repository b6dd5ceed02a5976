"""Questions about what colleagues are told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.changes.models import ChangeSet
from trato.foundation.extensions.contributions import NotificationKind
from trato.foundation.extensions.registry import UnknownKind, contributions, record_kind
from trato.foundation.imports.models import Import
from trato.foundation.notifications.models import Notification, NotificationChoice
from trato.foundation.people.queries import names_of
from trato.kit.numbers import grouped
from trato.kit.prepared import rows_prepared, woven
from trato.kit.typed_moments import moment_in_utc

COUNTED = 99
Facts = Mapping[UUID, Mapping[str, Any]]


def mail_is_set_up() -> bool:
    """Without a server of its own Trato sends nothing, and says so."""
    return bool(settings.EMAIL_HOST)


def bell_topic(user_id: object) -> str:
    """What a page listens to for its reader's bell."""
    return f"bell:{user_id}"


@dataclass(frozen=True)
class Told:
    """One line of news in the reader's language. Without an address it leads nowhere."""

    id: UUID
    kind: str
    icon: str
    sentence: str
    url: str
    at: datetime
    is_read: bool


@dataclass(frozen=True)
class NewsPage:
    told: Sequence[Told]
    older: str  # where the next page starts


def notification_kinds() -> Mapping[str, NotificationKind]:
    return {kind.name: kind for kind in contributions(NotificationKind)}


_UNREAD = """select count(*) from (select from foundation_notification
 where user_id = %s and in_app and read_at is null limit {most} + 1) counted"""


def unread_count(user_id: UUID) -> int:
    """Up to a hundred: beyond, the bell says that there are many."""
    return int(rows_prepared(woven(_UNREAD, most=str(COUNTED)), [user_id])[0][0])


def news_of(reader: Actor, *, before: str = "", limit: int = 50, unread_only: bool = False) -> NewsPage:
    """The newest first."""
    if reader.id is None:
        return NewsPage([], "")
    rows = Notification.objects.of(reader.id)
    if unread_only:
        rows = rows.unread()
    if before:
        at, id_ = _position(before)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=id_))
    found = list(rows.order_by("-at", "-id")[: limit + 1])
    shown = found[:limit]
    more = len(found) > limit
    return NewsPage(told_to_reader(shown, reader), f"{shown[-1].at.isoformat()}_{shown[-1].id}" if more else "")


def _position(before: str) -> tuple[datetime, UUID]:
    at, _mark, id_ = before.partition("_")
    try:
        return moment_in_utc(at), UUID(id_)
    except ValueError as unreadable:
        raise NotFound(_("This address names no place in your notifications.")) from unreadable


def told_to_reader(notifications: Sequence[Notification], reader: Actor) -> list[Told]:
    """Worked out from what the reader may see now, a few queries for each kind."""
    kinds = notification_kinds()
    facts: dict[UUID, Mapping[str, Any]] = {}
    for name, rows in _by_kind(notifications).items():
        if name in kinds:
            facts |= kinds[name].tell(rows, reader)
    people = names_of(each.actor_id for each in notifications)
    return [_told(each, kinds.get(each.kind), facts.get(each.id), people) for each in notifications]


def _by_kind(notifications: Iterable[Notification]) -> Mapping[str, list[Notification]]:
    found: dict[str, list[Notification]] = defaultdict(list)
    for each in notifications:
        found[each.kind].append(each)
    return found


def _told(
    each: Notification, kind: NotificationKind | None, facts: Mapping[str, Any] | None, people: Mapping[UUID, str]
) -> Told:
    is_read = each.read_at is not None
    if kind is None or facts is None:
        return Told(each.id, each.kind, "bell", _("This is no longer yours to see."), "", each.at, is_read)
    who = (people.get(each.actor_id) if each.actor_id else None) or _("Trato")
    said = {"who": who, "count": each.count, "how_many": grouped(each.count)}
    sentence = render_to_string(kind.template, {**said, **facts})
    return Told(each.id, each.kind, kind.icon, " ".join(sentence.split()), str(facts["url"]), each.at, is_read)


def tell_records(notifications: Sequence[Notification], reader: Actor) -> Facts:
    """What each record is called, as far as the reader sees it; of many in one act, where they stand."""
    told: dict[UUID, Mapping[str, Any]] = {}
    by_type: dict[str, list[Notification]] = defaultdict(list)
    for each in notifications:
        by_type[each.subject_type].append(each)
    for name, rows in by_type.items():
        try:
            kind = record_kind(name)
        except UnknownKind:
            continue
        model: Any = kind.model()
        ids = {each.subject_id for each in rows}
        names = dict(model.objects.seen_by(reader).filter(pk__in=ids, deleted_at=None).values_list("pk", "name"))
        many = {"plural": kind.plural, "things": str(kind.label_plural).lower(), "thing": str(kind.label).lower()}
        for each in rows:
            if each.count > 1:
                told[each.id] = {**many, "url": f"{reverse('web:list', args=[kind.plural])}?owner=me"}
            elif each.subject_id in names:
                url = reverse("web:record", args=[kind.plural, each.subject_id])
                told[each.id] = {**many, "name": names[each.subject_id], "url": url}
    return told


def tell_imports(notifications: Sequence[Notification], reader: Actor) -> Facts:
    rows = Import.objects.seen_by(reader).in_bulk([each.subject_id for each in notifications])
    return {
        each.id: {
            "name": rows[each.subject_id].file_name,
            "created": grouped(rows[each.subject_id].created_count),
            "updated": grouped(rows[each.subject_id].updated_count),
            "failed": grouped(rows[each.subject_id].failed_count),
            "url": reverse("web:import", args=[each.subject_id]),
        }
        for each in notifications
        if each.subject_id in rows
    }


def tell_change_sets(notifications: Sequence[Notification], reader: Actor) -> Facts:
    rows = ChangeSet.objects.seen_by(reader).in_bulk([each.subject_id for each in notifications])
    return {
        each.id: {
            "name": rows[each.subject_id].label,
            "changed": grouped(rows[each.subject_id].counts.get("changed", 0)),
            "refused": grouped(rows[each.subject_id].counts.get("refused", 0)),
            "url": reverse("web:change_set", args=[each.subject_id]),
        }
        for each in notifications
        if each.subject_id in rows
    }


@dataclass(frozen=True)
class Channels:
    """Where somebody wants one kind of news."""

    kind: NotificationKind
    app: bool
    mail: bool


def channels_of(user_ids: Iterable[UUID], kinds: Iterable[str]) -> Mapping[tuple[UUID, str], Channels]:
    """What each chose, else as the kind begins."""
    known, people, wanted = notification_kinds(), set(user_ids), set(kinds)
    chosen = {
        (row.user_id, row.kind): row
        for row in NotificationChoice.objects.filter(user_id__in=people, kind__in=wanted & known.keys())
    }
    found: dict[tuple[UUID, str], Channels] = {}
    for name in wanted & known.keys():
        kind = known[name]
        for user in people:
            row = chosen.get((user, name))
            found[user, name] = Channels(kind, row.app, row.mail) if row else Channels(kind, kind.app, kind.mail)
    return found


def own_channels(user_id: UUID) -> list[Channels]:
    """All kinds, in their order."""
    kinds = notification_kinds()
    found = channels_of([user_id], kinds)
    return [found[user_id, name] for name in kinds]
