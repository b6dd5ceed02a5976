"""A contact's company given by what names it, its domain or its id in another system, is linked or made."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.customers.companies.queries import companies_known_by, companies_named
from trato.customers.companies.use_cases.create import create_companies
from trato.foundation.public import Actor, PreparedRow, RowsRefused, prepare_rows, record_kind, refuse_problems
from trato.kit.names import called

Keys = tuple[tuple[str, str, str], ...]


def link_described(rows: Sequence[PreparedRow], *, by: Actor, change_set: UUID | None) -> None:
    """The id in another system is the surest, then the domain, then the name."""
    for row in filter(_is_described, rows):
        described = row.parts["companies"]["company"]
        if not (described.get("domain") or described.get("external_id")):
            row.parts["companies"]["company"] = described.get("name") or None
    given = {n: row.parts["companies"]["company"] for n, row in enumerate(rows) if _is_described(row)}
    if not given:
        return
    facts = {number: _facts(each) for number, each in given.items()}
    prepared = dict(zip(facts, prepare_rows(record_kind("company"), list(facts.values()), by=by), strict=True))
    for number, row in prepared.items():
        if row.problems:
            rows[number].problems["company"] = " ".join(dict.fromkeys(row.problems.values()))
    refuse_problems(rows)
    keys = {number: _keys(row) for number, row in prepared.items()}
    found = _found(keys, facts, by)
    _make(rows, keys, facts, found, by=by, change_set=change_set)
    for number in given:
        rows[number].parts["companies"]["company"] = found[keys[number]]


def _is_described(row: PreparedRow) -> bool:
    return isinstance(row.parts.get("companies", {}).get("company"), dict)


def _facts(given: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: given[name] for name in ("name", "domain") if given.get(name)}
    if given.get("external_id"):
        facts["external_id"] = {"value": given["external_id"], "source": given.get("source", "")}
    return facts


def _keys(row: PreparedRow) -> Keys:
    identities = row.parts.get("identities", {})
    each = [identities[kind] for kind in ("external", "domain") if identities.get(kind)]
    return tuple((one["kind"], one.get("source", ""), one["normalised"]) for one in each)


def _found(keys: Mapping[int, Keys], facts: Mapping[int, dict[str, Any]], by: Actor) -> dict[Keys, UUID]:
    known = companies_known_by({key for each in keys.values() for key in each}, seen_by=by)
    found = {each: next(known[key] for key in each if key in known) for each in keys.values() if set(each) & set(known)}
    names = {keys[n]: str(each["name"]) for n, each in facts.items() if each.get("name") and keys[n] not in found}
    named = companies_named(list(names.values()), seen_by=by) if names else {}
    for key, name in names.items():
        if len(named[called(name)]) == 1 and not _has_domain(key):
            found[key] = named[called(name)][0]
    return found


def _has_domain(keys: Keys) -> bool:
    """Firms of one name and different domains are different firms."""
    return any(kind == "domain" for kind, _source, _form in keys)


def _make(
    rows: Sequence[PreparedRow],
    keys: Mapping[int, Keys],
    facts: Mapping[int, dict[str, Any]],
    found: dict[Keys, UUID],
    *,
    by: Actor,
    change_set: UUID | None,
) -> None:
    """Each once, by its first row."""
    missing = {keys[number]: number for number in reversed(list(keys)) if keys[number] not in found}
    if not missing:
        return
    try:
        new = [{"name": _called(facts[number]), **facts[number]} for number in missing.values()]
        made = create_companies(new, by=by, change_set=change_set)
    except RowsRefused as refused:
        whose = list(missing)
        for place, problems in refused.rows.items():
            for number in (n for n, each in keys.items() if each == whose[place]):
                rows[number].problems["company"] = " ".join(problems.values())
        refuse_problems(rows)
        raise
    found.update({key: each.id for key, each in zip(missing, made, strict=True)})


def _called(facts: Mapping[str, Any]) -> str:
    return str(facts.get("name") or facts.get("domain") or facts["external_id"]["value"])
