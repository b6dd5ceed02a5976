"""What colleagues write down about a customer."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from trato.customers.about.queries import of_seen
from trato.customers.companies.models import Company
from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor
from trato.kit.records import Record

LONGEST_SHOWN = 600
MOST_LINES_SHOWN = 8


class NoteQuerySet(models.QuerySet["Note"]):
    def seen_by(self, actor: Actor) -> Self:
        """Who sees the contact or company sees what was noted about it; of another record, who sees that."""
        return self.about_seen_by(actor).filter(deleted_at=None)

    def about_seen_by(self, actor: Actor) -> Self:
        """With those that were deleted."""
        contacts = Contact.objects.seen_by(actor).values("id")
        companies = Company.objects.seen_by(actor).values("id")
        if actor.is_everything:
            return self.all()
        of_customers = Q(contact_id__in=contacts) | Q(contact=None, company_id__in=companies)
        return self.filter(Q(about_id=None) & of_customers | of_seen(actor))

    def written_by(self, actor: Actor) -> Self:
        """The ones an actor may change: one's own; an administrator's are all."""
        return self.seen_by(actor) if actor.is_everything else self.seen_by(actor).filter(author_id=actor.id)


class Note(Record):
    """`what` says what happened, where the text was not written as a note: an e-mail, a purchase of former times.

    One about another record (`about_kind`, `about_id`) names the contact and the company that were behind it then.
    """

    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, null=True, related_name="notes")
    company = models.ForeignKey("customers.Company", on_delete=models.CASCADE, null=True, related_name="notes")
    about_kind = models.CharField(max_length=50, default="", db_default="", blank=True)
    about_id = models.UUIDField(null=True)
    body = models.TextField()
    what = models.TextField(default="", db_default="", blank=True)
    author = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)
    updated_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="note_is_about_something",
                condition=Q(contact__isnull=False) | Q(company__isnull=False) | Q(about_id__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["contact", "-created_at"], name="note_of_contact"),
            models.Index(fields=["company", "-created_at"], name="note_of_company"),
            models.Index(fields=["about_id", "-created_at"], name="note_about", condition=Q(about_id__isnull=False)),
        ]

    @property
    def place_kind(self) -> str:
        return self.about_kind or ("contact" if self.contact_id else "company")

    @property
    def place_id(self) -> UUID:
        """The record on whose page it stands."""
        about = self.contact or self.company
        if self.about_id:
            return self.about_id
        if about is None:
            raise ValueError("a note is about something")
        return about.root_id

    def may_be_changed_by(self, actor: Actor) -> bool:
        return actor.may("customers.write_notes") and (actor.is_everything or self.author_id == actor.id)

    @property
    def opening(self) -> str:
        """What is shown of a long one before it is opened, cut at the end of a line or word."""
        start = "\n".join(self.body.split("\n")[:MOST_LINES_SHOWN])
        if len(start) > LONGEST_SHOWN:
            cut = start[:LONGEST_SHOWN]
            start = cut[: cut.rfind(" ")] if " " in cut[LONGEST_SHOWN // 2 :] else cut
        return start

    @property
    def rest(self) -> str:
        return self.body[len(self.opening) :].removeprefix("\n")


class Mention(Record):
    """A colleague whom a note asks to look. Its text says the name; who that is stands here."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey("foundation.User", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mention_once_in_a_note")]
