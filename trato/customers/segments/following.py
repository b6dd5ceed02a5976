"""Which segments an event may change, and for which records: read from what their rules hang on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.customers.segments.models import Segment
from trato.customers.segments.queries import SEGMENT_TOPIC, compiled_segment
from trato.customers.traits.queries import records_of_batch
from trato.foundation.public import Compiled, Condition, ReadEvent, any_condition, record_kind

RECOUNTED = "customers.segment_recounted"
SCORED = "customers.traits_recorded"
MOST_TOUCHED = 50_000


@dataclass
class Touched:
    """Of one segment: records of its own kind, and records of others that its rules look at. `all`: count anew."""

    ids: set[UUID] = field(default_factory=set)
    beyond: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    everything: bool = False

    def __bool__(self) -> bool:
        return self.everything or bool(self.ids) or bool(self.beyond)


def touched_by(events: Iterable[ReadEvent], segments: Sequence[Segment]) -> dict[UUID, Touched]:
    found: dict[UUID, Touched] = {one.id: Touched() for one in segments}
    for event in events:
        # A merge names the fields whose values were chosen, but brings all that the other did.
        fields = None if event.kind.endswith("_merged") else event.data.get("fields")
        for one in segments:
            _touch(found[one.id], one, event, fields)
    return {id_: each for id_, each in found.items() if each}


def _touch(touched: Touched, one: Segment, event: ReadEvent, fields: object) -> None:
    topics = set(one.topics)
    about = _about(one.member_kind, event)
    if event.kind == RECOUNTED and f"{SEGMENT_TOPIC}{event.subject_id}" in topics:
        touched.everything = True
    if event.kind == SCORED and any(topic in topics for topic in _topics_of_trait(one, event)):
        touched.ids |= set(records_of_batch(UUID(str(event.data["batch"]))))
    if _concerns(event, topics):
        touched.ids |= about
    if event.subject_id and event.subject_type == one.member_kind and _is_in(fields, one.member_kind, topics):
        touched.ids.add(event.subject_id)
    elif event.subject_id and f"kind:{event.subject_type}" in topics and _is_in(fields, event.subject_type, topics):
        touched.beyond[event.subject_type].add(event.subject_id)
        touched.ids |= about


def _about(kind: str, event: ReadEvent) -> set[UUID]:
    """Whom it is about; and whom it was about before, when it was given to another one."""
    former = event.data.get(f"former_{kind}")
    now = event.contact_id if kind == "contact" else event.company_id
    return {each for each in (now, UUID(str(former)) if former else None) if each}


def _topics_of_trait(one: Segment, event: ReadEvent) -> tuple[str, str]:
    return f"field:{one.member_kind}.trait_{event.data['code']}", f"any:{one.member_kind}"


def _concerns(event: ReadEvent, topics: set[str]) -> bool:
    """What happened is asked for itself, or the record came into another segment, onto a list, to a new score."""
    named = f"{event.subject_type}:{event.subject_id}"
    return f"event:{event.kind}" in topics or named in topics or "any" in topics


def _is_in(fields: object, kind: str, topics: set[str]) -> bool:
    """Born, trashed, restored or merged says no fields: then everything may be different."""
    if not isinstance(fields, (list, tuple)):
        return True
    return f"any:{kind}" in topics or any(f"field:{kind}.{name}" in topics for name in fields)


def records_beyond(one: Segment, beyond: Mapping[str, set[UUID]], *, most: int = MOST_TOUCHED + 1) -> set[UUID]:
    """Records of the segment's kind whose rules look at some records of another kind."""
    whole = compiled_segment(one.member_kind, one.rules)
    pieces = [through(sorted(beyond[kind])) for kind, through in whole.beyond if beyond.get(kind)]
    return _ids_where(one, any_condition(pieces), most) if pieces else set()


def records_crossed(one: Segment, whole: Compiled, *, since: datetime, until: datetime) -> set[UUID]:
    """For whom time alone may have changed something between two moments."""
    pieces = [piece for crossed in whole.crossings if (piece := crossed(since, until))]
    return _ids_where(one, any_condition(pieces), MOST_TOUCHED + 1) if pieces else set()


def _ids_where(one: Segment, condition: Condition, most: int) -> set[UUID]:
    statement = sql.SQL("select r.id from {} r where {} limit %s").format(
        sql.Identifier(record_kind(one.member_kind).table), condition[0]
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*condition[1], most])
        return {id_ for (id_,) in cursor.fetchall()}
