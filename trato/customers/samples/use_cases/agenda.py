"""Tasks, calls and meetings of sample customers, told into the past."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from trato.customers.activities.use_cases.create import create_activities
from trato.customers.samples.agenda import Agenda, Said
from trato.customers.samples.colleagues import acting_as, looking_after
from trato.customers.samples.story import Story
from trato.customers.tasks.use_cases.create import create_tasks
from trato.customers.tasks.use_cases.update import complete_tasks
from trato.foundation.public import Actor, User

_BACK = (
    """update foundation_change c set at = d.at, created_at = d.at
    from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as d(id, version, at)
    where c.record_id = d.id and c.version = d.version""",
    """update event e set at = d.at
    from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as d(id, version, at)
    where e.contact_id = any(%s) and e.subject_id = d.id and e.subject_version = d.version""",
)
_LAST = """update customers_contact r set last_activity_at = greatest(r.last_activity_at, d.at)
    from unnest(%s::uuid[], %s::timestamptz[]) as d(id, at) where r.id = d.id"""
_BORN = {
    "task": """update customers_task r set created_at = d.born, updated_at = coalesce(d.done, d.born), done_at = d.done
        from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) as d(id, born, done) where r.id = d.id""",
    "activity": """update customers_activity r set created_at = d.born, updated_at = coalesce(d.done, d.born)
        from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) as d(id, born, done) where r.id = d.id""",
}


def tell_agenda(
    stories: Sequence[Story],
    contacts: Mapping[int, UUID],
    people: Mapping[str, User],
    *,
    until: datetime,
    by: Actor,
    change_set: UUID,
) -> dict[str, int]:
    """Returns how many there are of each."""
    agenda = Agenda(until)
    tasks: dict[str, list[tuple[UUID, Said]]] = {}
    activities: dict[str, list[tuple[UUID, Said]]] = {}
    for place, contact in contacts.items():
        story = stories[place]
        mailbox = looking_after(story.region)
        language, zone = story.values["language"], people[mailbox].time_zone
        tasks.setdefault(mailbox, []).extend(_since(story, contact, agenda.tasks(language, zone)))
        activities.setdefault(mailbox, []).extend(_since(story, contact, agenda.activities(language, zone)))
    for mailbox, user in people.items():
        actor = acting_as(user)
        _tell_tasks(tasks.get(mailbox, []), by=actor, change_set=change_set)
        _tell_activities(activities.get(mailbox, []), by=actor, change_set=change_set)
    own = agenda.of_oneself() if by.kind == "user" else []
    _note_last([*tasks.values(), *activities.values()])
    create_tasks([said.values for said in own], by=by, change_set=change_set)
    return {"tasks": sum(map(len, tasks.values())) + len(own), "activities": sum(map(len, activities.values()))}


def _since(story: Story, contact: UUID, told: Sequence[Said]) -> list[tuple[UUID, Said]]:
    """Nothing is done with somebody whom nobody knows yet."""
    return [(contact, said) for said in told if said.born > story.born]


def _tell_tasks(rows: Sequence[tuple[UUID, Said]], *, by: Actor, change_set: UUID) -> None:
    saved = create_tasks([{**said.values, "contact": id_} for id_, said in rows], by=by, change_set=change_set)
    ids = [each.id for each in saved]
    done = [id_ for id_, (_contact, said) in zip(ids, rows, strict=True) if said.done]
    complete_tasks(done, by=by, change_set=change_set)
    _date("task", ids, rows)


def _tell_activities(rows: Sequence[tuple[UUID, Said]], *, by: Actor, change_set: UUID) -> None:
    values = [{**said.values, "contact": id_} for id_, said in rows]
    saved = create_activities(values, by=by, change_set=change_set)
    _date("activity", [each.id for each in saved], rows)


def _note_last(told: Sequence[Sequence[tuple[UUID, Said]]]) -> None:
    """What was done is the last activity of a customer; what is to be done is none."""
    latest: dict[UUID, datetime] = {}
    for id_, said in (each for rows in told for each in rows):
        when = said.done or (said.values["starts_at"] if said.values.get("state") == "held" else None)
        if when:
            latest[id_] = max(when, latest.get(id_, when))
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [list(latest), list(latest.values())])


def _date(kind: str, ids: Sequence[UUID], rows: Sequence[tuple[UUID, Said]]) -> None:
    """Made in this very transaction, so nobody has read of them yet."""
    told = list(zip(ids, rows, strict=True))
    versions = [(id_, 1, said.born) for id_, (_contact, said) in told]
    versions += [(id_, 2, said.done) for id_, (_contact, said) in told if said.done]
    columns = [list(column) for column in zip(*versions, strict=True)] or [[], [], []]
    with connection.cursor() as cursor:
        cursor.execute(_BACK[0], columns)
        cursor.execute(_BACK[1], [*columns, list({contact for contact, _said in rows})])
        cursor.execute(
            _BORN[kind], [list(ids), *([getattr(said, name) for _c, said in rows] for name in ("born", "done"))]
        )
