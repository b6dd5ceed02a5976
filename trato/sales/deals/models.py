"""A sale we hope to make."""

from collections.abc import Sequence
from hashlib import md5

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import (
    STANDING,
    OwnedRecord,
    ReachQuerySet,
    trash_indexes,
    trigram_index,
)
from trato.kit.records import Record
from trato.sales.pipelines.models import OPEN, STATES, Pipeline, Stage

ROLES = (
    ("decision_maker", _("Decision maker")),
    ("evaluator", _("Evaluator")),
    ("influencer", _("Influencer")),
    ("champion", _("Champion")),
    ("blocker", _("Blocker")),
    ("other", _("Other")),
)

# In which part of a forecast it is; without one its probability says so.
COMMIT, BEST, PIPELINE, OMITTED = "commit", "best", "pipeline", "omitted"
FORECAST_CATEGORIES = (
    (COMMIT, _("Commit")),
    (BEST, _("Best case")),
    (PIPELINE, _("Pipeline")),
    (OMITTED, _("Omitted")),
)

# Each sort for administrators, for one owner and for one team. Open ones have their own: the closed ones pile up.
_SCOPES: dict[str, tuple[str, ...]] = {"all": (), "own": ("owner",), "team": ("team",)}
_SORTS = {
    "name": (("sort_key", "id"), STANDING),
    "close": (("close_on", "id"), STANDING),
    "amount": (("amount", "id"), STANDING),
    "open": (("close_on", "id"), STANDING & Q(state=OPEN)),
}
# What reports add up stands in the index itself: closed and open ones apart. No texts, which may be too long for it.
_MONEY = ("amount", "base_amount", "base_amount_currency")
_SUMMED = ("state", "pipeline", "stage", "owner", "team", *_MONEY, "begun_on")
_REPORTED = [
    models.Index(
        fields=["close_on"],
        include=[*_SUMMED, "created_at", *beside],
        name=f"deal_{name}_reports",
        condition=STANDING & condition,
    )
    for name, condition, beside in (
        ("closed", ~Q(state=OPEN), ("company", "held_count")),
        ("open", Q(state=OPEN), ("probability", "stage_since", "forecast_category")),
    )
]


class Course(models.Model):
    """A way that deals went: stages in the order in which they were first entered, and how often each was left.

    Most deals share a few of them. `digest` tells them apart, however long they are.
    """

    id = models.AutoField(primary_key=True)
    digest = models.CharField(max_length=32, unique=True)
    stages = ArrayField(models.TextField())
    times_left = ArrayField(models.IntegerField())

    def __str__(self) -> str:
        return " → ".join(self.stages)


def digest_of(stages: Sequence[str], times_left: Sequence[int]) -> str:
    told = "\x1f".join(stages) + "\x1e" + ",".join(map(str, times_left))
    return md5(told.encode(), usedforsecurity=False).hexdigest()


class DealQuerySet(ReachQuerySet["Deal"]):
    see_right = "sales.see_deals"


