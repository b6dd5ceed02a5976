"""What of the sample is still a sample."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import ForeignObjectRel, Model

from trato.customers.activities.models import Activity
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.customers.notes.models import Note
from trato.customers.positions.models import Position
from trato.customers.tasks.models import Task
from trato.foundation.public import Change, ChangeSet

KIND = "sample"


@dataclass
class Sample:
    """Ids of what sample data created, by record type, and what of it stays."""

    created: dict[str, set[UUID]]
    kept: dict[str, set[UUID]] = field(default_factory=dict)

    def going(self, record_type: str) -> set[UUID]:
        return self.created.get(record_type, set()) - self.kept.get(record_type, set())


def sample() -> Sample:
    """A record stays that somebody changed, or that something of somebody's points to."""
    sets = list(ChangeSet.objects.filter(kind=KIND).values_list("id", flat=True))
    created: dict[str, set[UUID]] = {}
    rows = Change.objects.filter(change_set_id__in=sets, act="create").values_list("record_type", "record_id")
    for record_type, id_ in rows:
        created.setdefault(record_type, set()).add(id_)
    found = Sample(created)
    contacts, companies, notes = (created.get(each, set()) for each in ("contact", "company", "note"))
    kept = _touched(Contact, contacts, sets) | _noted("contact_id", contacts, notes) | _pointed_at(Contact, contacts)
    kept |= set(Contact.objects.filter(root_id__in=contacts).exclude(pk__in=contacts).values_list("root_id", flat=True))
    found.kept["contact"] = kept
    firms = _touched(Company, companies, sets) | _noted("company_id", companies, notes)
    firms |= _pointed_at(Company, companies) | _with_people(companies, found.going("contact"))
    found.kept["company"] = _with_parents(companies, firms)
    for model, name in ((Task, "task"), (Activity, "activity")):
        found.kept[name] = _touched(model, created.get(name, set()), sets)
    found.kept["note"] = _on_kept_records(notes, found)
    return found


def _touched(model: type[Model], ids: set[UUID], sets: Iterable[UUID]) -> set[UUID]:
    """Changed outside the sample. What somebody threw away is not wanted back."""
    trashed = set(model._default_manager.filter(pk__in=ids, deleted_at__isnull=False).values_list("pk", flat=True))
    changed = Change.objects.filter(record_id__in=ids).exclude(
        change_set_id__in=list(sets), change_set_id__isnull=False
    )
    return set(changed.values_list("record_id", flat=True)) - trashed


def _noted(about: str, ids: set[UUID], sample_notes: set[UUID]) -> set[UUID]:
    notes = Note.objects.filter(**{f"{about}__in": ids}, deleted_at=None)
    mended = notes.filter(pk__in=sample_notes, version__gt=1)
    return set(notes.exclude(pk__in=sample_notes).values_list(about, flat=True)) | set(
        mended.values_list(about, flat=True)
    )


def _pointed_at(model: type[Model], ids: set[UUID]) -> set[UUID]:
    """By rows of modules that this one does not know; its own are looked at one by one."""
    found: set[UUID] = set()
    # Hidden ones too: a reference into another module has no name there.
    relations = [each for each in model._meta.get_fields(include_hidden=True) if isinstance(each, ForeignObjectRel)]
    for relation in relations:
        if relation.related_model._meta.app_label != model._meta.app_label:
            column = relation.field.attname
            rows = relation.related_model._default_manager.filter(**{f"{column}__in": ids})
            found |= set(rows.values_list(column, flat=True))
    return found


def _with_people(companies: set[UUID], leaving: set[UUID]) -> set[UUID]:
    staying = Position.objects.filter(company_id__in=companies).exclude(contact_id__in=leaving)
    return {id_ for id_ in staying.values_list("company_id", flat=True) if id_}


def _with_parents(companies: set[UUID], kept: set[UUID]) -> set[UUID]:
    """A firm whose daughter stays, stays; and so do those of firms that were never a sample."""
    while True:
        daughters = Company.objects.filter(parent_id__in=companies - kept).exclude(pk__in=companies - kept)
        merged = Company.objects.filter(root_id__in=companies - kept).exclude(pk__in=companies - kept)
        more = set(daughters.values_list("parent_id", flat=True)) | set(merged.values_list("root_id", flat=True))
        if not more:
            return kept
        kept = kept | {id_ for id_ in more if id_}


def _on_kept_records(notes: set[UUID], found: Sample) -> set[UUID]:
    rows = Note.objects.filter(pk__in=notes)
    return {
        id_
        for id_, contact, company in rows.values_list("id", "contact_id", "company_id")
        if contact in found.kept["contact"] or company in found.kept["company"]
    }
