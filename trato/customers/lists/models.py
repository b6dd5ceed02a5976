"""A group of contacts or companies that somebody put together by hand."""

from django.db import models
from django.db.models.functions import Now

from trato.customers.member_kinds import MEMBER_KINDS
from trato.foundation.public import STANDING, OwnedRecord, ReachQuerySet, trash_indexes, trigram_index


class ListQuerySet(ReachQuerySet["StaticList"]):
    see_right = "customers.see_lists"


class StaticList(OwnedRecord):
    description = models.TextField(default="", blank=True)
    member_kind = models.CharField(max_length=20, choices=MEMBER_KINDS, default="contact")

    objects = ListQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"], name="list_name", condition=STANDING),
            trigram_index("list_search", STANDING),
            *trash_indexes("list"),
        ]


class ListMember(models.Model):
    """A record as it was put there: when it is merged, the one it was merged into stands for it."""

    pk = models.CompositePrimaryKey("of_id", "record_id")
    of = models.ForeignKey(StaticList, on_delete=models.CASCADE, related_name="memberships", db_index=False)
    record_id = models.UUIDField(db_index=True)
    added_at = models.DateTimeField(db_default=Now())
    added_by = models.UUIDField(null=True)
