"""A field that people made for a kind of record, the options of its choices, and the version of all of them."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from trato.kit.records import Record


class IndexState(models.TextChoices):
    """`WANTED` until the job that builds it has done so."""

    NONE = ""
    WANTED = "wanted"
    READY = "ready"
    FAILED = "failed"


class CustomField(Record):
    """Its values stand in the column of its id, so its name for programs is only a name. That never changes either.

    `kind` is the kind of record, `refers_to` the one that a reference points at, `result` what a formula gives.
    """

    kind = models.CharField(max_length=50)
    name = models.CharField(max_length=60)
    type = models.CharField(max_length=20)
    label = models.CharField(max_length=100)
    help = models.CharField(max_length=300, blank=True, default="")
    section = models.CharField(max_length=100, blank=True, default="")
    place = models.IntegerField(default=0)
    refers_to = models.CharField(max_length=50, blank=True, default="")
    formula = models.TextField(blank=True, default="")
    result = models.CharField(max_length=20, blank=True, default="")
    is_required = models.BooleanField(default=False)
    required_at = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    is_personal = models.BooleanField(default=True)
    is_searchable = models.BooleanField(default=False)
    is_quick = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=False)
    index_state = models.CharField(max_length=10, choices=IndexState, default=IndexState.NONE, blank=True)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("kind", "name", name="customfield_name"),
            models.UniqueConstraint(
                "kind", Lower("label"), name="customfield_label", condition=models.Q(archived_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def column(self) -> str:
        return column_of(self.id)

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


def column_of(field_id: UUID) -> str:
    return f"f_{field_id.hex}"


class FieldOption(Record):
    """One of the values of a choice. Archived, it is offered no more and still read where it stands."""

    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="options")
    label = models.CharField(max_length=100)
    colour = models.CharField(max_length=20, blank=True, default="")
    place = models.IntegerField(default=0)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint("field", Lower("label"), name="fieldoption_label")]

    def __str__(self) -> str:
        return self.label


class FieldsVersion(models.Model):
    """The one row by which each process notices that fields changed. Whoever changes one holds it until he commits."""

    id = models.BooleanField(primary_key=True, default=True)
    version = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=True), name="fieldsversion_one")]
