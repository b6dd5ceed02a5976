"""The field of a task, a call or a meeting, and the column of a file of notes, that says what it is about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from trato.foundation.public import Field, FieldType

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def about_column(kind: str, *, label: "StrOrPromise", also: Sequence[str] = ()) -> Field:
    """Written by files and read nowhere."""
    return Field(
        name=kind,
        label=label,
        type=FieldType.REFERENCE,
        refers_to=kind,
        sql="r.id",
        column="about_id",
        personal=True,
        also=also,
    )


def about_field(kind: str, *, table: str, label: "StrOrPromise", section: Any, **more: Any) -> Field:
    """`kind` and `table` are constants of the module that has such records."""
    return Field(
        name=kind,
        label=label,
        type=FieldType.REFERENCE,
        refers_to=kind,
        part=kind,
        section=section,
        sql=f"""(select json_build_object('id', c.id, 'name', c.name) from {table} c
  where r.about_kind = '{kind}' and c.id = r.about_id)""",  # noqa: S608  # constants
        filter_sql=f"(r.about_kind = '{kind}' and r.about_id = any(%s))",
        **more,
    )
