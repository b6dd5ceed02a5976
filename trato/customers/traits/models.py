"""Values that machines write about contacts and companies: a score, a rank, a prediction."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from trato.customers.member_kinds import MEMBER_KINDS
from trato.kit.records import Record


class TraitType(models.TextChoices):
    NUMBER = "number", _("Number")
    CHOICE = "choice", _("Choice")
    TEXT = "text", _("Text")
    MOMENT = "moment", _("Moment")


class Trait(Record):
    """What is written: `code` names it in addresses and rules, and never changes. `options` are codes with labels."""

    code = models.CharField(max_length=40)
    member_kind = models.CharField(max_length=20, choices=MEMBER_KINDS, default="contact")
    label = models.CharField(max_length=80)
    description = models.TextField(default="", blank=True)
    type = models.CharField(max_length=10, choices=TraitType)
    options = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member_kind", "code"], name="trait_once")]

    def __str__(self) -> str:
        return self.label


class TraitValue(models.Model):
    """The latest value of one trait for one record, with where it came from. `batch` is the call that wrote it."""

    pk = models.CompositePrimaryKey("record_id", "trait_id")
    record_id = models.UUIDField()
    trait = models.ForeignKey(Trait, on_delete=models.CASCADE, related_name="values", db_index=False)
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    text = models.TextField(null=True)
    moment = models.DateTimeField(null=True)
    reasons = models.JSONField(default=list)
    source = models.CharField(max_length=80, default="")
    run = models.CharField(max_length=80, default="")
    batch = models.UUIDField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["trait", "number", "record_id"], name="traitvalue_by_number"),
            models.Index(fields=["trait", "text", "record_id"], name="traitvalue_by_text"),
            models.Index(fields=["trait", "moment", "record_id"], name="traitvalue_by_moment"),
            models.Index(fields=["batch"], name="traitvalue_of_batch"),
        ]
