"""What people agreed to, on which channel, in exactly which words, and what proves it. Rows are only added."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor
from trato.kit.records import Record


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    TEXT = "text", _("Text message")
    CHAT = "chat", _("Chat")
    SOCIAL = "social", _("Social media")
    POST = "post", _("Post")


class State(models.TextChoices):
    """`PENDING`: asked for and not confirmed yet, as in a double opt-in."""

    GIVEN = "given", _("Given")
    PENDING = "pending", _("Waiting for confirmation")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Source(models.TextChoices):
    COLLEAGUE = "colleague", _("A colleague")
    FORM = "form", _("A form")
    PREFERENCES = "preferences", _("Their preference page")
    API = "api", _("A program")
    IMPORT = "import", _("A file")


# Which state holds where two were said at the same moment, and for members of one cluster: the strictest.
STRICTNESS = {State.WITHDRAWN: 0, State.PENDING: 1, State.GIVEN: 2}


class Purpose(Record):
    """What we ask people's consent for, on which channels."""

    code = models.CharField(max_length=60, unique=True)
    label = models.CharField(max_length=100)
    description = models.TextField(default="", blank=True)
    channels = models.JSONField(default=list)
    version = models.IntegerField(default=1)
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label

    @property
    def channel_labels(self) -> list[str]:
        return [str(Channel(code).label) for code in self.channels]


class Wording(Record):
    """The exact text that people are asked with. Never changed: other words are another version."""

    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="wordings")
    version = models.IntegerField()
    language = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "version", "language"], name="wording_once")]


class ConsentQuerySet(models.QuerySet["Consent"]):
    def seen_by(self, actor: Actor) -> Self:
        """Who sees the contact, or what it was merged into, sees what it agreed to."""
        roots = Contact.objects.seen_by(actor).values("id")
        members = Contact.objects.filter(root_id__in=roots).values("id")
        return self.filter(contact_id__in=members)

    def of(self, members: Any) -> Self:
        return self.filter(contact_id__in=members)

    def newest_first(self) -> Self:
        """Of two that were said at the same moment the withdrawal is the later one."""
        return self.order_by("-at", "-is_withdrawal", "-id")

    def told(self) -> Self:
        return self.select_related("purpose", "wording")

    def standing(self) -> Self:
        """The last word of each contact on each purpose and channel."""
        same = Consent.objects.filter(
            contact_id=OuterRef("contact_id"), purpose_id=OuterRef("purpose_id"), channel=OuterRef("channel")
        )
        return self.filter(pk=models.Subquery(same.newest_first().values("pk")[:1]))


class Consent(Record):
    """One entry of the ledger. `contact_id` is the contact it was born with and no foreign key: that somebody agreed
    has to be provable after her erasure, when nothing else is left. `at` is when it was said, `created_at` when it was
    written down.
    """

    contact_id = models.UUIDField()
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="consents")
    channel = models.CharField(max_length=20, choices=Channel)
    state = models.CharField(max_length=20, choices=State)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="consents")
    source = models.CharField(max_length=20, choices=Source)
    at = models.DateTimeField(db_default=Now())
    proof = models.TextField(default="", blank=True)
    proof_file_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.UUIDField(null=True)
    is_withdrawal = models.GeneratedField(
        expression=Q(state="withdrawn"),  # type: ignore[arg-type]  # Django takes a Q
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["contact_id", "purpose", "channel", "-at", "-is_withdrawal", "-id"], name="consent_of_contact"
            ),
            models.Index(fields=["purpose", "channel", "state"], name="consent_by_purpose"),
        ]


class PreferenceLink(models.Model):
    """How often a contact's link was made anew: links of an earlier generation no longer open anything."""

    contact_id = models.UUIDField(primary_key=True)
    generation = models.IntegerField(default=1)

    @classmethod
    def generation_of(cls, contact_id: UUID) -> int:
        return cls.objects.filter(pk=contact_id).values_list("generation", flat=True).first() or 1
