"""What of customers belongs to persons: how it is read, counted and erased."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from trato.customers.about.queries import said_of
from trato.customers.activities.models import Activity
from trato.customers.consent.models import Consent, PreferenceLink
from trato.customers.contacts.models import Contact
from trato.customers.duplicates.models import Suggestion
from trato.customers.merging.models import Merge
from trato.customers.notes.models import Note
from trato.customers.privacy.files import forget_export
from trato.customers.privacy.memberships import contributions as memberships
from trato.customers.privacy.models import AccessExport, ExportState
from trato.customers.tags.models import Tagging
from trato.customers.tasks.models import Task
from trato.foundation.public import LoggedEvent, PersonalData, Subject, around_erase, record_kind

Rows = Sequence[Mapping[str, Any]]
ABOUT_RECORDS = ("id", "version", "is_standing", "sort_key", "search_text", "root_id", "root")


def contact_read(subject: Subject) -> Rows:
    """Every field that the registry knows, also those that people made, of every record that was merged."""
    specs = record_kind("contact").fields
    statement = sql.SQL("select r.id, {} from customers_contact r where r.id = any(%s) order by r.id").format(
        sql.SQL(", ").join(sql.SQL("({})").format(sql.SQL(spec.sql)) for spec in specs)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(subject.ids)])
        rows = cursor.fetchall()
    return [dict(zip(["id", *(spec.name for spec in specs)], row, strict=True)) for row in rows]


def contact_count(subject: Subject) -> int:
    return Contact.objects.filter(pk__in=subject.ids).count()


def contact_erase(subject: Subject, most: int) -> int:
    """The rows themselves, with all that only hangs on them: nothing is left to be restored or unmerged."""
    for relation in Contact._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and relation.related_model is not Contact:
            _let_go(relation, subject)
    Tagging.objects.filter(record_id__in=subject.ids).delete()
    Suggestion.objects.filter(one_id__in=subject.ids).delete()
    Suggestion.objects.filter(other_id__in=subject.ids).delete()
    Merge.objects.filter(absorbed_id__in=subject.ids).update(chosen={}, reasons=[])
    with connection.cursor() as cursor:
        cursor.execute("delete from customers_contact where id = any(%s)", [list(subject.ids)])
        gone: int = max(0, cursor.rowcount)
    return gone


def _let_go(relation: models.ForeignObjectRel, subject: Subject) -> None:
    rows: Any = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": subject.ids})
    if relation.on_delete is models.SET_NULL:
        rows.update(**{relation.field.name: None})
    else:
        rows.delete()


def notes_read(subject: Subject) -> Rows:
    rows = Note.objects.filter(said_of(subject.ids)).order_by("created_at")
    return [
        {"at": each.created_at, "what": each.what, "text": each.body, "deleted": each.deleted_at is not None}
        for each in rows
    ]


def notes_count(subject: Subject) -> int:
    return Note.objects.filter(said_of(subject.ids)).count()


def notes_erase(subject: Subject, most: int) -> int:
    ids = list(Note.objects.filter(said_of(subject.ids)).values_list("pk", flat=True)[:most])
    Note.objects.filter(pk__in=ids).delete()
    return len(ids)


class About:
    """Records of another kind that are about a person: tasks, activities."""

    def __init__(self, model: Any, kind: str) -> None:
        self.model, self.kind = model, kind

    def read(self, subject: Subject) -> Rows:
        names = [each.attname for each in self.model._meta.concrete_fields if each.attname not in ABOUT_RECORDS]
        return list(self._rows(subject).order_by("created_at").values(*names))

    def count(self, subject: Subject) -> int:
        return int(self._rows(subject).count())

    def erase(self, subject: Subject, most: int) -> int:
        rows = dict(self._rows(subject).values_list("pk", "name")[:most])
        if not rows:
            return 0
        theirs = Subject(kind=self.kind, ids=list(rows), names=list(rows.values()))
        while around_erase(theirs, most):
            continue
        for relation in self.model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ForeignObjectRel) and relation.related_model is not self.model:
                _let_go(relation, theirs)
        with connection.cursor() as cursor:
            table = sql.Identifier(self.model._meta.db_table)
            cursor.execute(sql.SQL("delete from {} where id = any(%s)").format(table), [list(rows)])
        return len(rows)

    def _rows(self, subject: Subject) -> Any:
        return self.model._base_manager.filter(said_of(subject.ids))


TASKS, ACTIVITIES = About(Task, "task"), About(Activity, "activity")


def consents_read(subject: Subject) -> Rows:
    rows = Consent.objects.of(subject.ids).told().newest_first()
    return [
        {
            "purpose": each.purpose.label,
            "channel": each.channel,
            "state": each.state,
            "at": each.at,
            "source": each.source,
            "wording": each.wording.text if each.wording else None,
            "wording_version": each.wording.version if each.wording else None,
            "wording_language": each.wording.language if each.wording else None,
            "proof": each.proof,
        }
        for each in rows
    ]


def consents_count(subject: Subject) -> int:
    return _with_proof(subject).count()


def consents_erase(subject: Subject, most: int) -> int:
    """That somebody without a name agreed, when and to what words, is what the law lets us keep; the proof goes."""
    ids = list(_with_proof(subject).values_list("pk", flat=True)[:most])
    PreferenceLink.objects.filter(pk__in=subject.ids).delete()
    return Consent.objects.filter(pk__in=ids).update(proof="", proof_file_id=None)


def _with_proof(subject: Subject) -> models.QuerySet[Consent]:
    return Consent.objects.of(subject.ids).exclude(proof="", proof_file_id=None)


def events_read(subject: Subject) -> Rows:
    """What happened. It holds no words of people, so it stays when they are erased."""
    rows = LoggedEvent.objects.filter(contact_id__in=subject.ids).order_by("at", "id")
    return list(rows.values("at", "kind", "door", "channel", "data"))


def exports_count(subject: Subject) -> int:
    return _answers(subject).count()


def exports_erase(subject: Subject, most: int) -> int:
    rows = list(_answers(subject)[:most])
    for each in rows:
        forget_export(each.id)
    return AccessExport.objects.filter(pk__in=[each.pk for each in rows]).update(state=ExportState.GONE, failure="")


def _answers(subject: Subject) -> models.QuerySet[AccessExport]:
    return AccessExport.objects.filter(contact_id__in=subject.ids).exclude(state=ExportState.GONE)


contributions = [
    *memberships,
    PersonalData(
        name="customers.notes",
        label=_("Notes"),
        kind="contact",
        tables=("customers.Note", "customers.Mention"),
        read=notes_read,
        count=notes_count,
        erase=notes_erase,
        order=20,
    ),
    *(
        PersonalData(
            name=f"customers.{name}",
            label=label,
            kind="contact",
            tables=tables,
            read=about.read,
            count=about.count,
            erase=about.erase,
            order=order,
        )
        for name, label, tables, about, order in (
            ("tasks", _("Tasks"), ("customers.Task",), TASKS, 30),
            ("activities", _("Calls and meetings"), ("customers.Activity", "customers.Participant"), ACTIVITIES, 40),
        )
    ),
    PersonalData(
        name="customers.consents",
        label=_("Proofs of consents"),
        kind="contact",
        tables=("customers.Consent", "customers.PreferenceLink"),
        read=consents_read,
        count=consents_count,
        erase=consents_erase,
        order=50,
    ),
    PersonalData(
        name="customers.access_exports",
        label=_("Answers to their requests"),
        kind="contact",
        tables=("customers.AccessExport",),
        count=exports_count,
        erase=exports_erase,
        order=60,
    ),
    PersonalData(name="customers.events", label=_("What happened"), kind="contact", read=events_read, order=70),
    PersonalData(
        name="customers.contact",
        label=_("The contact with its fields"),
        kind="contact",
        tables=(
            *("customers.Contact", "customers.ContactFields", "customers.Identity", "customers.Address"),
            *("customers.Position", "customers.Tagging", "customers.Suggestion", "customers.Merge"),
        ),
        read=contact_read,
        count=contact_count,
        erase=contact_erase,
        order=1_000,
    ),
]
