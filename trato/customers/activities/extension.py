"""What calls and meetings add to the rest of the system."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trato.customers.activities.events import (
    ActivityCancelled,
    ActivityChanged,
    ActivityHeld,
    ActivityJoined,
    ActivityLeft,
    ActivityPlanned,
    ActivityReminded,
    ActivityRestored,
    ActivityTrashed,
    OutcomesChanged,
)
from trato.customers.activities.kind import ACTIVITY
from trato.customers.activities.models import PLANNED, Activity
from trato.customers.activities.queries import (
    activities_of_company,
    activities_of_contact,
    participants_of,
    tell_activities,
)
from trato.customers.activities.subscribers import SOON, tell_of_coming_activities
from trato.foundation.public import (
    CustomerPanel,
    JobKind,
    NavigationItem,
    NotificationKind,
    Permission,
    Reader,
    RecordAct,
    RestRouter,
    SettingsLink,
    TimelineGroup,
    TimelineKind,
)

CUSTOMERS = _("Customers")


def _router() -> Any:
    from trato.customers.activities.rest import router

    return router


def _activities_told() -> Any:
    """A line of a story says what it was, how it ended, and how long it took."""
    return Activity.objects.only(
        *("id", "name", "type", "direction", "state", "outcome", "starts_at", "minutes", "details"),
        *("about_kind", "about_id"),
    )


contributions = [
    ACTIVITY,
    RestRouter(prefix="/activities", router=_router, order=36),
    NavigationItem(
        label=_("Calls and meetings"),
        url_name="web:list",
        url_kwargs={"plural": "activities"},
        icon="calendar",
        right="customers.see_activities",
        group=CUSTOMERS,
        key="m",
        order=35,
    ),
    RecordAct(
        kind="activity",
        label=_("Held"),
        icon="check",
        key="d",
        url_name="customers:hold_activity",
        when={"state": (PLANNED,)},
        order=10,
    ),
    RecordAct(
        kind="activity",
        label=_("Postpone"),
        icon="calendar",
        key="p",
        url_name="customers:postpone_activity",
        when={"state": (PLANNED,)},
        order=20,
    ),
    SettingsLink(
        label=_("Outcomes"),
        says=_("How calls and meetings can end."),
        url_name="customers:outcomes",
        icon="phone",
        right="customers.manage_activities",
        events=(OutcomesChanged.kind,),
        order=60,
    ),
    Permission(name="customers.see_activities", label=_("See calls and meetings"), group=CUSTOMERS, order=50),
    Permission(
        name="customers.create_activities",
        label=_("Log and plan calls and meetings"),
        group=CUSTOMERS,
        reaches=False,
        order=51,
    ),
    Permission(name="customers.edit_activities", label=_("Edit calls and meetings"), group=CUSTOMERS, order=52),
    Permission(name="customers.delete_activities", label=_("Delete calls and meetings"), group=CUSTOMERS, order=53),
    Permission(name="customers.export_activities", label=_("Export calls and meetings"), group=CUSTOMERS, order=54),
    Permission(
        name="customers.manage_activities",
        label=_("Word the outcomes of calls and meetings"),
        group=CUSTOMERS,
        reaches=False,
        order=55,
    ),
    TimelineGroup(name="activities", label=_("Calls and meetings"), order=15),
    *(
        TimelineKind(
            event=event.kind,
            template=f"customers/timeline/{name}.html",
            icon=icon,
            records=_activities_told,
            group="activities",
        )
        for event, name, icon in (
            (ActivityPlanned, "activity_planned", "calendar"),
            (ActivityHeld, "activity_held", "phone"),
            (ActivityJoined, "activity_joined", "users"),
            (ActivityLeft, "activity_left", "users"),
            (ActivityCancelled, "activity_cancelled", "x"),
            (ActivityChanged, "activity_changed", "pencil"),
            (ActivityTrashed, "activity_trashed", "trash"),
            (ActivityRestored, "activity_restored", "arrow-back-up"),
        )
    ),
    *(
        CustomerPanel(
            kind=kind,
            title=_("Calls and meetings"),
            template="customers/panels/activities.html",
            facts=facts,
            relation=f"activity.{kind}",
            order=6,
        )
        for kind, facts in (("contact", activities_of_contact), ("company", activities_of_company))
    ),
    CustomerPanel(
        kind="activity",
        title=_("Who takes part"),
        template="customers/panels/participants.html",
        facts=participants_of,
        order=5,
    ),
    NotificationKind(
        name=SOON,
        label=_("A call or meeting of mine is about to begin"),
        icon="clock",
        template="customers/notifications/activity_soon.txt",
        tell=tell_activities,
        order=21,
    ),
    Reader(name="customers.coming_activities_told", events=[ActivityReminded.kind], react=tell_of_coming_activities),
    JobKind(task="trato.customers.activities.tasks.remind", label=_("Remind people of their calls and meetings")),
]
