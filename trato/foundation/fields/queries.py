"""The fields that people made, as the registry, the settings and the programs ask for them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.extensions.registry import declared_kinds, record_kinds
from trato.foundation.fields.composing import composed
from trato.foundation.fields.models import CustomField, FieldOption
from trato.kit.prepared import rows_prepared


def fields_version() -> UUID | None:
    """Asked with nearly every request."""
    rows = rows_prepared("select version from foundation_fieldsversion limit 1", [])
    return rows[0][0] if rows else None


def made_fields() -> dict[str, tuple[Field, ...]]:
    """Those in use, by kind of record, in the order in which they stand."""
    living: dict[str, list[CustomField]] = defaultdict(list)
    for each in CustomField.objects.filter(archived_at__isnull=True).order_by("place", "id"):
        living[each.kind].append(each)
    options = options_by_field()
    return {kind.name: composed(kind, living[kind.name], options) for kind in extensible_kinds() if living[kind.name]}


def options_by_field() -> dict[UUID, list[FieldOption]]:
    found: dict[UUID, list[FieldOption]] = defaultdict(list)
    for option in FieldOption.objects.order_by("place", "id"):
        found[option.field_id].append(option)
    return found


def extensible_kinds() -> list[RecordKind]:
    """Kinds of records that people may give fields to."""
    return [kind for kind in declared_kinds() if kind.fields_table]


def fields_of_kind(kind: RecordKind, *, archived: bool = False) -> list[CustomField]:
    found = CustomField.objects.filter(kind=kind.name, archived_at__isnull=not archived)
    return list(found.order_by("place", "id").prefetch_related("options"))


def made_field(field_id: UUID) -> CustomField:
    found = CustomField.objects.filter(pk=field_id).first()
    if found is None:
        raise NotFound(_("There is no such field."))
    return found


def stages_of(kind: RecordKind) -> Sequence[tuple[str, str]]:
    """The steps at which a field can be asked for."""
    stage = next((spec for spec in kind.fields if spec.is_stage and spec.type == FieldType.CHOICE), None)
    return [(code, str(label)) for code, label in stage.choices] if stage else []


def count_values(field: CustomField) -> int:
    """How many records have one. Exact: it is asked before all of them are thrown away."""
    kind = next(each for each in extensible_kinds() if each.name == field.kind)
    statement = sql.SQL("select count(*) from {} where {} is not null").format(
        sql.Identifier(kind.fields_table), sql.Identifier(field.column)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        ((count,),) = cursor.fetchall()
    return int(count)


def formulas_using(field: CustomField) -> list[str]:
    """Labels of formulas in use that are worked out of it."""
    kind = next((each for each in record_kinds() if each.name == field.kind), None)
    return [str(spec.label) for spec in kind.fields if field.name in spec.inputs] if kind else []
