"""What segments add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.member_kinds import MEMBER_KINDS
from trato.customers.segments.events import (
    SegmentChanged,
    SegmentCreated,
    SegmentJoined,
    SegmentLeft,
    SegmentRestored,
    SegmentTrashed,
)
from trato.customers.segments.kind import SEGMENT
from trato.customers.segments.models import Segment
from trato.customers.segments.panels import rules_panel, segments_panel, size_panel
from trato.customers.segments.rules import SEGMENT_RULE
from trato.customers.segments.subscribers import follow_events
from trato.foundation.public import (
    EVERY_EVENT,
    CustomerPanel,
    FromFilters,
    JobKind,
    NavigationItem,
    Permission,
    Reader,
    RestRouter,
    TimelineGroup,
    TimelineKind,
)

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.segments.rest import router

    return router


def _segments_told() -> Any:
    """A line of a story says the name and no more."""
    return Segment.objects.only("id", "name")


contributions = [
    SEGMENT,
    SEGMENT_RULE,
    FromFilters(
        label=_("Save as a segment"),
        url_name="customers:segment_from_list",
        kinds=[name for name, _label in MEMBER_KINDS],
        right="customers.create_segments",
    ),
    RestRouter(prefix="/segments", router=_router, order=50),
    NavigationItem(
        label=_("Segments"),
        url_name="web:list",
        url_kwargs={"plural": "segments"},
        icon=SEGMENT.icon,
        right="customers.see_segments",
        group=CUSTOMERS,
        key="s",
        order=50,
    ),
    Permission(name="customers.see_segments", label=_("See segments"), group=CUSTOMERS, order=60),
    Permission(name="customers.create_segments", label=_("Create segments"), group=CUSTOMERS, reaches=False, order=61),
    Permission(name="customers.edit_segments", label=_("Edit segments"), group=CUSTOMERS, order=62),
    Permission(name="customers.delete_segments", label=_("Delete segments"), group=CUSTOMERS, order=63),
    TimelineGroup(name="groups", label=_("Segments and lists"), order=40),
    *(
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            label=label,
            records=_segments_told,
            group="groups",
        )
        for event, name, icon, label in (
            (SegmentJoined, "segment_joined", "circle-plus", _("Joined a segment")),
            (SegmentLeft, "segment_left", "circle-minus", _("Left a segment")),
            (SegmentCreated, "segment_created", "plus", ""),
            (SegmentChanged, "segment_changed", "pencil", ""),
            (SegmentTrashed, "segment_trashed", "trash", ""),
            (SegmentRestored, "segment_restored", "arrow-back-up", ""),
        )
    ),
    *(
        CustomerPanel(
            kind=kind,
            title=_("Segments"),
            template="customers/panels/segments.html",
            facts=segments_panel,
            order=35,
        )
        for kind in ("contact", "company")
    ),
    CustomerPanel(
        kind="segment", title=_("Rules"), template="customers/panels/segment_rules.html", facts=rules_panel, order=5
    ),
    CustomerPanel(
        kind="segment", title=_("Size"), template="customers/panels/segment_size.html", facts=size_panel, order=10
    ),
    # After the readers that keep what rules ask for, such as the time of the last activity.
    Reader(name="customers.segments", events=EVERY_EVENT, react=follow_events, order=900),
    JobKind(task="customers.recount_segment", label=_("Count a segment anew")),
    JobKind(task="trato.customers.segments.tasks.tick_segments", label=_("Follow what time changes in segments")),
    JobKind(task="trato.customers.segments.tasks.recount_segments", label=_("Count all segments anew")),
]
