"""Records by what names them: an e-mail, a domain, an id in another system."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType, Part, RecordKind
from trato.foundation.kinds.models import STANDING

NAMING = (FieldType.EMAIL, FieldType.DOMAIN, FieldType.EXTERNAL_ID)


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


def records_by_key(kind: RecordKind, spec: Field, values: Collection[str], *, seen_by: Actor) -> dict[str, list[UUID]]:
    """Standing records by normalised value. What an absorbed record owns speaks of the record it was merged into."""
    part = finding_part(kind, spec)
    owners = part.find(spec.key, values) if part and values else {}
    model: Any = kind.model()
    every = {id_ for ids in owners.values() for id_ in ids}
    roots = dict(model.objects.filter(pk__in=every).values_list("id", "root_id"))
    standing = model.objects.seen_by(seen_by).filter(STANDING, pk__in=set(roots.values()))
    seen = set(standing.values_list("pk", flat=True))
    return {
        value: [root for root in dict.fromkeys(roots[id_] for id_ in ids if id_ in roots) if root in seen]
        for value, ids in owners.items()
    }
