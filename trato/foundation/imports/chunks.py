"""Bring some rows of a file in: all that can go in, in one transaction of the caller's."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.imports.besides import keep_beside
from trato.foundation.imports.linking import link_rows
from trato.foundation.imports.matching import Found, find, find_also, keys_of
from trato.foundation.imports.models import Rule
from trato.foundation.imports.old_ids import keep_old_ids, old_keys
from trato.foundation.imports.own_ids import is_own, own_keys
from trato.foundation.imports.plans import Brought, GivenRow, Link, Outcome, Plan, refuse, refuse_unread
from trato.foundation.imports.shared_emails import share_emails
from trato.foundation.kinds.attempting import attempt
from trato.foundation.kinds.finding import records_called
from trato.foundation.kinds.inserting import SavedRecord
from trato.foundation.kinds.updating import RecordUpdate
from trato.kit.names import called

Target = tuple[GivenRow, UUID | None]
Keyed = tuple[GivenRow, str]
Act = Callable[[Plan, Sequence[Target]], Brought]


def bring_in(plan: Plan, rows: Sequence[GivenRow]) -> Outcome:
    outcome = Outcome()
    outcome.skipped = sum(not row.is_taken for row in rows)
    rows = [row for row in rows if row.is_taken]
    link_rows(plan, [row for row in rows if not row.problem])
    given = [row for row in rows if not row.problem]
    for row in rows:
        if row.problem:
            refuse_unread(plan, row, outcome)
    keys = keys_of(plan, plan.key, given) if plan.key else [""] * len(given)
    keys = own_keys(plan, given, old_keys(plan, given, keys))
    if plan.key:
        outcome.keyless = sum(
            plan.key.name not in row.values and not is_own(key) for row, key in zip(given, keys, strict=True)
        )
    waiting: list[Keyed] = list(zip(given, keys, strict=True))
    while waiting:
        waiting = _wave(plan, waiting, outcome)
    keep_beside(plan, outcome)
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
    found = find_also(plan, now, find(plan, now))
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


def _attempt(plan: Plan, rows: Sequence[Target], outcome: Outcome, *, act: Act) -> None:
    def refuse_row(target: Target, problems: Mapping[str, str]) -> None:
        refuse(plan, target[0], problems, outcome)

    for some, brought in attempt(rows, do=lambda left: act(plan, left), refuse=refuse_row):
        outcome.add(brought, of=len(some))


def _create(plan: Plan, rows: Sequence[Target]) -> Brought:
    here = {called(str(row.values.get("name", ""))) for row, _id in rows}
    put_off = _put_off(plan, rows, here)
    values = [_without(row.values, off) for (row, _id), off in zip(rows, put_off, strict=True)]
    sources = [plan.source(row.line) for row, _id in rows]
    saved = plan.kind.create(values, by=plan.by, change_set=plan.change_set, sources=sources)
    keep_old_ids(plan, [row for row, _id in rows], [each.id for each in saved])
    made = [(each.id, row) for (row, _id), each in zip(rows, saved, strict=True) if each.fields]
    written = _written(plan, rows, saved)
    return Brought(created=len(made), links=_links(rows, saved, put_off), made=made, written=written)


def _update(plan: Plan, rows: Sequence[Target]) -> Brought:
    put_off = _put_off(plan, rows, set())
    updates = [
        RecordUpdate(
            id=id_,
            values={**_known(_without(row.values, off)), **dict.fromkeys(row.emptied)},
            source=plan.source(row.line),
            cleared=row.emptied,
        )
        for (row, id_), off in zip(rows, put_off, strict=True)
        if id_
    ]
    saved = plan.kind.update(updates, by=plan.by, adding=True, change_set=plan.change_set)
    updated = sum(bool(each.fields) for each in saved)
    return Brought(updated=updated, links=_links(rows, saved, put_off), written=_written(plan, rows, saved))


def _written(plan: Plan, rows: Sequence[Target], saved: Sequence[SavedRecord]) -> list[tuple[UUID, GivenRow]]:
    """Only where a row holds more than fields."""
    return [(each.id, row) for (row, _id), each in zip(rows, saved, strict=True)] if plan.beside else []


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """What belongs to nobody there may have found somebody here."""
    return {name: value for name, value in values.items() if value is not None}


def _put_off(plan: Plan, rows: Sequence[Target], here: set[str]) -> list[dict[str, Any]]:
    """Names of records that are neither there nor among these rows: they may stand further down in the file."""
    names = [spec.name for spec in plan.links]
    given = {value for row, _id in rows for name in names if isinstance(value := row.values.get(name), str)}
    there = records_called(plan.kind, given, seen_by=plan.by) if given else {}
    known = {called(name) for name in given} & here | {name for name, ids in there.items() if ids}
    return [
        {name: value for name in names if (value := row.values.get(name)) and _is_open(value, known)}
        for row, _id in rows
    ]


def _is_open(value: Any, known: Collection[str]) -> bool:
    """A name that nobody has yet, or what else the record is known by."""
    return isinstance(value, dict) or (isinstance(value, str) and called(value) not in known)


def _without(values: dict[str, Any], put_off: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in put_off} if put_off else values


def _links(rows: Sequence[Target], saved: Sequence[SavedRecord], put_off: Sequence[dict[str, Any]]) -> list[Link]:
    return [(row.line, each.id, off) for (row, _id), each, off in zip(rows, saved, put_off, strict=True) if off]
