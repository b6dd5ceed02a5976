"""Fields that a question has to read all records for, because nothing says where which value stands."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.fields.indexing import may_be_indexed
from trato.foundation.fields.models import CustomField, IndexState

LARGE = 100_000  # rows: below that nobody notices
_ABOUT = "select greatest(reltuples, 0)::bigint from pg_class where oid = to_regclass(%s)"


def slow_fields(kind: RecordKind, names: Collection[str], *, large: int = LARGE) -> list[CustomField]:
    """Those of the named ones that an index would help with, and that have none yet."""
    asked = [name for name in names if name in kind.by_name and kind.by_name[name].is_made]
    if not asked or _about_how_many(kind) < large:
        return []
    found = CustomField.objects.filter(kind=kind.name, name__in=asked).exclude(index_state=IndexState.READY)
    return [each for each in found.order_by("place", "id") if may_be_indexed(each)]


def fields_in(rules: Any) -> Iterator[str]:
    """Those of the kind itself that a tree of rules asks for, however deep."""
    if isinstance(rules, dict):
        if isinstance(rules.get("field"), str):
            yield rules["field"]
        for name in ("and", "or", "not"):
            yield from fields_in(rules.get(name))
    elif isinstance(rules, list):
        for each in rules:
            yield from fields_in(each)


def _about_how_many(kind: RecordKind) -> int:
    """As the last look of the database at the table of the records says: an estimate costs nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOUT, [kind.table])
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0
