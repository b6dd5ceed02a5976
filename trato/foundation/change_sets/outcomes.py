"""Try a set of records; what is refused is set aside and told, and the rest goes on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.preparing import RowsRefused
from trato.kit.errors import DomainError

Values = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    record_type: str
    record_id: UUID
    reason: str
    fields: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What became of some records. A record may be changed and still have a refusal of some of its fields."""

    changed: int = 0
    same: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, kind: RecordKind, ids: Sequence[UUID], reason: str) -> None:
        self.refusals += [Refusal(record_type=kind.name, record_id=id_, reason=reason) for id_ in ids]

    @property
    def refused(self) -> int:
        return len({each.record_id for each in self.refusals})


Do = Callable[[Mapping[UUID, Values]], int]
Lessen = Callable[[Values, Mapping[str, str]], Values | None]


def attempt(
    kind: RecordKind, rows: Mapping[UUID, Values], outcome: Outcome, *, do: Do, lessen: Lessen | None = None
) -> None:
    """`do` answers how many it changed. `lessen` takes what was refused out of a record's values, None if none is left.

    What fails as a whole is tried by halves.
    """
    left = dict(rows)
    while left:
        try:
            with transaction.atomic():
                changed = do(left)
            outcome.changed += changed
            outcome.same += len(left) - changed
            return
        except RowsRefused as refused:
            left = _without_refused(kind, left, refused, outcome, lessen)
        except (DomainError, IntegrityError, DataError) as failure:
            if len(left) == 1:
                outcome.refuse(kind, list(left), _why(failure))
                return
            ids = list(left)
            for half in (ids[: len(ids) // 2], ids[len(ids) // 2 :]):
                attempt(kind, {id_: left[id_] for id_ in half}, outcome, do=do, lessen=lessen)
            return


def _without_refused(
    kind: RecordKind, left: Mapping[UUID, Values], refused: RowsRefused, outcome: Outcome, lessen: Lessen | None
) -> dict[UUID, Values]:
    ids = list(left)
    kept = dict(left)
    for number, problems in refused.rows.items():
        id_ = ids[number]
        reason = " ".join(dict.fromkeys(problems.values()))
        fields = tuple(name for name in problems if name)
        outcome.refusals.append(Refusal(record_type=kind.name, record_id=id_, reason=reason, fields=fields))
        less = lessen(kept[id_], problems) if lessen else None
        if less is None:
            del kept[id_]
        else:
            kept[id_] = less
    return kept


def _why(failure: Exception) -> str:
    if isinstance(failure, DomainError):
        return str(failure)
    if isinstance(failure, DataError):
        return _("The database cannot hold a value of this record.")
    return _("Somebody changed the same at this moment. Try this record again.")
