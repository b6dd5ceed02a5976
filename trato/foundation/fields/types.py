"""What a field can be: how its values are stored, read and found again in the table of fields.

Every text here is a constant; the only thing put into it is the column's own name, made of the field's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from trato.foundation.extensions.kinds import FieldType

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FORMULA = "formula"
REFERENCE = "reference"


@dataclass(frozen=True, kw_only=True)
class MadeType:
    """`read` is the value of a row `x`, `sorted_by` what it is ordered by; {c} is the column, {t} what is referred to.

    `found` are the rows that have one of the values given. `index` is what an index of it holds.
    """

    label: "StrOrPromise"
    type: FieldType
    stored_as: str
    read: str = "x.{c}"
    found: str = ""
    sorted_by: str = ""
    index: str = "({c}, id)"
    icon: str = "forms"


_USER = "(select json_build_object('id', u.id, 'name', u.name) from foundation_user u where u.id = x.{c})"
_REFERENCE = """(select json_build_object('id', o.id, 'name', o.name) from {t} m join {t} o on o.id = m.root_id
  where m.id = x.{c})"""
_MONEY = """(case when x.{c} is not null then
  json_build_object('amount', x.{c}::text, 'currency', x.{c}_currency) end)"""

TYPES: Mapping[str, MadeType] = {
    "text": MadeType(
        label=_("Text"),
        type=FieldType.TEXT,
        stored_as="text",
        sorted_by="lower(x.{c})",
        index="(lower({c}), id)",
        icon="letter-case",
    ),
    "long_text": MadeType(label=_("Long text"), type=FieldType.LONG_TEXT, stored_as="text", index="", icon="text-plus"),
    "number": MadeType(
        label=_("Number"), type=FieldType.DECIMAL, stored_as="numeric", sorted_by="x.{c}", icon="number"
    ),
    "money": MadeType(
        label=_("Money"),
        type=FieldType.MONEY,
        stored_as="numeric(20,4)",
        read=_MONEY,
        sorted_by="x.{c}",
        icon="coins",
    ),
    "date": MadeType(label=_("Date"), type=FieldType.DAY, stored_as="date", sorted_by="x.{c}", icon="calendar"),
    "time": MadeType(label=_("Time of day"), type=FieldType.TIME, stored_as="time", sorted_by="x.{c}", icon="clock"),
    "moment": MadeType(
        label=_("Date and time"),
        type=FieldType.MOMENT,
        stored_as="timestamptz",
        sorted_by="x.{c}",
        icon="calendar-time",
    ),
    "choice": MadeType(
        label=_("Choice"),
        type=FieldType.CHOICE,
        stored_as="uuid",
        read="x.{c}::text",
        found="x.{c} = any(%s::uuid[])",
        icon="list",
    ),
    "choices": MadeType(
        label=_("Many choices"),
        type=FieldType.CHOICES,
        stored_as="uuid[]",
        read="x.{c}::text[]",
        found="x.{c} && %s::uuid[]",
        index="{c}",
        icon="list-check",
    ),
    "yes_no": MadeType(
        label=_("Yes or no"),
        type=FieldType.YES_NO,
        stored_as="boolean",
        found="x.{c} = any(%s::boolean[])",
        icon="toggle-left",
    ),
    "link": MadeType(label=_("Link"), type=FieldType.URL, stored_as="text", index="(lower({c}), id)", icon="link"),
    "user": MadeType(
        label=_("Colleague"),
        type=FieldType.USER,
        stored_as="uuid",
        read=_USER,
        found="x.{c} = any(%s::uuid[])",
        icon="user",
    ),
    REFERENCE: MadeType(
        label=_("Record"),
        type=FieldType.REFERENCE,
        stored_as="uuid",
        read=_REFERENCE,
        found="x.{c} = any(%s::uuid[])",
        icon="arrow-up-right",
    ),
}
CHOOSING = ("choice", "choices")
SEARCHABLE = ("text", "long_text")
COLOURS = ("", "gray", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink")
