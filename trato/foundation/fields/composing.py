"""From the stored fields of a kind to what the registry holds of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.foundation.extensions.kinds import MOST_SORTED, Field, FieldType, RecordKind
from trato.foundation.extensions.registry import declared_kind
from trato.foundation.fields.compiling import Compiler
from trato.foundation.fields.errors import FormulaRefused
from trato.foundation.fields.formulas import DATE, MADE, NUMBER, OWN, TEXT, TRUTH, Compiled
from trato.foundation.fields.models import CustomField, FieldOption
from trato.foundation.fields.types import FORMULA, REFERENCE, TYPES

OTHERS = _("More")
RESULTS = {NUMBER: FieldType.DECIMAL, TEXT: FieldType.TEXT, DATE: FieldType.DAY, TRUTH: FieldType.YES_NO}


def composed(
    kind: RecordKind, made: Sequence[CustomField], options: Mapping[Any, Sequence[FieldOption]]
) -> tuple[Field, ...]:
    """In the order in which they stand. A formula that a later release can no longer work out is empty."""
    plain = {each.name: _plain(kind, each, options.get(each.id, ())) for each in made if each.type != FORMULA}
    compiler = compiler_for(kind, made, plain)
    formulas = {each.name: _formula(kind, each, compiler) for each in made if each.type == FORMULA}
    return tuple((plain | formulas)[each.name] for each in made)


def compiler_for(kind: RecordKind, made: Sequence[CustomField], plain: Mapping[str, Field]) -> Compiler:
    formulas = {each.name: each.formula for each in made if each.type == FORMULA}
    return Compiler({**kind.by_name, **plain}, formulas)


def compiler_of(kind: RecordKind, made: Sequence[CustomField]) -> Compiler:
    return compiler_for(kind, made, {each.name: _plain(kind, each, ()) for each in made if each.type != FORMULA})


def _shared(each: CustomField) -> dict[str, Any]:
    return {
        "name": each.name,
        "label": each.label,
        "help": each.help,
        "section": each.section or OTHERS,
        "personal": each.is_personal,
        "listed": each.is_listed,
        "warehouse": each.name,
        "is_made": True,
    }


def _plain(kind: RecordKind, each: CustomField, options: Sequence[FieldOption]) -> Field:
    made = TYPES[each.type]
    target = declared_kind(each.refers_to).table if each.type == REFERENCE else ""

    def read(shape: str) -> str:
        return shape.format(c=each.column, t=target)

    joined, sorted_by = read(made.read), read(made.sorted_by)
    found = f"r.id in (select x.id from {kind.fields_table} x where {read(made.found)})"  # noqa: S608  # constants
    return Field(
        **_shared(each),
        type=made.type,
        column=each.column,
        stands_in=kind.fields_table,
        stored_as=made.stored_as,
        sql=_looked_up(kind, joined),
        joined=joined,
        filter_sql=found if made.found else "",
        sortable=bool(made.sorted_by),
        sort_sql=_looked_up(kind, sorted_by) if sorted_by else "",
        sort_joined=sorted_by,
        refers_to=each.refers_to,
        choices=[(str(option.id), option.label) for option in options if option.archived_at is None],
        gone_choices=[(str(option.id), option.label) for option in options if option.archived_at is not None],
        colours=[(str(option.id), option.colour) for option in options if option.colour],
        required=each.is_required,
        required_at=tuple(each.required_at),
        searchable=each.is_searchable,
        quick=each.is_quick or each.is_required,
    )


def _looked_up(kind: RecordKind, expression: str) -> str:
    """For one row `r` at hand: a look at its own row of fields, which may not be there."""
    return f"(select {expression} from {kind.fields_table} x where x.id = r.id)"  # noqa: S608  # constants


def _formula(kind: RecordKind, each: CustomField, compiler: Compiler) -> Field:
    try:
        made = compiler.compiled(each.name)
    except FormulaRefused:
        made = Compiled(type=each.result, sql="null")
    is_beside = made.reads != {OWN} or bool(made.elsewhere)
    alone = f"(select {made.sql} from (select) one left join {kind.fields_table} x on x.id = r.id)"  # noqa: S608  # constants
    ordered = sorted_of(made)
    return Field(
        **_shared(each),
        type=RESULTS[made.type],
        sql=alone if is_beside else made.sql,
        joined=made.sql if is_beside else "",
        sort_sql=alone.replace(made.sql, ordered, 1) if is_beside else ordered,
        sort_joined=ordered if is_beside else "",
        stands_in=kind.fields_table if says_nothing_alone(made) else "",
        sortable=made.type != TRUTH,
        inputs=tuple(sorted(made.inputs)),
        importable=False,
        editable=False,
    )


def says_nothing_alone(made: Compiled) -> bool:
    """Whom nothing stands of in the table of fields has no value: so those who have one are found there."""
    return made.reads == {MADE} and not made.elsewhere and made.is_nothing


def sorted_of(made: Compiled) -> str:
    """As it is ordered, and as its index holds it: an entry of an index cannot be as long as a text."""
    return f"lower(left({made.sql}, {MOST_SORTED}))" if made.type == TEXT else made.sql
