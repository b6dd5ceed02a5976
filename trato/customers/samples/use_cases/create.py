"""Sample customers come, told into the past. The foundation's `load_sample_data` is the door and the right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from trato.customers.companies.use_cases.create import create_companies
from trato.customers.companies.use_cases.update import update_companies
from trato.customers.contacts.use_cases.create import create_contacts
from trato.customers.contacts.use_cases.update import update_contacts
from trato.customers.identities.models import Identity
from trato.customers.notes.events import NoteWritten
from trato.customers.notes.models import Note
from trato.customers.samples.colleagues import acting_as, looking_after, sample_colleagues
from trato.customers.samples.story import Story, Teller
from trato.customers.samples.use_cases.agenda import tell_agenda
from trato.customers.tags.models import Tag
from trato.foundation.public import (
    Actor,
    ChangeSet,
    Dated,
    RecordChange,
    RecordUpdate,
    User,
    date_back,
    publish_all,
    record_changes,
)
from trato.kit.clock import now

KIND = "sample"
Told = Mapping[int, UUID]  # ids by the story's place

_RECORDS = {
    "contact": """update customers_contact r set created_at = d.born, updated_at = d.last, last_activity_at = d.last
        from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) as d(id, born, last) where r.id = d.id""",
    "company": """update customers_company r set created_at = d.born, updated_at = d.last, last_activity_at = d.last
        from unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) as d(id, born, last) where r.id = d.id""",
}
_PARTS = (
    """update customers_identity p set created_at = r.created_at from customers_contact r
        where p.contact_id = r.id and r.id = any(%s)""",
    """update customers_identity p set created_at = r.created_at from customers_company r
        where p.company_id = r.id and r.id = any(%s)""",
    """update customers_address p set created_at = r.created_at from customers_contact r
        where p.contact_id = r.id and r.id = any(%s)""",
    """update customers_address p set created_at = r.created_at from customers_company r
        where p.company_id = r.id and r.id = any(%s)""",
    """update customers_position p set created_at = r.created_at from customers_contact r
        where p.contact_id = r.id and r.id = any(%s)""",
)
CREATE = {"company": create_companies, "contact": create_contacts}
UPDATE = {"company": update_companies, "contact": update_contacts}


def create_sample_customers(*, by: Actor) -> None:
    """Whose address is already somebody's is left out: an earlier sample that became a real customer, say."""
    moment = now()
    change_set = ChangeSet.objects.create(
        kind=KIND, label=_("Sample data"), actor_kind=by.kind, actor_id=by.id, door=by.door
    )
    people, tags = sample_colleagues(change_set.id), set(Tag.objects.values_list("id", flat=True))
    teller = Teller(until=moment)
    firms = teller.firms()
    contacts = teller.contacts(firms)
    companies = _tell("company", firms, {}, people, change_set.id)
    made = _tell("contact", contacts, {**_known_companies(firms), **companies}, people, change_set.id)
    agenda = tell_agenda(contacts, made, people, until=moment, by=by, change_set=change_set.id)
    _claim_new_tags(tags, change_set.id, by=by)
    ChangeSet.objects.filter(pk=change_set.id).update(
        finished_at=now(), counts={"contacts": len(made), "companies": len(companies), **agenda}
    )


def _tell(
    kind: str, stories: Sequence[Story], companies: Told, people: Mapping[str, User], change_set: UUID
) -> dict[int, UUID]:
    """One record for each story that can be told, all its versions, its notes; then everything moves into the past."""
    taken = _taken(kind, stories)
    ids: dict[int, UUID] = {}
    for mailbox, places in _by_colleague(stories).items():
        actor = acting_as(people[mailbox])
        free = [place for place in places if place not in taken]
        rows = [_values(stories[place], companies) for place in free]
        saved = CREATE[kind](rows, by=actor, change_set=change_set)
        ids |= dict(zip(free, (each.id for each in saved), strict=True))
        _change(kind, stories, {place: ids[place] for place in free}, by=actor, change_set=change_set)
        _write_notes(kind, stories, {place: ids[place] for place in free}, by=actor, change_set=change_set)
    _move_into_the_past(kind, stories, ids)
    return ids


