"""Values of which merged records brought their shares: each share is taken back for itself, as if it were a field.

What a set wrote before two became one is still there, beside what the other one brought; what it wrote while they were
one is not there any more when they have parted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from trato.foundation.change_sets.folding import TakenBack, Version, take_back
from trato.foundation.extensions.kinds import RecordKind, SharedPart

_BETWEEN = "\x1f"  # a part's name, then whose share it is


@dataclass(frozen=True)
class Shares:
    """Of the parts of one kind."""

    parts: Mapping[str, SharedPart]

    def take_back(self, versions: Sequence[Version], now: Mapping[str, Any], *, merged: Collection[UUID]) -> TakenBack:
        """`merged` are those that are in the record now: the shares of others are theirs again, and stay."""
        if not any(name in self.parts for each in versions if each.is_ours for name in each.after):
            return take_back(versions, now)
        told = take_back([self._apart(each) for each in versions], self._values(now))
        theirs = {name for name in told.puts if (whose := name.partition(_BETWEEN)[2]) and UUID(whose) not in merged}
        puts = {name: value for name, value in told.puts.items() if name not in theirs}
        stays = {name.partition(_BETWEEN)[0]: who for name, who in (told.stays | dict.fromkeys(theirs)).items()}
        return TakenBack(puts=self._together(puts, now), stays=stays)

    def _apart(self, version: Version) -> Version:
        """What a version does not speak of did not change."""
        after = self._values(version.after)
        before = self._values(version.before)
        same = {name for name in after if _BETWEEN in name and after[name] == before.get(name)}
        gone = {name: None for name in before if _BETWEEN in name and name not in after}
        return replace(version, before=before, after={n: v for n, v in after.items() if n not in same} | gone)

    def _values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in values.items():
            if part := self.parts.get(name):
                found |= {f"{name}{_BETWEEN}{whose}": share for whose, share in part.shares(value).items()}
            else:
                found[name] = value
        return found

    def _together(self, puts: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
        whole = {name: value for name, value in puts.items() if _BETWEEN not in name}
        for name, part in self.parts.items():
            mine = {
                each.removeprefix(f"{name}{_BETWEEN}"): puts[each]
                for each in puts
                if each.startswith(f"{name}{_BETWEEN}")
            }
            if mine:
                whole[name] = part.of_shares({**part.shares(now.get(name)), **mine})
        return whole


def shares_of(kind: RecordKind) -> Shares:
    return Shares({part.name: part for part in kind.parts() if isinstance(part, SharedPart)})
