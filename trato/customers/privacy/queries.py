"""What retention rules would reach, which requests were answered, and what certificates say."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from trato.customers.contacts.models import Contact
from trato.customers.privacy.models import AccessExport, RetentionAct, RetentionRule
from trato.foundation.public import STANDING, Actor, Erasure, NotFound
from trato.kit.clock import now

SHOWN = 50
MOST_COUNTED = 10_000


def months_before(moment: datetime, months: int) -> datetime:
    """The same day of an earlier month, or its last."""
    total = moment.year * 12 + moment.month - 1 - months
    year, month = divmod(total, 12)
    day = min(moment.day, monthrange(max(year, 1), month + 1)[1])
    return moment.replace(year=max(year, 1), month=month + 1, day=day)


def contacts_for(rule: RetentionRule) -> QuerySet[Contact]:
    """Those whose last activity, or birth where there was none, is longer ago. One that is to be erased may also lie in
    the trash."""
    since = months_before(now(), rule.months)
    rows = Contact.objects.filter(lifecycle_stage__in=rule.stages)
    quiet = rows.annotate(quiet_since=Greatest(Coalesce("last_activity_at", "created_at"), "created_at"))
    is_here = STANDING
    if rule.act == RetentionAct.ERASE:
        is_here |= Q(deleted_at__isnull=False)
    return quiet.filter(is_here, quiet_since__lt=since).order_by("quiet_since", "id")


def first_of(rule: RetentionRule, *, seen_by: Actor) -> tuple[int, Sequence[Contact]]:
    """How many it would reach, MOST_COUNTED + 1 when there are more, and the first of those the reader sees."""
    rows = contacts_for(rule)
    seen = Contact.objects.seen_by(seen_by).values("pk")
    return rows[: MOST_COUNTED + 1].count(), list(rows.filter(pk__in=seen)[:SHOWN])


def recent_requests() -> tuple[Sequence[AccessExport], Sequence[Erasure]]:
    """The last of both, for whoever answers requests. Neither says who it was about."""
    return list(AccessExport.objects.order_by("-created_at")[:SHOWN]), list(
        Erasure.objects.order_by("-created_at")[:SHOWN]
    )


def certificate_facts(one: Erasure) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.record_type,
        "ids": one.record_ids,
        "why": one.why,
        "state": one.state,
        "by": {"kind": one.actor_kind, "id": str(one.actor_id) if one.actor_id else None},
        "begun_at": one.created_at,
        "finished_at": one.finished_at,
        "removed": one.counts,
    }


def erasure_of(erasure_id: UUID) -> Erasure:
    found = Erasure.objects.filter(pk=erasure_id).first()
    if found is None:
        raise NotFound(_("There is no such erasure."))
    return found
