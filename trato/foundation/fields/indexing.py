"""Which fields an index can hold, what it holds of a formula, and why it holds none of some."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.fields.composing import compiler_of, says_nothing_alone, sorted_of
from trato.foundation.fields.errors import FormulaRefused
from trato.foundation.fields.formulas import MADE, OWN, TRUTH, Compiled
from trato.foundation.fields.models import CustomField, IndexState
from trato.foundation.fields.queries import extensible_kinds, fields_of_kind
from trato.foundation.fields.types import FORMULA, TYPES

MOST_INDEXED = 60  # pieces: PostgreSQL keeps what an index is made of in one row of a page
_ROW = re.compile(r"\b[rx]\.(?=[a-z])")


@dataclass(frozen=True)
class Indexed:
    """What an index holds: of a row of `table`, without a name before its columns. `expression` may be several."""

    table: str
    expression: str
    filled: str
    method: str = "btree"


def why_not_indexed(field: CustomField) -> str:
    """In a sentence; nothing where an index of it finds something faster."""
    if field.type != FORMULA:
        is_found = field.type in TYPES and TYPES[field.type].index
        return "" if is_found else _("An index of such a field would find nothing faster.")
    made = _compiled(field)
    return _why_not(made) if made else _("This formula cannot be worked out any more.")


def may_be_indexed(field: CustomField) -> bool:
    return not why_not_indexed(field)


def indexed(kind: RecordKind, field: CustomField) -> Indexed | None:
    """None of what cannot be indexed."""
    if why_not_indexed(field):
        return None
    if field.type != FORMULA:
        shape = TYPES[field.type].index.format(c=field.column)
        inside, method = (shape, "btree") if shape.startswith("(") else (f"({shape})", "gin")
        return Indexed(kind.fields_table, inside, field.column, method)
    made = _compiled(field)
    assert made is not None
    # The letters before columns are ours: in the literals of a formula stand no dots.
    held, value = _ROW.sub("", sorted_of(made)), _ROW.sub("", made.sql)
    return Indexed(kind.table if made.reads == {OWN} else kind.fields_table, f"(({held}), id)", f"({value})")


def indexed_formulas(kind: RecordKind, fields: Iterable[CustomField]) -> dict[CustomField, Indexed | None]:
    """Those that have an index or are to have one, with what it holds as they stand now."""
    wanted = [each for each in fields if each.type == FORMULA and each.index_state != IndexState.NONE]
    return {each: indexed(kind, each) for each in wanted}


def _compiled(field: CustomField) -> Compiled | None:
    """As it stands, among the fields that are in use."""
    kind = next(each for each in extensible_kinds() if each.name == field.kind)
    others = [each for each in fields_of_kind(kind) if each.pk != field.pk]
    try:
        return compiler_of(kind, [*others, field]).compiled(field.name)
    except FormulaRefused:
        return None


def _why_not(made: Compiled) -> str:
    if made.is_of_today:
        return _("It uses today's date: what it says changes by itself each day, and an index would not notice.")
    if made.elsewhere:
        said = _(
            "It uses “%(name)s”, which is looked up in other records: an index would not notice when that changes."
        )
        return said % {"name": made.elsewhere[0]}
    if made.type == TRUTH:
        return _("It says only yes or no: an index of that would find nothing faster.")
    if not made.reads:
        return _("It uses no field, so it says the same of all records.")
    if made.reads == {OWN, MADE}:
        return _("It uses built-in fields and fields of your own together: these stand in two tables, an index in one.")
    if made.nodes > MOST_INDEXED:
        said = _("With the formulas it uses, it has %(count)s pieces; an index takes at most %(limit)s.")
        return said % {"count": made.nodes, "limit": MOST_INDEXED}
    if made.reads == {MADE} and not says_nothing_alone(made):
        return _("It says something even where all the fields that it uses are empty: an index holds none of these.")
    return ""
