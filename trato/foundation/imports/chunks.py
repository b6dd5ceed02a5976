"""Bring some rows of a file in: all that can go in, in one transaction of the caller's."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from trato.foundation.imports.matching import Found, by_name, find, keys_of
from trato.foundation.imports.models import Rule
from trato.foundation.imports.own_ids import is_own, own_keys
from trato.foundation.imports.plans import GivenRow, Outcome, Plan, given_row, refuse, refuse_unread
from trato.foundation.imports.reading import Row
from trato.foundation.imports.shared_emails import share_emails
from trato.foundation.kinds.preparing import RowsRefused, TwinRefused
from trato.foundation.kinds.updating import RecordUpdate
from trato.kit.errors import DomainError
from trato.kit.names import called

Target = tuple[GivenRow, UUID | None]
Keyed = tuple[GivenRow, str]


def bring_in(plan: Plan, rows: Sequence[Row]) -> Outcome:
    outcome = Outcome()
    given: list[GivenRow] = []
    for row in rows:
        if row.problem:
            refuse_unread(plan, row, outcome)
        else:
            given.append(given_row(plan, row))
    keys = keys_of(plan, plan.key, given) if plan.key else [""] * len(given)
    keys = own_keys(plan, given, keys)
    if plan.key:
        outcome.keyless = sum(
            plan.key.name not in row.values and not is_own(key) for row, key in zip(given, keys, strict=True)
        )
    waiting: list[Keyed] = list(zip(given, keys, strict=True))
    while waiting:
        waiting = _wave(plan, waiting, outcome)
    outcome.refusals.sort(key=lambda each: each["line"])
    return outcome


def _wave(plan: Plan, keyed: Sequence[Keyed], outcome: Outcome) -> list[Keyed]:
    """One row per key and per record. Answers the rows that must wait for these: they change what these make."""
    seen: set[str] = set()
    now: list[Keyed] = []
    later: list[Keyed] = []
    for row, key in keyed:
        (later if key and key in seen else now).append((row, key))
        seen.add(key)
    found = find(plan, now)
    targets, again = _decide(plan, now, found, outcome)
    share_emails(plan, targets, outcome)
    _attempt(plan, [each for each in targets if each[1] is None], outcome, act=_create)
    _attempt(plan, [each for each in targets if each[1] is not None], outcome, act=_update)
    return sorted([*again, *later], key=lambda each: each[0].line)


def _decide(plan: Plan, keyed: Sequence[Keyed], found: Found, outcome: Outcome) -> tuple[list[Target], list[Keyed]]:
    targets: list[Target] = []
    again: list[Keyed] = []
    taken: set[UUID] = set()
    for row, key in keyed:
        ids = found.ids.get(key, ())
        if not ids:
            targets.append((row, None))
        elif len(ids) > 1:
            refuse(plan, row, {_key_name(plan): _("Several records have “%(key)s”.") % {"key": key}}, outcome)
        elif plan.rule == Rule.SKIP:
            outcome.skipped += 1
        elif ids[0] not in found.editable:
            refuse(plan, row, {_key_name(plan): _("It is there already, and you may not change it.")}, outcome)
        elif ids[0] in taken:
            again.append((row, key))
        else:
            taken.add(ids[0])
            targets.append((row, ids[0]))
    return targets, again


def _key_name(plan: Plan) -> str:
    return plan.key.name if plan.key else ""


def _attempt(
    plan: Plan, rows: Sequence[Target], outcome: Outcome, *, act: Callable[[Plan, Sequence[Target], Outcome], None]
) -> None:
    """What is refused is set aside and the rest tried again; what fails as a whole is tried by halves.

    Rows that stand in the way of each other are tried when the others are in, as if they stood further down.
    """
    left, twins = list(rows), list[Target]()
    while left or twins:
        if not left:
            left, twins = twins, []
        try:
            with transaction.atomic():
                act(plan, left, outcome)
            left = []
        except RowsRefused as refused:
            waiting = [number for number, problems in refused.rows.items() if _is_for_twins(problems)]
            for number in refused.rows.keys() - set(waiting):
                refuse(plan, left[number][0], refused.rows[number], outcome)
            twins += [left[number] for number in waiting]
            left = [row for number, row in enumerate(left) if number not in refused.rows]
        except (DomainError, IntegrityError, DataError) as failure:
            if len(left) > 1:
                half = len(left) // 2
                _attempt(plan, left[:half], outcome, act=act)
                _attempt(plan, left[half:], outcome, act=act)
            else:
                refuse(plan, left[0][0], _why(failure), outcome)
            left = []


def _is_for_twins(problems: Mapping[str, str]) -> bool:
    return all(isinstance(reason, TwinRefused) for reason in problems.values())


def _why(failure: Exception) -> dict[str, str]:
    if isinstance(failure, DomainError):
        return dict(failure.fields) or {"": str(failure)}
    if isinstance(failure, DataError):
        return {"": _("The database cannot hold a value of this row.")}
    return {"": _("Somebody changed the same at this moment. Import this row again.")}


def _create(plan: Plan, rows: Sequence[Target], outcome: Outcome) -> None:
    here = {called(str(row.values.get("name", ""))) for row, _id in rows}
    put_off = _put_off(plan, rows, here)
    values = [_without(row.values, off) for (row, _id), off in zip(rows, put_off, strict=True)]
    sources = [plan.source(row.line) for row, _id in rows]
    saved = plan.kind.create(values, by=plan.by, change_set=plan.change_set, sources=sources)
    outcome.created += len(saved)
    _remember(rows, [each.id for each in saved], put_off, outcome)


def _update(plan: Plan, rows: Sequence[Target], outcome: Outcome) -> None:
    put_off = _put_off(plan, rows, set())
    updates = [
        RecordUpdate(
            id=id_,
            values={**_without(row.values, off), **dict.fromkeys(row.emptied)},
            source=plan.source(row.line),
            cleared=row.emptied,
        )
        for (row, id_), off in zip(rows, put_off, strict=True)
        if id_
    ]
    saved = plan.kind.update(updates, by=plan.by, adding=True, change_set=plan.change_set)
    changed = sum(bool(each.fields) for each in saved)
    outcome.updated += changed
    outcome.skipped += len(saved) - changed
    _remember(rows, [each.id for each in saved], put_off, outcome)


def _put_off(plan: Plan, rows: Sequence[Target], here: set[str]) -> list[dict[str, Any]]:
    """Names of records that are neither there nor among these rows: they may stand further down in the file."""
    names = [spec.name for spec in plan.links]
    given = {str(row.values[name]) for row, _id in rows for name in names if name in row.values}
    if not given:
        return [{} for _row in rows]
    known = {called(name) for name in given} & here | by_name(plan.kind, given, by=plan.by).keys()
    return [
        {name: row.values[name] for name in names if name in row.values and called(str(row.values[name])) not in known}
        for row, _id in rows
    ]


def _without(values: dict[str, Any], put_off: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in put_off} if put_off else values


def _remember(rows: Sequence[Target], ids: Sequence[UUID], put_off: Sequence[dict[str, Any]], outcome: Outcome) -> None:
    outcome.links += [(row.line, id_, off) for (row, _id), id_, off in zip(rows, ids, put_off, strict=True) if off]
