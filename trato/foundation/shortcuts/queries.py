"""What somebody finds at hand before they have typed anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import record_kinds
from trato.foundation.kinds.models import STANDING
from trato.foundation.shortcuts.models import OpenedRecord, Pin
from trato.kit.prepared import rows_prepared


@dataclass(frozen=True)
class AtHand:
    """A record with its name, or a page with its address."""

    kind: RecordKind | None
    id: UUID | None
    name: str
    address: str = ""


def pins_of(actor: Actor) -> list[AtHand]:
    """In the order in which they were pinned. Pages as they stand: the menu knows who may go there."""
    pins = list(Pin.objects.of(actor).order_by("created_at", "id"))
    found = _standing([(pin.kind, pin.record_id) for pin in pins if pin.record_id], actor)
    both = [found.get(pin.record_id) if pin.record_id else AtHand(None, None, "", pin.address) for pin in pins]
    return _each_once(each for each in both if each is not None)


def opened_lately(actor: Actor, *, but: Sequence[UUID] = (), limit: int) -> list[AtHand]:
    """The latest first. What the reader may see no longer is left out, and so is what is gone."""
    rows = OpenedRecord.objects.of(actor).order_by("-at").values_list("kind", "record_id")
    opened = list(rows)
    found = _standing(opened, actor)
    several = _each_once(found[id_] for _kind, id_ in opened if id_ in found)
    return [each for each in several if each.id not in but][:limit]


_PINNED = """select exists (select from foundation_pin
 where user_id = %s and address = %s and record_id is not distinct from %s)"""


def is_pinned(actor: Actor, *, record_id: UUID | None = None, address: str = "") -> bool:
    return bool(rows_prepared(_PINNED, [actor.id, address, record_id])[0][0])


def _standing(wanted: Sequence[tuple[str, UUID]], actor: Actor) -> dict[UUID, AtHand]:
    """By the id that was kept: what was merged since stands under the name of the one it is part of."""
    found: dict[UUID, AtHand] = {}
    for kind in record_kinds():
        if not (ids := [id_ for name, id_ in wanted if name == kind.name]):
            continue
        rows: Any = kind.model()._default_manager.filter(pk__in=ids)
        roots = dict(rows.values_list("pk", "root_id"))
        records: Any = kind.model()._default_manager
        seen = records.seen_by(actor).filter(STANDING, pk__in=set(roots.values()))
        names = dict(seen.values_list("pk", "name"))
        found |= {id_: AtHand(kind, root, names[root]) for id_, root in roots.items() if root in names}
    return found


def _each_once(several: Iterable[AtHand]) -> list[AtHand]:
    return list({(each.id, each.address): each for each in several}.values())
