"""A field as the text of one cell, made by the database: constants of the registry only.

What is written is what the import of the same field reads: choices by their codes, colleagues by their addresses, times
in UTC, an amount with its currency, tags parted by commas and quoted where they hold one, several addresses of mail by
" ::: ", whole parts as JSON. All companies of a contact are told for people to read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from trato.foundation.extensions.kinds import Field, FieldType, RecordKind
from trato.foundation.kinds.joining import column, read
from trato.foundation.people.placeholders import HOST

SAFE = (
    FieldType.NUMBER,
    FieldType.DECIMAL,
    FieldType.TIME,
    FieldType.YES_NO,
    FieldType.MOMENT,
    FieldType.DAY,
    FieldType.MONEY,
)  # no spreadsheet runs these
BETWEEN = " ::: "  # several values of one cell, as Google Contacts writes them
_IN_NEED_OF_QUOTES = '[,;"]|:::|^[*] '  # in a tag; what parts them, or what other programs put around theirs
_ROLE = "case when coalesce(e->>'role', '') = '' then e->>'name' else concat(e->>'name', ' (', e->>'role', ')') end"

# Of whom no address is known by the name, where nobody else is called so.
_COLLEAGUE = f"""case when split_part(u.email, '@', 2) = '{HOST}' and not exists (
  select from foundation_user o where lower(o.name) = lower(u.name) and o.id <> u.id) then u.name else u.email end"""


def cell_sql(kind: RecordKind, spec: Field) -> str:
    """An expression on `r` that is never null."""
    return f"coalesce(({_expression(kind, spec)})::text, '')"


def _expression(kind: RecordKind, spec: Field) -> str:
    spec = replace(spec, sql=read(spec))
    made = (_OF_OPTIONS if spec.is_made else {}).get(spec.type) or _EXPRESSIONS.get(spec.type)
    return made(spec) if made else spec.sql


def _moment(spec: Field) -> str:
    return f"""to_char(({spec.sql}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


def _money(spec: Field) -> str:
    amount = "trim_scale((m.v->>'amount')::numeric)"
    one = f"select ({spec.sql}) v"
    return f"select concat({amount}, ' ', m.v->>'currency') from ({one}) m where m.v is not null"  # noqa: S608  # constants


def _user(spec: Field) -> str:
    return f"select {_COLLEAGUE} from foundation_user u where u.id = {_column(spec)}"  # noqa: S608  # constants


def _team(spec: Field) -> str:
    return f"select t.name from foundation_team t where t.id = {_column(spec)}"  # noqa: S608  # constants


def _column(spec: Field) -> str:
    return column(spec).as_string(None)


def _option(spec: Field) -> str:
    return f"select o.label from foundation_fieldoption o where o.id = {_column(spec)}"  # noqa: S608  # constants


def _options(spec: Field) -> str:
    chosen = f"foundation_fieldoption o where o.id = any({_column(spec)})"
    return f"select string_agg(o.label, '; ' order by o.place, o.id) from {chosen}"  # noqa: S608  # constants


def _name(spec: Field) -> str:
    return f"({spec.sql})->>'name'"


def _positions(spec: Field) -> str:
    return f"select string_agg({_ROLE}, '; ') from json_array_elements({spec.sql}) e"  # noqa: S608  # constants


def _names(spec: Field) -> str:
    return f"select string_agg(e->>'name', '{BETWEEN}') from json_array_elements({spec.sql}) e"  # noqa: S608  # constants


def _addresses_of_users(spec: Field) -> str:
    among = f"select (e->>'id')::uuid from json_array_elements({spec.sql}) e"  # noqa: S608  # constants
    told = f"string_agg({_COLLEAGUE}, '{BETWEEN}' order by u.email)"
    return f"select {told} from foundation_user u where u.id in ({among})"  # noqa: S608  # constants


def _json(spec: Field) -> str:
    return f"nullif(({spec.sql})::text, '[]')"


def all_identities(kind: RecordKind, spec: Field) -> Field | None:
    """The field that an e-mail or a phone is worked out of: read once, however many of them are wanted."""
    listed = (each for each in kind.fields if each.type == FieldType.IDENTITIES and each.part == spec.part)
    return next(listed, None) if spec.part else None


def _tags(spec: Field) -> str:
    quoted = f"""case when e ~ '{_IN_NEED_OF_QUOTES}' then '"' || replace(e, '"', '""') || '"' else e end"""
    return f"select string_agg({quoted}, ', ') from json_array_elements_text({spec.sql}) e"  # noqa: S608  # constants


_EXPRESSIONS: dict[FieldType, Callable[[Field], str]] = {
    FieldType.MOMENT: _moment,
    FieldType.MONEY: _money,
    FieldType.USER: _user,
    FieldType.TEAM: _team,
    FieldType.REFERENCE: _name,
    FieldType.TAGS: _tags,
    FieldType.COMPANIES: _positions,
    FieldType.REFERENCES: _names,
    FieldType.USERS: _addresses_of_users,
    FieldType.IDENTITIES: _json,
    FieldType.ADDRESSES: _json,
    FieldType.LINES: _json,
}
# What people chose from options of their own is told by their labels: codes of these are nobody's words.
_OF_OPTIONS: dict[FieldType, Callable[[Field], str]] = {FieldType.CHOICE: _option, FieldType.CHOICES: _options}


def cell_of_link(spec: Field, value: Any) -> str:
    """The same of a value that was read, of which the reader may not see all."""
    if spec.type == FieldType.COMPANIES:
        return "; ".join(_of_position(each) for each in value or [] if each["name"])
    if spec.type == FieldType.REFERENCES:
        return BETWEEN.join(str(each["name"]) for each in value or [] if each["name"])
    return str(value["name"]) if value else ""


def _of_position(each: Mapping[str, Any]) -> str:
    return f"{each['name']} ({each['role']})" if each.get("role") else str(each["name"])


def compact(values: Iterable[Mapping[str, Any]]) -> str:
    """JSON without the keys that speak of this installation only."""
    kept = [{name: value for name, value in each.items() if value and name not in _OWN} for each in values]
    return orjson.dumps(kept).decode()


_OWN = frozenset(("id", "normalised", "proof"))
