"""What contacts are to each other, named in both directions: one reports to, the other manages."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor
from trato.kit.records import Record


class RelationType(Record):
    """`name` says what the first is to the second, `other_name` the way back; the same where both are alike."""

    name = models.TextField()
    other_name = models.TextField()
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), Lower("other_name"), name="relation_type_once")]

    def __str__(self) -> str:
        return f"{self.name} / {self.other_name}"

    @property
    def is_mutual(self) -> bool:
        return self.name.casefold() == self.other_name.casefold()


class ContactRelationQuerySet(models.QuerySet["ContactRelation"]):
    def seen_by(self, actor: Actor) -> Self:
        """Who sees both sees that they are related."""
        seen = Contact.objects.seen_by(actor).filter(deleted_at=None)
        return self.filter(contact__root__in=seen.values("id"), other__root__in=seen.values("id"))


class ContactRelation(Record):
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="relations", db_index=False)
    other = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="relations_back")
    type = models.ForeignKey(RelationType, on_delete=models.PROTECT, related_name="relations")
    note = models.TextField(default="", blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = ContactRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="relation_is_to_another", condition=~Q(contact=F("other"))),
            models.CheckConstraint(
                name="relation_ends_after_it_begins", condition=Q(since=None) | Q(until=None) | Q(since__lte=F("until"))
            ),
            models.UniqueConstraint(
                fields=["contact", "other", "type"], name="relation_once", condition=Q(deleted_at=None)
            ),
        ]
        indexes = [models.Index(fields=["contact"], name="relation_of_contact")]
