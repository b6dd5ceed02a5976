"""Whoever is doing something: a colleague at a page or by a token, an import, the system itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from trato.foundation.actors.reach import Reach


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Rights are taken when the actor is made, so that one act is judged by one state of them.

    `door` is where the act came in: page, api, import, command, worker.
    """

    kind: str
    id: UUID | None
    name: str
    door: str = "page"
    language: str = "en"
    time_zone: str = "UTC"
    rights: Mapping[str, Reach] = field(default_factory=dict)
    teams: tuple[UUID, ...] = ()
    subtree: tuple[UUID, ...] = ()
    hidden: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()
    is_everything: bool = False

    @property
    def is_somebody(self) -> bool:
        """False for whoever has not signed in and speaks for no program."""
        return self.kind != "user" or self.id is not None

    def reach(self, right: str) -> Reach:
        return Reach.ALL if self.is_everything else self.rights.get(right, Reach.NONE)

    def may(self, right: str) -> bool:
        return self.reach(right) > Reach.NONE

    def may_see_field(self, kind: str, field_name: str) -> bool:
        return f"{kind}.{field_name}" not in self.hidden

    def may_edit_field(self, kind: str, field_name: str) -> bool:
        name = f"{kind}.{field_name}"
        return name not in self.hidden and name not in self.read_only

    def at(self, door: str) -> "Actor":
        return replace(self, door=door)


SYSTEM = Actor(kind="system", id=None, name="Trato", door="worker", is_everything=True)
