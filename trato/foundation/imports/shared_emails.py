"""An e-mail that a file gives to different names is an office's or a family's: it reaches them and names nobody."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from trato.foundation.changes.models import Change
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.imports.matching import keys_of
from trato.foundation.imports.plans import GivenRow, Outcome, Plan
from trato.foundation.kinds.finding import finding_part
from trato.foundation.kinds.updating import RecordUpdate
from trato.kit.names import joined_name

Target = tuple[GivenRow, UUID | None]


def share_emails(plan: Plan, rows: Sequence[Target], outcome: Outcome) -> None:
    """Where rows are matched by e-mail there is nothing to do: those rows are one record."""
    for _place, spec in plan.columns:
        listed = next((each for each in plan.kind.fields if each.type == FieldType.IDENTITIES), None)
        if spec.type == FieldType.EMAIL and spec is not plan.key and listed and listed.part == spec.part:
            _share(plan, spec, listed, rows, outcome)


def _share(plan: Plan, spec: Field, listed: Field, rows: Sequence[Target], outcome: Outcome) -> None:
    beside: dict[str, list[Target]] = defaultdict(list)
    for row, email in zip(rows, keys_of(plan, spec, [row for row, _id in rows]), strict=True):
        if email:
            beside[email].append(row)
    holders = _holders(plan, spec, beside)
    for email, targets in beside.items():
        names = {_name_of(row) for row, _id in targets}
        mine = {id_ for _row, id_ in targets}
        others = {id_ for id_, name in holders.get(email, {}).items() if id_ not in mine and name not in names}
        if len(names) < 2 and not others:
            continue
        outcome.shared.add(email)
        for given, _id in targets:
            given.values[listed.name] = [_shared(given.values.pop(spec.name)), *given.values.get(listed.name, [])]
        _tell_holders(plan, listed, email, others)


def _shared(value: str) -> dict[str, Any]:
    return {"kind": "email", "value": value, "shared": True}


def _holders(plan: Plan, spec: Field, emails: dict[str, list[Target]]) -> dict[str, dict[UUID, str]]:
    """Records this same file gave an e-mail to, with their names. Whoever had it before keeps it for himself."""
    part = finding_part(plan.kind, spec)
    owners = part.find(spec.key, list(emails)) if part and emails else {}
    every = {id_ for ids in owners.values() for id_ in ids}
    if not every:
        return {}
    ours = set(
        Change.objects.filter(record_id__in=every, change_set_id=plan.change_set).values_list("record_id", flat=True)
    )
    model: Any = plan.kind.model()
    names = dict(model.objects.filter(pk__in=ours).values_list("pk", "name"))
    return {email: {id_: names[id_].casefold() for id_ in ids if id_ in names} for email, ids in owners.items()}


def _tell_holders(plan: Plan, listed: Field, email: str, ids: set[UUID]) -> None:
    if ids and plan.by.may(plan.kind.right("edit")):
        updates = [RecordUpdate(id=id_, values={listed.name: [_shared(email)]}) for id_ in sorted(ids)]
        plan.kind.update(updates, by=plan.by, adding=True, change_set=plan.change_set)


def _name_of(row: GivenRow) -> str:
    values = row.values
    parts = (str(values.get("given_name", "")), str(values.get("family_name", "")))
    return str(values.get("name") or joined_name(*parts)).casefold()
