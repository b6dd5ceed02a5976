"""Take back what a set did to some records: all that can be, in one transaction of the caller's."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.change_sets.acting import changeable, changed_by, restore
from trato.foundation.change_sets.acts import ACTS
from trato.foundation.change_sets.folding import TakenBack, Version, changed_since, last_move
from trato.foundation.change_sets.merges import Merges, before_parting, merged_elsewhere
from trato.foundation.change_sets.outcomes import Outcome, Refusal, Values, attempt_each
from trato.foundation.change_sets.queries import versions_since
from trato.foundation.change_sets.shares import shares_of
from trato.foundation.changes.models import ChangeSet
from trato.foundation.extensions.asking import BulkAct
from trato.foundation.extensions.contributions import Pointing
from trato.foundation.extensions.importing import FileKind
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.extensions.registry import contributions
from trato.foundation.kinds.clusters import merged_into
from trato.foundation.kinds.locking import Current, lock_records
from trato.foundation.kinds.preparing import StoredValues
from trato.foundation.kinds.stored import as_json
from trato.foundation.kinds.updating import RecordUpdate
from trato.foundation.people.queries import names_of

WRITE = DjangoJSONEncoder().encode


def undo_records(kind: RecordKind, ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Outcome:
    """`of` is the set that is taken back, `undo` the one that this is written to. What a contributed act made of other
    kinds goes as whatever else is made goes."""
    added = _contributed(of)
    if added is not None and kind.name in added.kinds:
        outcome, take_back_all = Outcome(), added.undo
        rows: dict[UUID, Values] = {id_: {} for id_ in ids}
        attempt_each(kind, rows, outcome, do=lambda left: take_back_all(kind, list(left), of=of, undo=undo, by=by))
        return outcome
    if isinstance(kind, FileKind):
        return _undone(kind, ids, of=of, undo=undo, by=by)
    return _Undoing(kind, versions_since(ids, of=of), undo, by).done(ids)


def _undone(kind: FileKind, ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Outcome:
    """What belongs to records and no list shows is taken back by whoever knows it."""
    return told_of(kind.name, kind.undo(list(ids), of=of, undo=undo, by=by), among=ids)


def told_of(name: str, stay: Mapping[UUID, str], *, among: Sequence[UUID]) -> Outcome:
    told = [Refusal(record_type=name, record_id=id_, reason=reason) for id_, reason in stay.items()]
    return Outcome(changed=len(among) - len(stay), refusals=told)


def _contributed(of: UUID) -> BulkAct | None:
    """The act that a set, or an undo of it, or the undo of that, was about."""
    one: ChangeSet | None = ChangeSet.objects.filter(pk=of).first()
    while one is not None and one.undoes_id:
        one = ChangeSet.objects.filter(pk=one.undoes_id).first()
    act = ACTS.get(one.kind) if one is not None else None
    return act.contributed if act else None


@dataclass
class _Undoing:
    kind: RecordKind
    versions: Mapping[UUID, Sequence[Version]]
    undo: UUID
    by: Actor

    def __post_init__(self) -> None:
        self.outcome = Outcome()

    def done(self, ids: Sequence[UUID]) -> Outcome:
        trashed, gone = self._where(ids)
        self.outcome.refuse(self.kind, gone, _("It is no longer there."))
        left = self._parted([id_ for id_ in ids if id_ not in gone])
        made = [id_ for id_ in left if self._did(id_, "create")]
        moved = {id_: self._own_move(id_) for id_ in left if id_ not in made}
        self._trash_made([id_ for id_ in made if id_ not in trashed])
        self.outcome.same += sum(id_ in trashed for id_ in made)
        self._take_out([id_ for id_, act in moved.items() if act == "trash"], trashed)
        self._put_in_again([id_ for id_, act in moved.items() if act == "restore"], trashed)
        edited = [id_ for id_, act in moved.items() if not act]
        self.outcome.refuse(self.kind, [id_ for id_ in edited if id_ in trashed], _("It is in the trash."))
        self._put_back([id_ for id_ in edited if id_ not in trashed])
        return self.outcome

    def _where(self, ids: Sequence[UUID]) -> tuple[set[UUID], list[UUID]]:
        model: Any = self.kind.model()
        found = dict(model.objects.filter(pk__in=list(ids)).values_list("pk", "deleted_at"))
        return {id_ for id_, moment in found.items() if moment}, [id_ for id_ in ids if id_ not in found]

    def _parted(self, ids: Sequence[UUID]) -> list[UUID]:
        """Merges are taken back newest first, with what they changed in the records that stayed. Returns the others."""
        merged = [id_ for id_ in ids if self._did(id_, "merge")]
        parted = [id_ for id_ in ids if self._did(id_, "unmerge")]
        stayed = [id_ for id_ in ids if id_ not in (*merged, *parted) and self._did(id_, "absorb", "release")]
        undo = Merges(self.kind, self.undo, self.by)
        attempt_each(self.kind, {id_: {} for id_ in merged}, self.outcome, do=lambda rows: undo.part(list(rows)))
        again = {id_: before_parting(self.versions[id_]) for id_ in parted}
        attempt_each(self.kind, again, self.outcome, do=undo.merge_again)
        self.outcome.same += len(stayed)
        left = [id_ for id_ in ids if id_ not in {*merged, *parted, *stayed}]
        held = merged_elsewhere(self.kind, left)
        self.outcome.refuse(self.kind, held, _("It was merged into another record since, so it stays."))
        return [id_ for id_ in left if id_ not in held]

    def _did(self, id_: UUID, *acts: str) -> bool:
        return any(each.is_ours and each.act in acts for each in self.versions[id_])

    def _own_move(self, id_: UUID) -> str:
        move = last_move([each for each in self.versions[id_] if each.is_ours])
        return move.act if move else ""

    def _locked(self, ids: Sequence[UUID], verb: str) -> dict[UUID, Current]:
        """Those in the actor's reach; the others are refused."""
        mine = changeable(self.kind, ids, verb=verb, by=self.by)
        self.outcome.refuse(self.kind, [id_ for id_ in ids if id_ not in mine], _not_yours())
        return lock_records(self.kind, [id_ for id_ in ids if id_ in mine], by=self.by, verb=verb) if mine else {}

    def _trash_made(self, ids: Sequence[UUID]) -> None:
        """What points at a record may go itself in the same step: then it is asked again."""
        going = self._unchanged(self._locked(ids, "delete"))
        while going:
            pointed = pointed_at(self.kind, going)
            if len(pointed) == len(going):
                break
            self._trash([id_ for id_ in going if id_ not in pointed])
            going = [id_ for id_ in going if id_ in pointed]
        self.outcome.refuse(self.kind, going, _("Something that came later points to it, so it stays."))

    def _unchanged(self, current: Mapping[UUID, Current]) -> list[UUID]:
        stays = {id_: changed_since(self.versions[id_], values_of(held)) for id_, held in current.items()}
        self._tell_stays({id_: fields for id_, fields in stays.items() if fields})
        return [id_ for id_, fields in stays.items() if not fields]

    def _trash(self, ids: Sequence[UUID]) -> None:
        def away(rows: Mapping[UUID, Values]) -> int:
            self.kind.trash(list(rows), by=self.by, change_set=self.undo)
            return len(rows)

        attempt_each(self.kind, {id_: {} for id_ in ids}, self.outcome, do=away)

    def _take_out(self, ids: Sequence[UUID], trashed: Collection[UUID]) -> None:
        """Trashed by the set: back, unless it is back already or others trashed it again."""
        self.outcome.same += sum(id_ not in trashed for id_ in ids)
        ours = [id_ for id_ in ids if id_ in trashed and self._is_last_move_ours(id_)]
        others = [id_ for id_ in ids if id_ in trashed and id_ not in ours]
        self.outcome.refuse(self.kind, others, _("Somebody has put it into the trash again since."))
        mine = changeable(self.kind, ours, verb="delete", by=self.by, trashed=True)
        self.outcome.refuse(self.kind, [id_ for id_ in ours if id_ not in mine], _not_yours())
        restore(self.kind, [id_ for id_ in ours if id_ in mine], self.outcome, by=self.by, change_set=self.undo)

    def _put_in_again(self, ids: Sequence[UUID], trashed: Collection[UUID]) -> None:
        """Restored by the set: into the trash again, unless somebody went on working with it."""
        self.outcome.same += sum(id_ in trashed for id_ in ids)
        self._trash(self._unchanged(self._locked([id_ for id_ in ids if id_ not in trashed], "delete")))

    def _is_last_move_ours(self, id_: UUID) -> bool:
        move = last_move(self.versions[id_])
        return move is not None and move.is_ours

    def _put_back(self, ids: Sequence[UUID]) -> None:
        current = self._locked(ids, "edit")
        shares, merged = shares_of(self.kind), merged_into(self.kind, list(current))
        taken = {
            id_: shares.take_back(self.versions[id_], values_of(held), merged=merged.get(id_, ()))
            for id_, held in current.items()
        }
        self._tell_stays({id_: each.stays for id_, each in taken.items() if each.stays})
        puts = {id_: each.puts for id_, each in taken.items() if each.puts}
        self.outcome.same += sum(_is_nothing(each) for each in taken.values())
        attempt_each(self.kind, puts, self.outcome, do=self._write, lessen=self._lessened)

    def _write(self, rows: Mapping[UUID, Values]) -> int:
        updates = [RecordUpdate(id=id_, values=StoredValues(values)) for id_, values in rows.items()]
        return changed_by(self.kind.update(updates, by=self.by, change_set=self.undo))

    def _lessened(self, values: Values, problems: Mapping[str, str]) -> Values | None:
        """A refusal names a field such as e-mail, the values hold the part in which it stands."""
        specs = [self.kind.by_name[name] for name in problems if name in self.kind.by_name]
        refused = {*problems, *(spec.part for spec in specs if spec.part)}
        # Nothing of it was named: then nothing tells which value to leave out.
        return {name: value for name, value in values.items() if name not in refused} or None if specs else None

    def _tell_stays(self, stays: Mapping[UUID, Mapping[str, UUID | None]]) -> None:
        names = names_of(who for fields in stays.values() for who in fields.values())
        for id_, fields in stays.items():
            people = ", ".join(dict.fromkeys(names.get(who, "Trato") if who else "Trato" for who in fields.values()))
            labels = ", ".join(str(self.kind.by_name[n].label) if n in self.kind.by_name else n for n in fields)
            said = _("%(fields)s: changed since by %(people)s, so it stays.") % {"fields": labels, "people": people}
            told = Refusal(record_type=self.kind.name, record_id=id_, reason=said, fields=tuple(sorted(fields)))
            self.outcome.refusals.append(told)


def values_of(held: Current) -> dict[str, Any]:
    """As a change row would say them."""
    columns = {name: as_json(value) for name, value in held.columns.items()}
    said: dict[str, Any] = orjson.loads(WRITE(columns))
    return said | dict(held.parts)


def pointed_at(kind: RecordKind, ids: Sequence[UUID]) -> set[UUID]:
    """By something living of any module, or by records that were merged into them."""
    asked = list(ids)
    model: Any = kind.model()
    merged = model.objects.filter(~Q(pk__in=asked), root_id__in=asked).values_list("root_id", flat=True)
    found = set(merged)
    for each in contributions(Pointing):
        found |= set(each.among(asked)) if each.kind in (kind.name, "") else set()
    return found


def _is_nothing(taken: TakenBack) -> bool:
    return not (taken.puts or taken.stays)


def _not_yours() -> str:
    return _("You may see this record but not change it.")


def by_kind(pairs: Sequence[tuple[str, UUID]]) -> dict[str, list[UUID]]:
    """In the order in which the kinds come first."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for kind, id_ in pairs:
        found[kind].append(id_)
    return dict(found)
