"""A merge of a page or program is a change set of its own, so that it is found and undone where all others are."""

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, ChangeSet, RecordKind, SetState
from trato.kit.clock import now
from trato.kit.numbers import grouped


def begin_set(kind: RecordKind, act: str, *, by: Actor, count: int) -> ChangeSet:
    label = {"merge": _("Merge: %(count)s %(records)s"), "unmerge": _("Unmerge: %(count)s %(records)s")}[act]
    records = str(kind.label if count == 1 else kind.label_plural).lower()
    moment = now()
    return ChangeSet.objects.create(
        kind=act,
        label=label % {"count": grouped(count), "records": records},
        actor_kind=by.kind,
        actor_id=by.id,
        door=by.door,
        record_type=kind.name,
        state=SetState.FINISHED,
        total=count,
        counts={"done": count, "changed": count, "same": 0, "refused": 0},
        started_at=moment,
        finished_at=moment,
    )
