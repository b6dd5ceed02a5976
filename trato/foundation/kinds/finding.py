"""Records by what names them: what they are called, an e-mail, a domain, an id in another system."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, Part, RecordKind
from trato.foundation.kinds.models import STANDING, STANDING_SQL
from trato.foundation.kinds.seeing import seen_sql
from trato.kit.any_of import any_of
from trato.kit.names import called
from trato.kit.prepared import rows_prepared

NAMING = (FieldType.EMAIL, FieldType.DOMAIN, FieldType.EXTERNAL_ID)
_CALLED = sql.SQL("""
select r.id, r.{column} from {table} r
 where {standing} and lower(r.{column}) = any(%s) and {reach} order by r.id""")


@runtime_checkable
class FindsRecords(Protocol):
    """A part by whose values records are found."""

    def find(self, key: str, values: Collection[str]) -> Mapping[str, Sequence[UUID]]:
        """Living records by the normalised form of one of its keys."""


def finding_part(kind: RecordKind, spec: Field) -> FindsRecords | None:
    part: Part | None = next((each for each in kind.parts() if each.name == spec.part), None)
    return part if isinstance(part, FindsRecords) else None


def naming_fields(kind: RecordKind, *, by: Actor) -> list[Field]:
    """By which a program may say which record it means."""
    seen = [spec for spec in kind.fields if spec.type in NAMING and by.may_see_field(kind.name, spec.name)]
    return [spec for spec in seen if finding_part(kind, spec)]


def records_called(
    kind: RecordKind, names: Collection[str], *, seen_by: Actor, column: str = "name"
) -> dict[str, list[UUID]]:
    """Standing records by how each of the names is `called`, found whatever the case they were written in.

    `column` is another one of theirs that names them, such as a product's SKU.
    """
    found: dict[str, list[UUID]] = {called(name): [] for name in names}
    if not found:
        return found
    reach, parameters = seen_sql(kind, seen_by)
    statement = _CALLED.format(
        table=sql.Identifier(kind.table),
        column=sql.Identifier(column),
        standing=sql.SQL(STANDING_SQL),
        reach=reach,
    )
    for id_, name in rows_prepared(statement, [list(found), *parameters]):
        if called(name) in found:
            found[called(name)].append(id_)
    return found


def records_by_key(kind: RecordKind, spec: Field, values: Collection[str], *, seen_by: Actor) -> dict[str, list[UUID]]:
    """Standing records by normalised value. What an absorbed record owns speaks of the record it was merged into."""
    part = finding_part(kind, spec)
    owners = part.find(spec.key, values) if part and values else {}
    every = {id_ for ids in owners.values() for id_ in ids}
    if not every:
        return {}
    model: Any = kind.model()
    roots = dict(model.objects.filter(any_of("pk", every)).values_list("id", "root_id"))
    standing = model.objects.seen_by(seen_by).filter(STANDING).filter(any_of("pk", set(roots.values())))
    seen = set(standing.values_list("pk", flat=True))
    return {
        value: [root for root in dict.fromkeys(roots[id_] for id_ in ids if id_ in roots) if root in seen]
        for value, ids in owners.items()
    }
