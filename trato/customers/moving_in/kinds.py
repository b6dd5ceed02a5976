"""What a file can hold about customers beside them: declared like records, shown in no list."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trato.customers.consent.models import Consent
from trato.customers.moving_in.use_cases.consents import create_consents, take_consents_back
from trato.customers.moving_in.use_cases.notes import (
    changeable_notes,
    create_history,
    create_notes,
    take_notes_back,
    update_notes,
)
from trato.customers.moving_in.use_cases.relations import create_relations, take_relations_back
from trato.customers.moving_in.use_cases.tags import add_tags
from trato.customers.notes.models import Note
from trato.customers.relations.models import ContactRelation
from trato.customers.tags.models import Tagging
from trato.foundation.public import Actor, Field, FieldType, FileKind, RecordUpdate, SavedRecord

ROW = "r.id"  # these fields are written by files and read nowhere


def _never_changed(
    updates: Sequence[RecordUpdate], *, by: Actor, adding: bool = False, change_set: UUID | None = None
) -> list[SavedRecord]:
    return [SavedRecord(each.id, 1, ()) for each in updates]


def _never_trashed(*given: Any, **named: Any) -> None:
    """They go when their file is taken back."""


def _none_changeable(ids: Sequence[UUID], *, by: Actor) -> Collection[UUID]:
    return ()


def _all_stay(ids: Sequence[UUID], *, of: UUID, undo: UUID, by: Actor) -> Mapping[UUID, str]:
    """Tags are changes of contacts and companies, and are taken back there."""
    return dict.fromkeys(ids, _("This cannot be taken back here."))


def _reference(name: str, refers_to: str, label: Any, *also: str) -> Field:
    return Field(
        name=name,
        label=label,
        type=FieldType.REFERENCE,
        refers_to=refers_to,
        sql=ROW,
        column=f"{name}_id",
        personal=True,
        also=also,
    )


def _text(name: str, label: Any, *also: str, long: bool = False, required: bool = False) -> Field:
    type_ = FieldType.LONG_TEXT if long else FieldType.TEXT
    return Field(name=name, label=label, type=type_, sql=ROW, column=name, required=required, personal=True, also=also)


CONTACT = _reference(
    "contact", "contact", gettext_lazy("Contact"), "contact name", "associated contact", "person", "contacto"
)
COMPANY = _reference(
    "company", "company", gettext_lazy("Company"), "company name", "account", "associated company", "empresa"
)
_BODY = ("note", "note body", "content", "text", "description", "comment", "notes", "nota", "texto")
_WHEN = ("create date", "created", "created date", "created at", "add time", "date", "activity date", "fecha")
WRITTEN_AT = Field(
    name="written_at", label=gettext_lazy("When"), type=FieldType.MOMENT, sql=ROW, column="written_at", also=_WHEN
)
AUTHOR = Field(
    name="author",
    label=gettext_lazy("Written by"),
    type=FieldType.USER,
    sql=ROW,
    column="author",
    also=("created by", "note owner", "user", "assigned to", "autor"),
)

NOTE = FileKind(
    name="note",
    plural="notes",
    module="customers",
    label=gettext_lazy("Note"),
    label_plural=gettext_lazy("Notes"),
    icon="note",
    order=50,
    model=lambda: Note,
    fields=[
        CONTACT,
        COMPANY,
        _text("body", gettext_lazy("Text"), *_BODY, long=True, required=True),
        WRITTEN_AT,
        AUTHOR,
        _text("what", gettext_lazy("What it was"), "type", "subject", "title", "event", "asunto"),
    ],
    create=create_notes,
    update=update_notes,
    trash=_never_trashed,
    needs="customers.write_notes",
    changeable=changeable_notes,
    undo=take_notes_back,
    is_kept_apart=True,
)

HISTORY = FileKind(
    name="history",
    plural="history",
    module="customers",
    label=gettext_lazy("What happened before"),
    label_plural=gettext_lazy("What happened before"),
    icon="history",
    order=51,
    model=lambda: Note,
    fields=[
        CONTACT,
        COMPANY,
        _text(
            "what",
            gettext_lazy("What happened"),
            "type",
            "event",
            "kind",
            "subject",
            "activity",
            "acción",
            required=True,
        ),
        WRITTEN_AT,
        _text("body", gettext_lazy("Text"), *_BODY, "details", long=True),
        AUTHOR,
    ],
    create=create_history,
    update=update_notes,
    trash=_never_trashed,
    needs="customers.write_notes",
    changeable=changeable_notes,
    undo=take_notes_back,
    is_kept_apart=True,
)

RELATION = FileKind(
    name="relation",
    plural="relations",
    module="customers",
    label=gettext_lazy("Relation"),
    label_plural=gettext_lazy("Relations"),
    icon="users",
    order=60,
    model=lambda: ContactRelation,
    fields=[
        CONTACT,
        _text("relation", gettext_lazy("Is to the other"), "relationship", "type", "role", "relación", required=True),
        _reference(
            "other", "contact", gettext_lazy("The other contact"), "related contact", "other contact", "related to"
        ),
        Field(
            name="since", label=gettext_lazy("Since"), type=FieldType.DAY, sql=ROW, column="since", also=("start date",)
        ),
        Field(
            name="until", label=gettext_lazy("Until"), type=FieldType.DAY, sql=ROW, column="until", also=("end date",)
        ),
        _text("note", gettext_lazy("Note"), "notes", "comment", "description"),
    ],
    create=create_relations,
    update=_never_changed,
    trash=_never_trashed,
    needs="customers.edit_contacts",
    changeable=_none_changeable,
    undo=take_relations_back,
)

TAGGING = FileKind(
    name="tagging",
    plural="tags",
    module="customers",
    label=gettext_lazy("Tag"),
    label_plural=gettext_lazy("Tags"),
    icon="tag",
    order=40,
    model=lambda: Tagging,
    fields=[
        CONTACT,
        COMPANY,
        Field(
            name="tags",
            label=gettext_lazy("Tags"),
            type=FieldType.TAGS,
            sql=ROW,
            column="tags",
            required=True,
            also=("tag", "label", "labels", "category", "categories", "list", "segment", "etiqueta", "etiquetas"),
        ),
    ],
    create=add_tags,
    update=_never_changed,
    trash=_never_trashed,
    needs="customers.edit_contacts",
    changeable=_none_changeable,
    undo=_all_stay,
)

CONSENT = FileKind(
    name="consent",
    plural="consents",
    module="customers",
    label=gettext_lazy("Consent"),
    label_plural=gettext_lazy("Consents"),
    icon="shield-check",
    order=70,
    model=lambda: Consent,
    fields=[
        CONTACT,
        _text("purpose", gettext_lazy("Purpose"), "subscription type", "list", "topic", "propósito"),
        _text("channel", gettext_lazy("Channel"), "medium", "canal"),
        _text("state", gettext_lazy("State"), "status", "opt in", "consent", "subscribed", "estado", required=True),
        _text(
            "at",
            gettext_lazy("When"),
            "time",
            "date",
            "optin time",
            "confirm time",
            "opt in time",
            "timestamp",
            "fecha",
        ),
        Field(
            name="wording",
            label=gettext_lazy("Version of the wording"),
            type=FieldType.NUMBER,
            sql=ROW,
            column="wording",
        ),
        _text("language", gettext_lazy("Language of the wording"), "language"),
        _text("source", gettext_lazy("Source"), "origin"),
        _text("proof", gettext_lazy("Proof"), "legal basis explanation", "optin ip", "confirm ip", "evidence"),
    ],
    create=create_consents,
    update=_never_changed,
    trash=_never_trashed,
    needs="customers.record_consents",
    changeable=_none_changeable,
    undo=take_consents_back,
)
