"""What colleagues write down about a customer."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor
from trato.kit.records import Record


class NoteQuerySet(models.QuerySet["Note"]):
    def seen_by(self, actor: Actor) -> Self:
        """Who sees the contact or company sees what was noted about it."""
        contacts = Contact.objects.seen_by(actor).values("id")
        companies = Company.objects.seen_by(actor).values("id")
        return self.filter(Q(contact_id__in=contacts) | Q(contact=None, company_id__in=companies), deleted_at=None)

    def written_by(self, actor: Actor) -> Self:
        """The ones an actor may change: one's own; an administrator's are all."""
        return self.seen_by(actor) if actor.is_everything else self.seen_by(actor).filter(author_id=actor.id)


class Note(Record):
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, null=True, related_name="notes")
    company = models.ForeignKey("customers.Company", on_delete=models.CASCADE, null=True, related_name="notes")
    body = models.TextField()
    author = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="note_is_about_somebody", condition=Q(contact__isnull=False) | Q(company__isnull=False)
            )
        ]
        indexes = [
            models.Index(fields=["contact", "-created_at"], name="note_of_contact"),
            models.Index(fields=["company", "-created_at"], name="note_of_company"),
        ]
