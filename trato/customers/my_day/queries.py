"""What waits for one person: late, today, tomorrow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from trato.customers.about.queries import named
from trato.customers.activities.models import PLANNED, Activity
from trato.customers.activities.queries import activity_line
from trato.customers.tasks.models import DONE, OPEN, Task
from trato.customers.tasks.queries import task_line
from trato.foundation.public import STANDING, Actor, DayPart, contributions, start_of, today_of

MOST = 100  # of one part of the day


@dataclass(frozen=True)
class Part:
    """`code` names it in the page; its lines are of tasks and of calls and meetings."""

    code: str
    title: str
    meetings: Sequence[dict[str, Any]]
    tasks: Sequence[dict[str, Any]]

    @property
    def count(self) -> int:
        return len(self.meetings) + len(self.tasks)


def my_day(actor: Actor) -> list[Part]:
    """The parts in which something waits."""
    today = today_of(actor)
    tomorrow, after = today + timedelta(days=1), today + timedelta(days=2)
    parts = [
        Part("late", _("Late"), _meetings(actor, None, today), _tasks(actor, None, today)),
        Part("today", _("Today"), _meetings(actor, today, tomorrow), _tasks(actor, today, tomorrow)),
        Part("tomorrow", _("Tomorrow"), _meetings(actor, tomorrow, after), _tasks(actor, tomorrow, after)),
    ]
    return [part for part in parts if part.count]


def boxes(actor: Actor) -> list[tuple[DayPart, Mapping[str, object]]]:
    """What modules put beside it, where they have something to say."""
    asked = [(each, each.facts(actor)) for each in contributions(DayPart)]
    return [(each, facts) for each, facts in asked if facts is not None]


def done_today(actor: Actor) -> int:
    since = start_of(today_of(actor), zone=actor.time_zone)
    return Task.objects.filter(STANDING, owner_id=actor.id, state=DONE, done_at__gte=since).count()


def _tasks(actor: Actor, since: date | None, until: date) -> list[dict[str, Any]]:
    own = Task.objects.seen_by(actor).filter(STANDING, owner_id=actor.id, state=OPEN, due_on__lt=until)
    rows = own.filter(due_on__gte=since) if since else own
    ordered = rows.select_related("owner", "contact", "company").order_by(
        "due_on", F("due_at").asc(nulls_last=True), "id"
    )
    changeable = actor.may("customers.edit_tasks")
    return [{**task_line(each, may_complete=changeable), "about": _about(each, actor)} for each in ordered[:MOST]]


def _meetings(actor: Actor, since: date | None, until: date) -> list[dict[str, Any]]:
    """One's own, and those in which one takes part: whoever is invited is told of it."""
    rows: QuerySet[Activity] = Activity.objects.filter(STANDING, state=PLANNED, starts_at__lt=_start(until, actor))
    rows = rows.filter(starts_at__gte=_start(since, actor)) if since else rows
    mine = rows.filter(Q(owner_id=actor.id) | Q(participants__user_id=actor.id)).distinct()
    found = list(mine.select_related("owner", "contact", "company").order_by("starts_at", "id")[:MOST])
    reached = Activity.objects.filter(pk__in=[each.id for each in found])
    seen = set(reached.seen_by(actor).values_list("pk", flat=True))
    changeable = set(reached.within(actor, "customers.edit_activities").values_list("pk", flat=True))
    return [
        {
            **activity_line(each, may_change=each.id in changeable),
            "is_seen": each.id in seen,
            "about": _about(each, actor) if each.id in seen else [],
        }
        for each in found
    ]


def _start(day: date, actor: Actor) -> datetime:
    return start_of(day, zone=actor.time_zone)


def _about(record: Task | Activity, actor: Actor) -> list[dict[str, str]]:
    """Whom and what it is about, as far as the reader sees them."""
    others = named([record], seen_by=actor).values()
    found = [{"plural": each.plural, "id": str(each.id), "name": each.name} for each in others]
    for plural, other in (("contacts", record.contact), ("companies", record.company)):
        if other and type(other).objects.seen_by(actor).filter(pk=other.pk, deleted_at=None).exists():
            found.append({"plural": plural, "id": str(other.root_id), "name": other.name})
    return found