def _by_colleague(stories: Sequence[Story]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, story in enumerate(stories):
        found[looking_after(story.region)].append(place)
    return found


def _values(story: Story, companies: Told) -> dict[str, object]:
    values = {name: value for name, value in story.values.items() if value not in ("", None, [])}
    return values if story.firm is None else {**values, "company": str(companies[story.firm])}


def _naming(story: Story) -> str:
    """What only one record may have."""
    return str(story.values.get("email") or story.values["domain"])


def _taken(kind: str, stories: Sequence[Story]) -> set[int]:
    wanted = {_naming(story): place for place, story in enumerate(stories)}
    mine = {f"{kind}__isnull": False}
    living = Identity.objects.filter(kind__in=["email", "domain"], normalised__in=wanted, is_living=True, **mine)
    return {wanted[each] for each in living.values_list("normalised", flat=True)}


def _known_companies(firms: Sequence[Story]) -> dict[int, UUID]:
    """Firms that are already somebody's customers: their sample contacts work there."""
    places = {_naming(firm): place for place, firm in enumerate(firms)}
    rows = Identity.objects.filter(kind="domain", normalised__in=places, is_living=True, company__isnull=False)
    return {places[domain]: id_ for domain, id_ in rows.values_list("normalised", "company_id") if id_}


def _change(kind: str, stories: Sequence[Story], ids: Told, *, by: Actor, change_set: UUID) -> None:
    """In rounds: the first change of each record, then the second."""
    rounds = max((len(stories[place].changes) for place in ids), default=0)
    for number in range(rounds):
        updates = [
            RecordUpdate(id=id_, values=stories[place].changes[number][1])
            for place, id_ in ids.items()
            if number < len(stories[place].changes)
        ]
        UPDATE[kind](updates, by=by, change_set=change_set)


def _write_notes(kind: str, stories: Sequence[Story], ids: Told, *, by: Actor, change_set: UUID) -> None:
    """Each with its event, as `write_note` does, and a change row by which it is found again."""
    about = f"{kind}_id"
    notes = [
        Note(body=body, author_id=by.id, created_at=at, updated_at=at, **{about: id_})
        for place, id_ in ids.items()
        for at, body in stories[place].notes
    ]
    Note.objects.bulk_create(notes)
    changes = [RecordChange(record_id=note.id, version=1, act="create") for note in notes]
    record_changes("note", changes, by=by, change_set=change_set)
    events = [
        NoteWritten(subject_id=note.id, subject_version=1, at=note.created_at, **{about: getattr(note, about)})
        for note in notes
    ]
    publish_all(events, by=by, quietly=True)


def _move_into_the_past(kind: str, stories: Sequence[Story], ids: Told) -> None:
    records = [[ids[place], stories[place].born, stories[place].last] for place in ids]
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS[kind], [list(column) for column in zip(*records, strict=True)] or [[], [], []])
        for statement in _PARTS:
            cursor.execute(statement, [list(ids.values())])
    date_back([each for place, id_ in ids.items() for each in _versions(id_, stories[place])])


def _versions(id_: UUID, story: Story) -> Iterable[Dated]:
    yield Dated(id_, 1, story.born)
    for number, (at, _values) in enumerate(story.changes, start=2):
        yield Dated(id_, number, at)


def _claim_new_tags(known: set[UUID], change_set: UUID, *, by: Actor) -> None:
    """Tags are made by using them; those the sample made go with it."""
    new = Tag.objects.exclude(pk__in=known).values_list("id", flat=True)
    changes = [RecordChange(record_id=id_, version=1, act="create") for id_ in new]
    record_changes("tag", changes, by=by, change_set=change_set)
