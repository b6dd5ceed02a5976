"""What segments and lists have in common: groups of customers with a name, of one kind of record."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from trato.customers.member_kinds import MEMBER_KINDS
from trato.customers.shared_fields import shared_fields
from trato.foundation.public import Actor, Field, FieldType, PreparedRow, RecordUpdate

ALIKE = ("owner", "team", "created_at", "updated_at")


OWN = (
    Field(
        name="name",
        label=_("Name"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        required=True,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
    ),
    Field(
        name="member_kind",
        label=_("Made of"),
        type=FieldType.CHOICE,
        choices=MEMBER_KINDS,
        sql="r.member_kind",
        column="member_kind",
        listed=True,
        quick=True,
        importable=False,
    ),
    Field(
        name="description",
        label=_("Description"),
        type=FieldType.LONG_TEXT,
        sql="r.description",
        column="description",
        searchable=True,
        listed=True,
        quick=True,
    ),
)


def group_fields(section: Any) -> list[Field]:
    return [
        *(replace(field, section=section) for field in OWN),
        *(field for field in shared_fields() if field.name in ALIKE),
    ]


def begin_groups(rows: Sequence[PreparedRow], *, by: Actor, nameless: str) -> None:
    """What nobody says: contacts, and the maker's own. `nameless` asks for a name."""
    for row in rows:
        if not row.columns.get("name"):
            row.problems.setdefault("name", nameless)
        row.columns["member_kind"] = row.columns.get("member_kind") or "contact"
        if by.kind == "user":
            row.columns.setdefault("owner", by.id)


def check_groups(
    updates: Sequence[RecordUpdate], rows: Sequence[PreparedRow], *, held: Any, nameless: str, fixed: str
) -> None:
    """`held` are the groups as they stand; `fixed` says that one is made of the same kind for ever."""
    asked = [update.id for update, row in zip(updates, rows, strict=True) if "member_kind" in row.columns]
    kinds: dict[UUID, str] = dict(held.filter(pk__in=asked).values_list("pk", "member_kind")) if asked else {}
    for update, row in zip(updates, rows, strict=True):
        if "name" in row.columns and not row.columns["name"]:
            row.problems["name"] = nameless
        if "member_kind" in row.columns and row.columns["member_kind"] != kinds.get(update.id):
            row.problems["member_kind"] = fixed
