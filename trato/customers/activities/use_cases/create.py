"""New calls and meetings, one or many: planned, or logged after they were held."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.about.linking import link_about
from trato.customers.activities.models import CALL, HELD, LONGEST_MINUTES, PLANNED, Activity
from trato.customers.activities.outcomes import worded
from trato.customers.activities.queries import when_to_remind
from trato.customers.activities.use_cases.linking import link_participants
from trato.customers.activities.use_cases.telling import told_created
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.foundation.public import (
    Actor,
    PreparedRow,
    SavedRecord,
    fill_team,
    insert_records,
    link_references,
    prepare_rows,
    publish_all,
    record_kind,
    refuse_problems,
    use_case,
)
from trato.kit.clock import now


@use_case(right="customers.create_activities")
def create_activities(
    rows: Sequence[Mapping[str, Any]], *, by: Actor, change_set: UUID | None = None, sources: Sequence[str] = ()
) -> list[SavedRecord]:
    """All of them or, when one is refused, none. Values are by field name."""
    kind = record_kind("activity")
    prepared = prepare_rows(kind, rows, by=by)
    for row in prepared:
        _begin(row, by)
    check_activities(prepared)
    link_references(kind, prepared, by=by)
    link_about(prepared, by=by)
    link_participants(prepared, by=by)
    refuse_problems(prepared)
    _name_them(prepared)
    fill_team(prepared)
    saved = insert_records(kind, prepared, by=by, change_set=change_set, sources=sources)
    ids = [each.id for each in saved]
    set_reminders(ids)
    publish_all(told_created(ids, change_set=change_set), by=by, quietly=len(saved) > 1)
    return saved


def check_activities(rows: Sequence[PreparedRow]) -> None:
    words = worded(row.columns["outcome"] for row in rows if row.columns.get("outcome"))
    for row in rows:
        minutes = row.columns.get("minutes")
        if minutes is not None and not 0 <= minutes <= LONGEST_MINUTES:
            row.problems["minutes"] = _("It lasts at least no time and at most two weeks.")
        if row.columns.get("outcome"):
            row.columns["outcome"] = words[row.columns["outcome"]]


def _begin(row: PreparedRow, by: Actor) -> None:
    """What nobody says: a call, by us, now; one that is to come is planned, one that was is held."""
    columns = row.columns
    columns["type"] = columns.get("type") or CALL
    columns["starts_at"] = columns.get("starts_at") or now()
    columns["state"] = columns.get("state") or (PLANNED if columns["starts_at"] > now() else HELD)
    if columns["type"] == CALL:
        columns["direction"] = columns.get("direction") or "out"
    if by.kind == "user":
        columns.setdefault("owner", by.id)


def _name_them(rows: Sequence[PreparedRow]) -> None:
    """One that nobody named is called after whom it was with."""
    nameless = [row for row in rows if not row.columns.get("name")]
    people = Contact.objects.in_bulk([row.columns["contact"] for row in nameless if row.columns.get("contact")])
    firms = Company.objects.in_bulk([row.columns["company"] for row in nameless if row.columns.get("company")])
    for row in nameless:
        about = people.get(row.columns.get("contact")) or firms.get(row.columns.get("company"))
        row.columns["name"] = _called(row.columns["type"], str(about or ""))


def _called(type_: str, about: str) -> str:
    if not about:
        return _("Call") if type_ == CALL else _("Meeting")
    return (_("Call with %(name)s") if type_ == CALL else _("Meeting with %(name)s")) % {"name": about}


def set_reminders(ids: Sequence[UUID]) -> None:
    """Works out anew when each is to be reminded of. What was told is not told again."""
    rows = list(Activity.objects.filter(pk__in=ids))
    moment, moved = now(), []
    for row in rows:
        when = when_to_remind(row, moment)
        if when != row.reminds_at:
            row.reminds_at = when
            moved.append(row)
    Activity.objects.bulk_update(moved, ["reminds_at"], batch_size=1_000)
