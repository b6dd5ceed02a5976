"""What a field held in a version of its record, out of what a change row keeps."""

from collections.abc import Mapping
from typing import Any

from trato.foundation.extensions.kinds import Field, RecordKind


def is_told_in(spec: Field, values: Mapping[str, Any]) -> bool:
    """Whether the row speaks of the field. Fields of one part are written together."""
    return (spec.part or spec.name) in values


def value_in(kind: RecordKind, spec: Field, values: Mapping[str, Any]) -> Any:
    """As it can be given again."""
    if not spec.part:
        return values.get(spec.name)
    part = next(each for each in kind.parts() if each.name == spec.part)
    return part.single(values.get(spec.part), spec.key or spec.name)
