"""What taking a set back means for one record: pure, so that it can be held against a plain model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Version:
    """One change of a record. `is_ours`: of the set that is taken back. `who` is the id of a colleague, if any."""

    is_ours: bool
    act: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    who: UUID | None = None


@dataclass
class TakenBack:
    """`puts` are the values to write; `stays` the fields that others changed since, and who did it last."""

    puts: dict[str, Any] = field(default_factory=dict)
    stays: dict[str, UUID | None] = field(default_factory=dict)


def plain(value: Any) -> Any:
    """Two values are the same when they say the same: a part's rows have new ids when they are put back."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items() if name != "id"}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value] or None
    return None if value == "" else value


def take_back(versions: Sequence[Version], now: Mapping[str, Any]) -> TakenBack:
    """The set's own changes from the newest on: each field that holds what it wrote becomes what it was before."""
    result = TakenBack()
    holds = {name: now.get(name) for each in versions if each.is_ours for name in each.after}
    ended: set[str] = set()
    for version in reversed([each for each in versions if each.is_ours and each.act == "update"]):
        for name, wrote in version.after.items():
            if name in ended:
                continue
            if plain(holds[name]) == plain(wrote):
                holds[name] = result.puts[name] = version.before.get(name)
            else:
                ended.add(name)
                if name not in result.puts:
                    result.stays[name] = who_wrote(versions, name)
    result.puts = {name: value for name, value in result.puts.items() if plain(value) != plain(now.get(name))}
    return result


def who_wrote(versions: Sequence[Version], name: str) -> UUID | None:
    return next((each.who for each in reversed(versions) if name in each.after and not each.is_ours), None)


def changed_since(versions: Sequence[Version], now: Mapping[str, Any]) -> dict[str, UUID | None]:
    """Fields of a record that the set made which do not hold what it wrote, because others wrote them since."""
    wrote: dict[str, Any] = {}
    for version in versions:
        wrote.update(version.after if version.is_ours else {})
    touched = {name for version in versions if not version.is_ours for name in version.after}
    return {name: who_wrote(versions, name) for name in touched if plain(now.get(name)) != plain(wrote.get(name))}


def last_move(versions: Sequence[Version]) -> Version | None:
    """Into the trash or back, whoever did it last."""
    return next((each for each in reversed(versions) if each.act in ("trash", "restore")), None)
