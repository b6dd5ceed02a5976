"""What is known about a segment, declared once."""

from django.utils.translation import gettext_lazy as _

from trato.customers.groups import group_fields
from trato.customers.segments.models import Segment
from trato.customers.segments.use_cases.create import create_segments
from trato.customers.segments.use_cases.trash import restore_segments, trash_segments
from trato.customers.segments.use_cases.update import update_segments
from trato.customers.shared_fields import shared_fields
from trato.foundation.public import RecordKind

ABOUT = _("Segment")

SEGMENT = RecordKind(
    name="segment",
    plural="segments",
    module="customers",
    label=_("Segment"),
    label_plural=_("Segments"),
    icon="chart-circles",
    order=50,
    model=lambda: Segment,
    fields=group_fields(ABOUT),
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
