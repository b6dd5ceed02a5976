"""Merges of a set that is taken back, and partings of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.acts import merging_of
from trato.foundation.change_sets.errors import ChangeSetRefused
from trato.foundation.change_sets.folding import Version
from trato.foundation.change_sets.outcomes import Values
from trato.foundation.extensions.contributions import Merging
from trato.foundation.extensions.kinds import RecordKind


@dataclass(frozen=True)
class Merges:
    """`undo` is the set that this is written to."""

    kind: RecordKind
    undo: UUID
    by: Actor

    def part(self, ids: Sequence[UUID]) -> int:
        return self._merging.unmerge(ids, by=self.by, change_set=self.undo)

    def merge_again(self, rows: Mapping[UUID, Values]) -> int:
        pairs = {id_: UUID(str(before["merged_into"])) for id_, before in rows.items()}
        fields = {id_: before.get("fields", ()) for id_, before in rows.items()}
        return self._merging.merge(pairs, by=self.by, change_set=self.undo, fields=fields)

    @property
    def _merging(self) -> Merging:
        found = merging_of(self.kind)
        if found is None:
            raise ChangeSetRefused(_("Records of this kind are not merged."))
        return found


def before_parting(versions: Sequence[Version]) -> Values:
    """What a record was merged into, and with the values of which fields, before the set parted it."""
    return dict(next(each.before for each in reversed(versions) if each.is_ours and each.act == "unmerge"))


def merged_elsewhere(kind: RecordKind, ids: Sequence[UUID]) -> list[UUID]:
    model: Any = kind.model()
    found = set(model.objects.filter(pk__in=list(ids)).exclude(root_id=F("id")).values_list("pk", flat=True))
    return [id_ for id_ in ids if id_ in found]
