"""Whom a note mentions: read from its text, where several are called alike told apart by the ids that came with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import User

MOST = 50  # people in one note; beyond, it speaks to everybody and so to nobody
MOST_OFFERED = 8
MARK = "@"


@dataclass(frozen=True)
class Offered:
    """A colleague whom a note can mention. Who does not see the record is shown, but would learn nothing of it."""

    id: UUID
    name: str
    may_see: bool


def mentioned_in(text: str, *, chosen: Collection[UUID] = ()) -> list[UUID]:
    """Ids of active colleagues whose name follows an @. The longest name that fits is meant: Ana Ruiz, not Ana."""
    if MARK not in text:
        return []
    called = _by_name(User.objects.filter(is_active=True).exclude(name="").values_list("id", "name"))
    names = sorted(called, key=len, reverse=True)
    found: dict[UUID, None] = {}
    for after in text.casefold().split(MARK)[1:]:
        name = next((name for name in names if _begins(after, name)), None)
        for id_ in _meant(called[name], chosen) if name else []:
            found[id_] = None
    return list(found)[:MOST]


def _begins(text: str, name: str) -> bool:
    """As a whole: @Ana is not in @Anabel."""
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


def _meant(ids: Sequence[UUID], chosen: Collection[UUID]) -> Iterable[UUID]:
    """Of several with one name the chosen ones; without a choice nobody, rather than the wrong one."""
    return ids if len(ids) == 1 else [id_ for id_ in ids if id_ in chosen]


def _by_name(people: Iterable[tuple[UUID, str]]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for id_, name in people:
        found[name.casefold()].append(id_)
    return found
