"""What is known about a segment, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.customers.segments.models import MEMBER_KINDS, Segment
from trato.customers.segments.use_cases.create import create_segments
from trato.customers.segments.use_cases.trash import restore_segments, trash_segments
from trato.customers.segments.use_cases.update import update_segments
from trato.customers.shared_fields import shared_fields
from trato.foundation.public import Field, FieldType, RecordKind

ABOUT = _("Segment")
ALIKE = ("owner", "team", "created_at", "updated_at")

FIELDS = [
    Field(
        name="name",
        label=_("Name"),
        type=FieldType.TEXT,
        sql="r.name",
        column="name",
        section=ABOUT,
        required=True,
        sortable=True,
        sort_sql="r.sort_key",
        searchable=True,
        listed=True,
        quick=True,
    ),
    Field(
        name="member_kind",
        label=_("Made of"),
        type=FieldType.CHOICE,
        choices=MEMBER_KINDS,
        sql="r.member_kind",
        column="member_kind",
        section=ABOUT,
        listed=True,
        quick=True,
        importable=False,
    ),
    Field(
        name="description",
        label=_("Description"),
        type=FieldType.LONG_TEXT,
        sql="r.description",
        column="description",
        section=ABOUT,
        searchable=True,
        listed=True,
        quick=True,
    ),
    *(field for field in shared_fields() if field.name in ALIKE),
]

SEGMENT = RecordKind(
    name="segment",
    plural="segments",
    module="customers",
    label=_("Segment"),
    label_plural=_("Segments"),
    icon="chart-circles",
    order=50,
    model=lambda: Segment,
    fields=FIELDS,
    create=create_segments,
    update=update_segments,
    trash=trash_segments,
    restore=restore_segments,
    has_tree_of_merges=False,
    sections=(ABOUT, next(field.section for field in shared_fields() if field.name == "owner")),
    headline=("member_kind", "owner"),
    face="sign",
    empty_hint=_("A segment is a group that follows its rules: who fits comes in by itself, who does not falls out."),
)
