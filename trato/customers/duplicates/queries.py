"""The queue of pairs that may be one record, as far as its reader sees both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from trato.customers.duplicates.models import Suggestion
from trato.foundation.public import Actor, NotAllowed, NotFound, RecordKind, reach_sql

PAGE = 50
COUNTED = 1_000
REASONS = {
    "phone": gettext_lazy("The same phone number"),
    "email": gettext_lazy("The same shared e-mail"),
    "website": gettext_lazy("The same web site"),
    "name": gettext_lazy("The same name"),
    "name_at_company": gettext_lazy("Nearly the same name at the same company"),
    "name_at_domain": gettext_lazy("Nearly the same name and the same e-mail domain"),
}
_QUEUE = """
select s.id, s.score, s.reasons::text, one.id, one.name, other.id, other.name,
  exists (select from {table} r where r.id = one.id and {edit}) and
  exists (select from {table} r where r.id = other.id and {edit})
from customers_suggestion s
join {table} a on a.id = s.one_id join {table} one on one.id = a.root_id and one.is_standing
join {table} b on b.id = s.other_id join {table} other on other.id = b.root_id and other.is_standing
where s.record_type = %s and s.dismissed_at is null and one.id <> other.id
  and exists (select from {table} r where r.id = one.id and {see})
  and exists (select from {table} r where r.id = other.id and {see})
  and ({where})
order by s.score desc, s.id desc limit %s"""


@dataclass(frozen=True)
class Suggested:
    """A pair by the roots of today. `may_merge`: both are the reader's to edit."""

    id: UUID
    score: int
    reasons: Sequence[str]
    one: UUID
    one_name: str
    other: UUID
    other_name: str
    may_merge: bool

    @property
    def said(self) -> list[str]:
        return [str(REASONS[reason]) for reason in self.reasons if reason in REASONS]


def queue(
    kind: RecordKind, *, seen_by: Actor, after: tuple[int, UUID] | None = None, limit: int = PAGE
) -> list[Suggested]:
    """The most alike first."""
    where = "(s.score, s.id) < (%s, %s)" if after else "true"
    return _read(kind, where, list(after or ()), seen_by, limit)


def suggestion_seen(kind: RecordKind, id_: UUID, *, seen_by: Actor) -> Suggested:
    found = _read(kind, "s.id = %s", [id_], seen_by, 1)
    if not found:
        raise NotFound(_("There is no such suggestion, or it is not yours to see."))
    return found[0]


def suggestions_seen(kind: RecordKind, ids: Sequence[UUID], *, seen_by: Actor) -> list[Suggested]:
    return _read(kind, "s.id = any(%s)", [list(ids)], seen_by, len(ids))


def suggestions_among(kind: RecordKind, ids: Sequence[UUID], *, seen_by: Actor, limit: int = PAGE) -> list[Suggested]:
    """Those of some records: of one that is open, or of those that a file brought in."""
    return _read(kind, "one.id = any(%s) or other.id = any(%s)", [list(ids), list(ids)], seen_by, limit)


def count_queue(kind: RecordKind, *, seen_by: Actor) -> int:
    """Up to a bound: nobody needs to know how many more than a thousand there are."""
    return len(queue(kind, seen_by=seen_by, limit=COUNTED))


def _read(kind: RecordKind, where: str, given: Sequence[Any], actor: Actor, limit: int) -> list[Suggested]:
    see, seeing = reach_sql(actor, kind.right("see"))
    edit, editing = reach_sql(actor, kind.right("edit"))
    statement = sql.SQL(_QUEUE).format(
        table=sql.Identifier(kind.table),
        see=see,
        edit=edit,
        where=sql.SQL(where),
    )
    parameters = [*editing, *editing, kind.name, *seeing, *seeing, *given, limit]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    return _once(_suggested(row) for row in rows)


def _suggested(row: Sequence[Any]) -> Suggested:
    id_, score, reasons, one, one_name, other, other_name, may_merge = row
    return Suggested(id_, score, orjson.loads(reasons), one, one_name, other, other_name, bool(may_merge))


def _once(found: Any) -> list[Suggested]:
    """Two pairs of members may by now be one pair of roots."""
    seen: dict[frozenset[UUID], Suggested] = {}
    for each in found:
        seen.setdefault(frozenset((each.one, each.other)), each)
    return list(seen.values())


def kept_apart(roots: Mapping[UUID, Sequence[UUID]]) -> set[frozenset[UUID]]:
    """Pairs of these roots that somebody said are not the same, whichever of their members it was said of."""
    owner = {member: root for root, members in roots.items() for member in members}
    said = Suggestion.objects.filter(
        Q(one_id__in=list(owner)) | Q(other_id__in=list(owner)), dismissed_at__isnull=False
    )
    pairs = said.values_list("one_id", "other_id")
    return {frozenset((owner.get(one, one), owner.get(other, other))) for one, other in pairs}


def refuse_without_right(kind: RecordKind, by: Actor) -> None:
    if not by.may(kind.right("merge")):
        raise NotAllowed(_("Your role does not allow this."))
