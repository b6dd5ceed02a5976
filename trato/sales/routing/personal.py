"""Decisions about contacts, for their access exports and erasures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import PersonalData, Subject
from trato.sales.routing.models import RoutingDecision


def _rows(subject: Subject) -> QuerySet[RoutingDecision]:
    return RoutingDecision.objects.filter(contact_id__in=list(subject.ids))


def decisions_read(subject: Subject) -> Sequence[Mapping[str, Any]]:
    return list(_rows(subject).order_by("id").values("created_at", "rule__name", "user__name", "why"))


def decisions_count(subject: Subject) -> int:
    return _rows(subject).count()


def decisions_erase(subject: Subject, most: int) -> int:
    ids = list(_rows(subject).values_list("pk", flat=True)[:most])
    RoutingDecision.objects.filter(pk__in=ids).delete()
    return len(ids)


DECISIONS = PersonalData(
    name="sales.routing",
    label=_("Whom they were given to"),
    kind="contact",
    tables=("sales.RoutingDecision",),
    read=decisions_read,
    count=decisions_count,
    erase=decisions_erase,
    order=56,
)
