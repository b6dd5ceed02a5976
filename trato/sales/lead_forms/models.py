"""Forms by which people tell us of themselves, and every answer as it came in."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from trato.customers.public import Contact
from trato.foundation.public import Actor, record_kind
from trato.kit.records import Record

SOURCE = "form"  # of what came by one, before its id in the change rows
CAMPAIGN_LABELS = {
    "source": _("Source"),
    "medium": _("Medium"),
    "campaign": _("Campaign"),
    "term": _("Search word"),
    "content": _("Advertisement"),
}


class LeadForm(Record):
    """`key` stands in its public address. `asked` are its fields in their order, as {"name", "required"}; `thanks` are
    texts by language, the first of the `languages` is the one of whoever speaks none of them. Posts are taken from the
    `sites` (origins) only, from anywhere without any.
    """

    key = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    asked = models.JSONField(default=list)
    purpose = models.ForeignKey("customers.Purpose", on_delete=models.PROTECT, null=True, related_name="+")
    channels = models.JSONField(default=list)
    is_consent_required = models.BooleanField(default=False)
    thanks = models.JSONField(default=dict)
    leads_to = models.TextField(default="", blank=True)
    sites = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    source = models.TextField(default="", blank=True)
    is_on = models.BooleanField(default=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """`HELD`: kept for a colleague to look at, because it could not be taken or too many came at once."""

    TAKEN = "taken", _("Taken")
    HELD = "held", _("Waiting for a look")
    ROBOT = "robot", _("A robot, it seems")


class Why(models.TextChoices):
    """Why an answer was not taken. Of some only the number is kept."""

    TRAP = "trap", _("It filled in what people do not see")
    HASTE = "haste", _("It was sent faster than anybody types")
    FLOOD = "flood", _("Too many came at once")
    ADDRESS = "address", _("Too many came from one address")
    SITE = "site", _("It came from a page that may not send this form")
    SIZE = "size", _("It was too large")
    UNFIT = "unfit", _("It cannot be stored as it is")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def seen_by(self, actor: Actor) -> Self:
        """Who sees the contact, or what it was merged into, sees what they told us."""
        roots = Contact.objects.seen_by(actor).values("id")
        return self.filter(contact_id__in=Contact.objects.filter(root_id__in=roots).values("id"))


class Answer(Record):
    """One form as it was sent, or one lead that a program told of. `contact_id` is the contact it was born with.

    `given` is what stood in it, `unused` are names of fields whose value was not written because another one is there
    or it cannot be. `mark` tells an answer that comes a second time.
    """

    form = models.ForeignKey(LeadForm, on_delete=models.PROTECT, null=True, related_name="answers")
    state = models.CharField(max_length=10, choices=State, default=State.TAKEN)
    why = models.CharField(max_length=10, choices=Why, default="", blank=True)
    said = models.TextField(default="", blank=True)
    contact_id = models.UUIDField(null=True)
    is_new = models.BooleanField(default=False)
    given = models.JSONField(default=dict)
    filled = models.JSONField(default=list)
    unused = models.JSONField(default=list)
    page = models.TextField(default="", blank=True)
    referrer = models.TextField(default="", blank=True)
    campaign = models.JSONField(default=dict)
    language = models.CharField(max_length=20, default="", blank=True)
    has_agreed = models.BooleanField(default=False)
    wording = models.IntegerField(null=True)
    mark = models.CharField(max_length=64, default="", blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "mark"], condition=~Q(mark=""), name="lead_answer_once"),
            models.CheckConstraint(
                name="lead_answer_has_a_contact_exactly_when_taken",
                condition=Q(state="taken", contact_id__isnull=False) | (~Q(state="taken") & Q(contact_id=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["form", "state", "-id"], name="lead_answers_of_form"),
            models.Index(fields=["contact_id"], name="lead_answers_of_contact"),
        ]

    @property
    def unused_told(self) -> list[str]:
        """The labels of what was not written."""
        known = record_kind("contact").by_name
        return [str(known[name].label) for name in self.unused if name in known]

    @property
    def campaign_told(self) -> list[tuple[str, str]]:
        """What the address said of the campaign, in words."""
        return [(str(CAMPAIGN_LABELS.get(name, name)), text) for name, text in self.campaign.items()]


class RefusedCount(models.Model):
    """How many answers of a form were refused on a day, by the reason."""

    form = models.ForeignKey(LeadForm, on_delete=models.CASCADE, related_name="refused")
    day = models.DateField()
    why = models.CharField(max_length=10, choices=Why)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "day", "why"], name="lead_refused_once")]
