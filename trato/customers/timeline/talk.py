"""Everything by which records of another module's kind are talked about as customers are, for that module to add."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from trato.customers.about.fields import about_column, about_field
from trato.customers.about.part import AboutPart
from trato.customers.activities.kind import SECTION
from trato.customers.activities.models import Activity
from trato.customers.activities.queries import activities_about
from trato.customers.notes.models import Note
from trato.customers.tasks.kind import TASK_SECTION
from trato.customers.tasks.models import Task
from trato.customers.tasks.queries import tasks_about
from trato.customers.timeline.queries import story_about
from trato.foundation.public import (
    Actor,
    Contribution,
    CustomerPanel,
    KindFields,
    Pointing,
    RecordStory,
    TalkedAbout,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SAYS = (("task", TASK_SECTION), ("activity", SECTION))  # with the section in which the field stands


def talk_about(
    kind: str,
    *,
    table: str,
    label: "StrOrPromise",
    icon: str,
    also: Sequence[str] = (),
    behind: Callable[[Collection[UUID]], Mapping[UUID, tuple[UUID | None, UUID | None]]],
    alone_with: Callable[[Collection[UUID]], Collection[UUID]],
) -> list[Contribution]:
    """Notes, tasks, calls and meetings about such records; their story; `table` is theirs, a constant.

    `behind` answers the contact and the company of each, whose stories tell it too; `alone_with` those that are with
    some contacts and nobody else.
    """
    return [
        TalkedAbout(kind=kind, behind=behind, alone_with=alone_with),
        *(_field_of(talk, section, kind, table=table, label=label, icon=icon, also=also) for talk, section in SAYS),
        *(KindFields(kind=each, fields=[about_column(kind, label=label, also=also)]) for each in ("note", "history")),
        RecordStory(
            kind=kind,
            story=partial(_story, kind),
            composer="customers/composer/box.html",
            composer_right="customers.write_notes",
        ),
        *_panels(kind),
        Pointing(kind=kind, among=partial(_pointed_at, kind)),
    ]


def _field_of(talk: str, section: Any, kind: str, **about: Any) -> KindFields:
    return KindFields(
        kind=talk, fields=[about_field(kind, section=section, **about)], parts=lambda: (AboutPart(kind, talk),)
    )


def _panels(kind: str) -> list[CustomerPanel]:
    return [
        CustomerPanel(
            kind=kind,
            title=title,
            template=f"customers/panels/{name}.html",
            facts=partial(facts, kind),
            relation=f"{talk}.{kind}",
            order=order,
        )
        for title, name, talk, facts, order in (
            (_("Open tasks"), "tasks", "task", tasks_about, 5),
            (_("Calls and meetings"), "activities", "activity", activities_about, 6),
        )
    ]


def _story(kind: str, id_: UUID, *, seen_by: Actor, **asked: Any) -> Any:
    return story_about(kind, id_, seen_by=seen_by, **asked)


def _pointed_at(kind: str, ids: Sequence[UUID]) -> set[UUID]:
    """What somebody said something about stays where it is when its import is undone."""
    found: set[UUID] = set()
    for model in (Note, Task, Activity):
        rows: Any = model.objects
        said = rows.filter(about_kind=kind, about_id__in=ids, deleted_at=None)
        found |= set(said.values_list("about_id", flat=True))
    return found
