"""A contact's company given by name is linked, and made where it is not known."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.companies.queries import companies_named
from trato.customers.companies.use_cases.create import create_companies
from trato.customers.contacts.use_cases.described_companies import link_described
from trato.foundation.public import Actor, PreparedRow, RowsRefused, refuse_problems
from trato.kit.names import called


def link_companies(rows: Sequence[PreparedRow], *, by: Actor, change_set: UUID | None = None) -> list[UUID | None]:
    """Turns names into ids. Returns the first company of each row."""
    link_described(rows, by=by, change_set=change_set)
    named = {n: row.parts["companies"]["company"] for n, row in enumerate(rows) if _is_name(row)}
    found = companies_named(list(named.values()), seen_by=by) if named else {}
    for number, name in named.items():
        if len(found[called(name)]) > 1:
            rows[number].problems["company"] = _("Several companies are called “%(name)s”.") % {"name": name}
    refuse_problems(rows)
    missing = {called(name): name for name in reversed(list(named.values())) if not found[called(name)]}
    if missing:
        found |= _made(missing, rows, named, by=by, change_set=change_set)
    for number, name in named.items():
        rows[number].parts["companies"]["company"] = found[called(name)][0]
    return [_first(row) for row in rows]


def _made(
    missing: Mapping[str, str],
    rows: Sequence[PreparedRow],
    named: Mapping[int, str],
    *,
    by: Actor,
    change_set: UUID | None,
) -> dict[str, list[UUID]]:
    """A firm that cannot be made is a problem of each contact that named it, not of a row nobody gave."""
    try:
        made = create_companies([{"name": name} for name in missing.values()], by=by, change_set=change_set)
    except RowsRefused as refused:
        keys = list(missing)
        reasons = {keys[number]: " ".join(problems.values()) for number, problems in refused.rows.items()}
        for number, name in named.items():
            if reason := reasons.get(called(name)):
                rows[number].problems["company"] = reason
        refuse_problems(rows)
        raise
    return {key: [each.id] for key, each in zip(missing, made, strict=True)}


def _is_name(row: PreparedRow) -> bool:
    return isinstance(row.parts.get("companies", {}).get("company"), str)


def _first(row: PreparedRow) -> UUID | None:
    given = row.parts.get("companies", {})
    listed = [UUID(each["company"]) for each in given.get("companies") or [] if each["company"]]
    return given.get("company") or next(iter(listed), None)
