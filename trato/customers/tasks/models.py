"""Something that somebody is to do, about a contact, a company or nobody."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.customers.about.queries import own_or_of_seen
from trato.foundation.public import STANDING, Actor, OwnedRecord, ReachQuerySet, trash_indexes, trigram_index

OPEN, DONE = "open", "done"
STATES = ((OPEN, _("Open")), (DONE, _("Done")))
REPEATS = (
    ("daily", _("Every day")),
    ("weekly", _("Every week")),
    ("monthly", _("Every month on this day")),
    ("monthly_weekday", _("Every month on this weekday")),
    ("yearly", _("Every year")),
)
PRIORITIES = (("high", _("High")), ("normal", _("Normal")), ("low", _("Low")))


# Each sort for administrators, for one owner and for one team. Open ones have their own: the done ones pile up.
_SCOPES: dict[str, tuple[str, ...]] = {"all": (), "own": ("owner",), "team": ("team",)}
_SORTS = {"name": ("sort_key", STANDING), "due": ("due_on", STANDING), "open": ("due_on", STANDING & Q(state=OPEN))}
LIST_INDEXES = [
    models.Index(fields=["updated_at", "id"], name="task_changed", condition=STANDING),
    *(
        models.Index(fields=[*scope, column, "id"], name=f"task_{sort}_{who}", condition=condition)
        for sort, (column, condition) in _SORTS.items()
        for who, scope in _SCOPES.items()
    ),
]


class TaskQuerySet(ReachQuerySet["Task"]):
    see_right = "customers.see_tasks"

    def within(self, actor: Actor, right: str) -> Self:
        """Nobody learns what is to be done about a record that he does not see, unless it is his to do."""
        return super().within(actor, right).filter(own_or_of_seen(actor))


class Task(OwnedRecord):
    """Due on a day; with `due_at` at a moment of it. `reminds_at` is the next reminder, `reminded_for` the last.

    `about_kind` and `about_id` name the record that it is about beside a contact or a company, if it is about one.

    One that `repeats` is followed by the next when it is completed; `repeats_day` is the day of the month it is meant
    for, which a short month does not have.
    """

    details = models.TextField(default="", blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    priority = models.CharField(max_length=10, choices=PRIORITIES, default="normal")
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    done_at = models.DateTimeField(null=True, editable=False)
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, null=True, related_name="tasks")
    company = models.ForeignKey("customers.Company", on_delete=models.CASCADE, null=True, related_name="tasks")
    about_kind = models.CharField(max_length=50, default="", db_default="", blank=True, editable=False)
    about_id = models.UUIDField(null=True, editable=False)
    repeats = models.CharField(max_length=15, choices=REPEATS, default="", blank=True)
    repeats_every = models.IntegerField(null=True, blank=True)
    repeats_on = models.TextField(default="", blank=True)
    repeats_until = models.DateField(null=True, blank=True)
    repeats_left = models.IntegerField(null=True, blank=True)
    repeats_day = models.SmallIntegerField(null=True, editable=False)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    reminds_at = models.DateTimeField(null=True, editable=False)
    reminded_for = models.DateTimeField(null=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="task_due_at_a_moment_is_due_on_a_day",
                condition=Q(due_at=None) | Q(due_on__isnull=False),
            ),
        ]
        indexes = [
            *LIST_INDEXES,
            *trash_indexes("task"),
            trigram_index("task_search", STANDING),
            models.Index(fields=["contact", "state", "due_on"], name="task_of_contact"),
            models.Index(fields=["company", "state", "due_on"], name="task_of_company"),
            models.Index(fields=["about_id"], name="task_about", condition=Q(about_id__isnull=False)),
            models.Index(fields=["reminds_at"], name="task_reminds", condition=Q(reminds_at__isnull=False)),
        ]

    @property
    def is_done(self) -> bool:
        return self.state == DONE
