"""Who it is that tells us of themselves, and what of it may be written where something stands already."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from trato.foundation.public import (
    SYSTEM,
    Actor,
    PreparedRow,
    prepare_rows,
    read_records,
    record_kind,
    records_by_key,
)
from trato.kit.errors import DomainError
from trato.sales.lead_forms.errors import AnswerRefused

EMPTY: tuple[Any, ...] = (None, "", [])
# Two people at once with the same address make one contact: the second waits until the first is there.
_HOLD = "select pg_advisory_xact_lock(hashtextextended(%s, 5))"


def prepared_row(values: Mapping[str, Any], *, by: Actor) -> PreparedRow:
    """Read as a record would be, with a refusal for each field that cannot be."""
    (row,) = prepare_rows(record_kind("contact"), [values], by=by)
    return row


def checked_values(values: Mapping[str, Any], *, by: Actor) -> None:
    """Refuses what nobody could store, by field. Says nothing of anybody who is known."""
    if problems := prepared_row(values, by=by).problems:
        raise AnswerRefused(" ".join(dict.fromkeys(problems.values())), fields=problems)


def known_contact(values: Mapping[str, Any], *, by: Actor) -> UUID | None:
    """By the e-mail, else by a phone that only one contact has and that is given without an e-mail."""
    kind, given = record_kind("contact"), prepared_row(values, by=by).parts.get("identities", {})
    for name in ("email", "phone"):
        if not given.get(name):
            continue
        form = given[name]["normalised"]
        hold(f"{name}:{form}")
        found = records_by_key(kind, kind.by_name[name], [form], seen_by=SYSTEM).get(form, [])
        if found and (name == "email" or len(found) == 1):
            return found[0]
        if name == "email":
            return None
    return None


def hold(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [what])


def apart(contact_id: UUID, values: Mapping[str, Any], *, by: Actor) -> tuple[dict[str, Any], list[str]]:
    """What fills an empty field, and the names of the fields that hold something else: those stay as they are."""
    kind = record_kind("contact")
    names = [*values, "identities"]
    (held,) = read_records(kind, [contact_id], seen_by=SYSTEM, columns=names)
    fills = {name: value for name, value in values.items() if held[name] in EMPTY}
    own = {each["normalised"] for each in held["identities"]}
    others = [name for name in values if name not in fills and not _is_same(name, values, held[name], own, by)]
    return fills, others


def _is_same(name: str, values: Mapping[str, Any], held: Any, own: set[str], by: Actor) -> bool:
    spec = record_kind("contact").by_name[name]
    row = prepared_row({name: values[name]}, by=by)
    if spec.part == "identities":
        return bool(row.parts["identities"][spec.key]["normalised"] in own)
    value = row.parts[spec.part].get(spec.key) if spec.part else row.columns.get(name)
    said = held.get("name", "") if isinstance(held, dict) else held
    return str(value).strip().casefold() == str(said).strip().casefold()


def fields_of(refusal: DomainError) -> set[str]:
    return {name for name in refusal.fields if name}
