"""Who was faster, judged field by field.

The e-mail and the phone stand in one part and are two things to people; the lines of an address are one.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from trato.foundation.changes.models import Change
from trato.foundation.changes.queries import fields_changed_since
from trato.foundation.extensions.kinds import Field, RecordKind


def fields_lost(
    kind: RecordKind, record_id: UUID, *, given: Iterable[str], changing: Collection[str], since: int
) -> set[str]:
    """Of the fields `given`, those that others wrote after version `since`. `changing` are columns and parts."""
    others = fields_changed_since(record_id, since) & set(changing)
    specs = [kind.by_name[name] for name in given if name in kind.by_name]
    singly = {part.name for part in kind.parts() if not part.is_one_thing}
    in_parts = [spec for spec in specs if spec.part in others & singly]
    lost = {spec.name for spec in in_parts if _was_changed(kind, record_id, spec, since)}
    # What is one thing, or was given under the name of its part, is judged whole.
    told_apart = {spec.part for spec in in_parts}
    return lost | (others - told_apart)


def _was_changed(kind: RecordKind, record_id: UUID, spec: Field, since: int) -> bool:
    part = next(each for each in kind.parts() if each.name == spec.part)
    rows = Change.objects.filter(record_id=record_id, version__gt=since, after__has_key=spec.part)
    for before, after in rows.values_list("before", "after"):
        values = (before.get(spec.part), after.get(spec.part))
        one, other = (part.single(value, spec.key) for value in values) if spec.key else values
        if (one or None) != (other or None):
            return True
    return False
