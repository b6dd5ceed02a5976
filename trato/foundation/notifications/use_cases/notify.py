"""Telling colleagues: one line for each person, kind and act, however many records the act touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.queries import refuse_people
from trato.foundation.events.log import publish_all
from trato.foundation.notifications.events import BellChanged
from trato.foundation.notifications.models import Mail
from trato.foundation.notifications.queries import Channels, channels_of, mail_is_set_up
from trato.foundation.people.models import User
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.ids import new_ids

NEWS_FOR = timedelta(days=2)  # a reader that begins, or a history that is brought in, tells nobody of last year
MAIL_WAITS = timedelta(minutes=1)  # so that what happens together is one mail


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`source_id` is the event, or the change set that it was part of: the same again adds to the line, if anything."""

    kind: str
    user_id: UUID
    subject_type: str
    subject_id: UUID
    source_id: UUID
    actor_id: UUID | None
    at: datetime
    count: int = 1


_WRITE = """
insert into foundation_notification
  (id, user_id, kind, subject_type, subject_id, source_id, actor_id, at, count, in_app, mail, mail_at, attempts)
select * from unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::uuid[],
  %s::timestamptz[], %s::int[], %s::bool[], %s::text[], %s::timestamptz[], %s::smallint[])
on conflict (user_id, kind, subject_type, source_id) do update
  set count = foundation_notification.count + excluded.count, at = greatest(foundation_notification.at, excluded.at),
      read_at = null
"""


@use_case()
def notify(notices: Iterable[Notice], *, by: Actor) -> int:
    """Called by readers of the log, whose cursor commits with it: nothing is told or counted twice.

    Nobody is told of their own act, nor what is older than two days. Returns how many lines were written.
    """
    refuse_people(by)
    fresh = [each for each in notices if each.user_id != each.actor_id and each.at > now() - NEWS_FOR]
    wanted = channels_of({each.user_id for each in fresh}, {each.kind for each in fresh})
    living = set(User.objects.filter(pk__in={e.user_id for e in fresh}, is_active=True).values_list("pk", flat=True))
    lines = [each for each in _joined(fresh) if each.user_id in living and _is_wanted(wanted, each)]
    if not lines:
        return 0
    rows = [
        _row(id_, each, wanted[each.user_id, each.kind]) for id_, each in zip(new_ids(len(lines)), lines, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
    publish_all([BellChanged(subject_id=user) for user in sorted({each.user_id for each in lines})], by=by)
    return len(lines)


def _is_wanted(wanted: Mapping[tuple[UUID, str], Channels], each: Notice) -> bool:
    channels = wanted.get((each.user_id, each.kind))
    return channels is not None and (channels.app or channels.mail)


def _joined(notices: Sequence[Notice]) -> list[Notice]:
    """One statement cannot meet the same line twice."""
    found: dict[tuple[object, ...], Notice] = {}
    for each in notices:
        key = (each.user_id, each.kind, each.subject_type, each.source_id)
        held = found.get(key)
        found[key] = replace(held, count=held.count + each.count, at=max(held.at, each.at)) if held else each
    return [found[key] for key in sorted(found, key=str)]


def _row(id_: UUID, each: Notice, channels: Channels) -> tuple[object, ...]:
    is_mailed = channels.mail and mail_is_set_up()
    mail = (Mail.DUE.value, now() + MAIL_WAITS) if is_mailed else (Mail.NONE.value, None)
    return (
        *(id_, each.user_id, each.kind, each.subject_type, each.subject_id, each.source_id, each.actor_id, each.at),
        *(each.count, channels.app, *mail, 0),
    )