class Deal(OwnedRecord):
    """`state` follows the stage. `base_amount` is the amount in the company's currency, as far as a rate is known.

    `close_on` is expected while it is open and is the day it was closed on then; `probability` overrides the stage's.
    """

    # Without indexes of their own: that of the board begins with them.
    pipeline = models.ForeignKey(
        Pipeline, to_field="code", on_delete=models.PROTECT, related_name="deals", db_index=False
    )
    stage = models.ForeignKey(Stage, to_field="code", on_delete=models.PROTECT, related_name="deals", db_index=False)
    state = models.CharField(max_length=4, choices=STATES, default=OPEN)
    company = models.ForeignKey("customers.Company", on_delete=models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey("customers.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    amount = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    amount_currency = models.CharField(max_length=3, default="", blank=True)
    base_amount = models.DecimalField(max_digits=20, decimal_places=4, null=True, editable=False)
    base_amount_currency = models.CharField(max_length=3, default="", editable=False)
    probability = models.SmallIntegerField(null=True, blank=True)
    forecast_category = models.CharField(
        max_length=10, choices=FORECAST_CATEGORIES, default="", db_default="", blank=True
    )
    begun_on = models.DateField(null=True, blank=True)
    close_on = models.DateField(null=True, blank=True)
    next_step = models.TextField(default="", blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    lost_reason = models.TextField(default="", blank=True)
    competitor = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    stage_since = models.DateTimeField(editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    # From its first move on: by which stages it went, thousandths of a day in each, and when it entered the first.
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    stays = ArrayField(models.BigIntegerField(), null=True, editable=False)
    entered_at = models.DateTimeField(null=True, editable=False)
    # Of a closed one: calls and meetings held while it was open, as far as they are counted.
    held_count = models.SmallIntegerField(default=0, db_default=0, editable=False)

    objects = DealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deal_amount_has_a_currency_exactly_when_it_is_known",
                condition=Q(amount=None, amount_currency="") | (Q(amount__gte=0) & ~Q(amount_currency="")),
            ),
            models.CheckConstraint(
                name="deal_is_closed_exactly_when_it_is_not_open",
                condition=Q(state=OPEN, closed_at=None) | (~Q(state=OPEN) & Q(closed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="deal_probability_is_in_percent",
                condition=Q(probability=None) | Q(probability__gte=0, probability__lte=100),
            ),
        ]
        indexes = [
            *(
                models.Index(fields=[*scope, *columns], name=f"deal_{sort}_{who}", condition=condition)
                for sort, (columns, condition) in _SORTS.items()
                for who, scope in _SCOPES.items()
            ),
            models.Index(fields=["updated_at", "id"], name="deal_changed", condition=STANDING),
            *trash_indexes("deal"),
            trigram_index("deal_search", STANDING),
            models.Index(
                fields=["pipeline", "stage", "close_on", "id"],
                include=["owner", "team", *_MONEY, "probability"],
                name="deal_board",
                condition=STANDING & Q(state=OPEN),
            ),
            *_REPORTED,
            models.Index(
                fields=["pipeline"],
                include=["id", "course", "stays", "entered_at", "stage", "stage_since", "owner", "team", *_MONEY],
                name="deal_courses",
                condition=STANDING,
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


class DealFields(models.Model):
    """The values of fields that people made: a column for each, which no model knows. A row where one has any."""

    record = models.OneToOneField(Deal, on_delete=models.CASCADE, primary_key=True, db_column="id", related_name="+")

    class Meta:
        db_table = "sales_deal_fields"

    def __str__(self) -> str:
        return str(self.pk)


class DealContact(Record):
    """Somebody who has a say, and which."""

    # Without an index of its own: the constraint below begins with it.
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="people", db_index=False)
    contact = models.ForeignKey("customers.Contact", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=ROLES, default="other")
    place = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "contact"], name="deal_contact_once")]


class StageMove(Record):
    """One step of a deal: `days` are those that it had stood in the stage before. The first comes from nowhere."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="moves", db_index=False)
    from_stage = models.ForeignKey(
        Stage, to_field="code", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    to_stage = models.ForeignKey(Stage, to_field="code", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20, default="system")
    actor_id = models.UUIDField(null=True)
    days = models.DecimalField(max_digits=9, decimal_places=3, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["deal", "at"], include=["from_stage", "to_stage", "days"], name="stage_move_of_deal"),
            models.Index(
                fields=["from_stage", "to_stage", "days", "at"],
                name="stage_move_stays",
                condition=Q(from_stage__isnull=False),
            ),
        ]


class DealKey(Record):
    """The id of a deal in another system."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="keys")
    source = models.TextField(default="", blank=True)
    value = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["value", "source"], name="deal_key_by_value")]


class DealCheck(Record):
    """An item of a checklist that was ticked."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="checks", db_index=False)
    name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "name"], name="deal_check_once")]
