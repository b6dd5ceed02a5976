"""A person. "Customer" is what one is to us (the lifecycle stage), not a table."""

from django.db import models
from django.db.models.functions import Lower

from trato.foundation.public import (
    STANDING,
    OwnedRecord,
    ReachQuerySet,
    filter_indexes,
    list_indexes,
    trash_indexes,
    trigram_index,
)

FILTERED = ("lifecycle_stage", "lead_status", "language")


class ContactQuerySet(ReachQuerySet["Contact"]):
    see_right = "customers.see_contacts"


class Contact(OwnedRecord):
    """One display name as people say it; parts and the name in its own script only where they are known."""

    native_name = models.TextField(default="", blank=True)
    given_name = models.TextField(default="", blank=True)
    family_name = models.TextField(default="", blank=True)
    lifecycle_stage = models.CharField(max_length=20, default="lead", blank=True)
    lead_status = models.CharField(max_length=20, default="", blank=True)
    source = models.TextField(default="", blank=True)
    language = models.CharField(max_length=20, default="", blank=True)
    time_zone = models.CharField(max_length=64, default="", blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            *trash_indexes("contact"),
            *list_indexes("contact", holding=(*FILTERED, "created_at")),
            *filter_indexes("contact", *FILTERED, "time_zone", "created_at"),
            trigram_index("contact_search", STANDING),
            models.Index(Lower("name"), name="contact_called", condition=STANDING),
            models.Index(fields=["root"], name="contact_cluster", condition=~models.Q(root_id=models.F("id"))),
        ]


class ContactFields(models.Model):
    """The values of fields that people made: a column for each, which no model knows. A row where one has any."""

    record = models.OneToOneField(Contact, on_delete=models.CASCADE, primary_key=True, db_column="id", related_name="+")

    class Meta:
        db_table = "customers_contact_fields"

    def __str__(self) -> str:
        return str(self.pk)
