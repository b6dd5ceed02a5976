"""Try a set of records; what is refused is set aside and told, and the rest goes on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.attempting import attempt

Values = dict[str, Any]
Row = tuple[UUID, Values]


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


def attempt_each(
    kind: RecordKind, rows: Mapping[UUID, Values], outcome: Outcome, *, do: Do, lessen: Lessen | None = None
) -> None:
    """`do` answers how many it changed. `lessen` takes what was refused out of the values, None if none is left."""

    def refuse(row: Row, problems: Mapping[str, str]) -> None:
        reason = " ".join(dict.fromkeys(problems.values()))
        fields = tuple(name for name in problems if name)
        outcome.refusals.append(Refusal(record_type=kind.name, record_id=row[0], reason=reason, fields=fields))

    def lessened(row: Row, problems: Mapping[str, str]) -> Row | None:
        less = lessen(row[1], problems) if lessen else None
        return None if less is None else (row[0], less)

    for some, changed in attempt(list(rows.items()), do=lambda left: do(dict(left)), refuse=refuse, lessen=lessened):
        outcome.changed += changed
        outcome.same += len(some) - changed
