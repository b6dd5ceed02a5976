"""What happens to identities when their record goes to the trash and comes back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from trato.customers.identities.models import Identity
from trato.customers.identities.part import IdentitiesPart, as_value, is_naming
from trato.foundation.public import SYSTEM, PreparedRow, RecordUpdate, SavedRecord, record_kind, update_records


@dataclass(frozen=True)
class TakenBack:
    """`lost` is what others took meanwhile; `changed` are the records that are no longer known by it."""

    lost: list[str]
    changed: list[SavedRecord]


def give_up_identities(owner: str, ids: Sequence[UUID]) -> None:
    """Others may have them now."""
    Identity.objects.filter(**{f"{owner}_id__in": list(ids)}).update(is_living=False)


def take_identities_back(owner: str, ids: Sequence[UUID]) -> TakenBack:
    """What two of them had, one after the other, goes to the first."""
    rows = list(Identity.objects.filter(**{f"{owner}_id__in": list(ids)}).select_for_update().order_by("id"))
    taken = _taken_by_others(owner, rows)
    lost: dict[UUID, list[Identity]] = defaultdict(list)
    for row in rows:
        key = (row.kind, row.source, row.normalised)
        if not is_naming(as_value(row)):
            continue
        if taken.setdefault(key, row.pk) != row.pk:
            lost[getattr(row, f"{owner}_id")].append(row)
    gone = {row.pk for each in lost.values() for row in each}
    Identity.objects.filter(pk__in=[row.pk for row in rows if row.pk not in gone]).update(is_living=True)
    return TakenBack([row.value for each in lost.values() for row in each], _let_go(owner, lost))


def _taken_by_others(owner: str, rows: Sequence[Identity]) -> dict[tuple[str, str, str], UUID]:
    """Living identities that say the same, whoever has them now."""
    mine = {f"{owner}__isnull": False}
    forms = {row.normalised for row in rows}
    same = Identity.objects.filter(normalised__in=forms, is_living=True, **mine).exclude(
        pk__in=[row.pk for row in rows]
    )
    return {
        (kind, source, form): id_ for id_, kind, source, form in same.values_list("id", "kind", "source", "normalised")
    }


def _let_go(owner: str, lost: Mapping[UUID, Sequence[Identity]]) -> list[SavedRecord]:
    """A change of its own, so that history and search know of it. Nobody asked for it, so the system makes it."""
    if not lost:
        return []
    held = IdentitiesPart(owner).read(list(lost))
    gone = {str(row.id) for rows in lost.values() for row in rows}
    kept = {id_: [each for each in held[id_] if each["id"] not in gone] for id_ in lost}
    rows = [PreparedRow(parts={"identities": {"identities": value}}) for value in kept.values()]
    return update_records(record_kind(owner), [RecordUpdate(id=id_, values={}) for id_ in kept], rows, by=SYSTEM)
