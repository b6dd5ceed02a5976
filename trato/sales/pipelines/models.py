"""A way of selling, and the steps of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from trato.kit.records import Record

OPEN, WON, LOST = "open", "won", "lost"
STATES = ((OPEN, pgettext_lazy("deal", "Open")), (WON, _("Won")), (LOST, _("Lost")))


class Pipeline(Record):
    """Deals, addresses and files name it by its `code`, which stays when the name changes."""

    code = models.TextField(unique=True)
    name = models.TextField()
    order = models.SmallIntegerField(default=0)
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Stage(Record):
    """Its code is unique among the stages of all pipelines. Whoever enters it has `required_fields` and `checklist`.

    One that was taken out of use is archived: the history of deals speaks of it.
    """

    pipeline = models.ForeignKey(Pipeline, to_field="code", on_delete=models.PROTECT, related_name="stages")
    code = models.TextField(unique=True)
    name = models.TextField()
    order = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=4, choices=STATES, default=OPEN)
    probability = models.SmallIntegerField(default=0)
    rots_after_days = models.SmallIntegerField(null=True, blank=True)
    required_fields = ArrayField(models.TextField(), default=list, blank=True)
    checklist = ArrayField(models.TextField(), default=list, blank=True)
    is_archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="stage_probability_is_in_percent", condition=Q(probability__gte=0, probability__lte=100)
            ),
            models.CheckConstraint(
                name="stage_rots_after_a_day_at_least", condition=Q(rots_after_days=None) | Q(rots_after_days__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == OPEN
