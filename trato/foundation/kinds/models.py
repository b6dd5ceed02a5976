"""What every kind of record that people own and list has in common."""

from collections.abc import Sequence

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from trato.foundation.search.models import Searchable
from trato.kit.records import Record

# Only these stand in lists, search and counts: not absorbed by a merge, not in the trash.
STANDING = Q(is_standing=True)
STANDING_SQL = "r.is_standing"


class OwnedRecord(Record, Searchable):
    """A record with an owner and a team, a version against lost updates, a trash, and the root of its merges."""

    name = models.TextField()
    sort_key = models.TextField(db_collation="C", default="", editable=False)
    version = models.IntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    last_activity_at = models.DateTimeField(null=True, editable=False)
    deleted_at = models.DateTimeField(null=True, editable=False)
    owner = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey("foundation.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="cluster", editable=False)
    # A stored column, because PostgreSQL believes that `root_id = id` holds for one row in two hundred.
    is_standing = models.GeneratedField(
        expression=Q(root=models.F("id"), deleted_at__isnull=True),  # type: ignore[arg-type]  # Django takes a Q
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def list_indexes(prefix: str, *, holding: Sequence[str] = ()) -> list[models.Index]:
    """Each sort for administrators, for one owner and for one team, so that any reach is a range.

    What lists are filtered by is held in the index as well (`holding`): whoever walks an order for the few rows of it
    that fit reads the index alone, and not a page of the table for each row passed over.
    """
    orders: dict[str, tuple[str, ...]] = {
        "name": ("sort_key", "id"),
        "activity": ("-last_activity_at", "-id"),
        "changed": ("updated_at", "id"),
        "born": ("id",),
    }
    scopes: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
        "all": ((), ("owner", "team")),
        "own": (("owner",), ("team",)),
        "team": (("team",), ("owner",)),
    }
    return [
        models.Index(
            fields=[*scope, *order], name=f"{prefix}_{sort}_{who}", condition=STANDING, include=[*beside, *holding]
        )
        for sort, order in orders.items()
        for who, (scope, beside) in scopes.items()
    ]


def trash_indexes(prefix: str) -> list[models.Index]:
    """The page of the trash, what went last first: for administrators, for one owner and for one team."""
    scopes = {"trashed": (), "trashed_own": ("owner",), "trashed_team": ("team",)}
    return [
        models.Index(
            fields=[*scope, "-deleted_at", "-id"],
            name=f"{prefix}_{name}",
            condition=models.Q(deleted_at__isnull=False),
        )
        for name, scope in scopes.items()
    ]


def filter_indexes(prefix: str, *columns: str) -> list[models.Index]:
    """For values that few records have: those are found first and sorted then. Equal values are stored once."""
    return [models.Index(fields=[column], name=f"{prefix}_by_{column}"[:30], condition=STANDING) for column in columns]
