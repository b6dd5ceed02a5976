"""When all rows are in: values that name records of the same file, which may stand further down."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from trato.foundation.actors.actor import Actor
from trato.foundation.imports.linking import linked
from trato.foundation.imports.models import Import, ImportLink, ImportRefusal
from trato.foundation.imports.plans import Plan
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.kinds.finding import records_called
from trato.foundation.kinds.updating import RecordUpdate
from trato.foundation.use_cases import use_case
from trato.kit.errors import DomainError
from trato.kit.names import called

LINKS_AT_ONCE = 500


@use_case(right=RIGHT)
def link_chunk(one: Import, *, plan: Plan, by: Actor) -> bool:
    """Who is named and stands nowhere is made, like the company of a contact. False when nothing is left."""
    links = list(ImportLink.objects.select_for_update().filter(of=one).order_by("id")[:LINKS_AT_ONCE])
    if not links:
        return False
    _find_by_facts(one, plan, links)
    _make_the_unknown(plan, links)
    try:
        _link(plan, links)
    except DomainError:
        for link in links:
            _link_one(one, plan, link)
    ImportLink.objects.filter(pk__in=[link.pk for link in links]).delete()
    return True


def _find_by_facts(one: Import, plan: Plan, links: Sequence[ImportLink]) -> None:
    """What else than by a name they are known by: who stands nowhere is told, and cannot be made of an id."""
    for owner in plan.owners:
        named = [link for link in links if isinstance(link.values.get(owner), dict)]
        facts = [link.values[owner] for link in named]
        for link, given, found in zip(named, facts, linked(plan, owner, facts), strict=True):
            if isinstance(found, UUID) or given.get("name"):
                link.values[owner] = found if isinstance(found, UUID) else given["name"]
            else:
                del link.values[owner]
                _refuse(one, plan, link, {owner: (given, found)})


def _make_the_unknown(plan: Plan, links: Sequence[ImportLink]) -> None:
    names: dict[str, str] = {
        called(value): value for link in links for value in link.values.values() if isinstance(value, str)
    }
    known = records_called(plan.kind, list(names.values()), seen_by=plan.by)
    missing = [{"name": name} for key, name in names.items() if not known[key]]
    if missing:
        plan.kind.create(missing, by=plan.by, change_set=plan.change_set, sources=[plan.file_name] * len(missing))


def _link(plan: Plan, links: Sequence[ImportLink]) -> None:
    updates = [
        RecordUpdate(id=each.record_id, values=each.values, source=plan.source(each.line))
        for each in links
        if each.values
    ]
    plan.kind.update(updates, by=plan.by, adding=True, change_set=plan.change_set)


def _link_one(one: Import, plan: Plan, link: ImportLink) -> None:
    """The record is in; what could not be set is told beside the refused rows."""
    try:
        _link(plan, [link])
    except DomainError as refusal:
        _refuse(one, plan, link, {name: (value, str(refusal)) for name, value in link.values.items()})


def _refuse(one: Import, plan: Plan, link: ImportLink, told: Mapping[str, tuple[Any, str]]) -> None:
    labels = {spec.name.partition(".")[0]: one.header[place] for place, spec in plan.columns}
    problems = [
        {"column": labels.get(name, name), "value": _said(value), "reason": reason}
        for name, (value, reason) in told.items()
    ]
    ImportRefusal.objects.create(of=one, line=link.line, cells=[], problems=problems)


def _said(value: Any) -> str:
    """As the file has it."""
    return next((text for key, text in value.items() if key != "source"), "") if isinstance(value, dict) else str(value)
