"""Named lists of tasks that are applied to a contact or a company at once: what is done with every new customer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from trato.customers.tasks.models import PRIORITIES
from trato.kit.records import Record

ME, THEIRS, CHOSEN = "me", "theirs", "chosen"
OWNER_RULES = (
    (ME, _("Whoever applies it")),
    (THEIRS, _("The owner of the record")),
    (CHOSEN, _("A certain colleague")),
)


class TaskTemplate(Record):
    name = models.TextField()
    version = models.IntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class TemplateLine(Record):
    """One task of it, due so many days after the day on which it is applied."""

    template = models.ForeignKey(TaskTemplate, on_delete=models.CASCADE, related_name="lines")
    place = models.SmallIntegerField(default=0)
    name = models.TextField()
    details = models.TextField(default="", blank=True)
    days = models.IntegerField(default=0)
    priority = models.CharField(max_length=10, choices=PRIORITIES, default="normal")
    owner_rule = models.CharField(max_length=10, choices=OWNER_RULES, default=ME)
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="template_line_names_a_colleague_exactly_when_one_is_chosen",
                condition=Q(owner_rule=CHOSEN, user__isnull=False) | (~Q(owner_rule=CHOSEN) & Q(user=None)),
            ),
        ]
