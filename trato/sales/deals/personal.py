"""Deals with a person, for their access export and erasure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from trato.foundation.public import Change, PersonalData, Subject, forget_words_for_good
from trato.sales.deals.contacts import with_say_of
from trato.sales.deals.models import Deal, DealContact, DealFields
from trato.sales.lines.models import DealLine

WORDS = ("name", "next_step", "lost_reason", "competitor", "source")


def _rows(subject: Subject) -> QuerySet[Deal]:
    return Deal.objects.filter(with_say_of(Q(contact_id__in=list(subject.ids))))


def deals_read(subject: Subject) -> Sequence[Mapping[str, Any]]:
    return list(_rows(subject).order_by("id").values(*WORDS, "state", "amount", "amount_currency", "close_on"))


def deals_count(subject: Subject) -> int:
    return _rows(subject).count()


def deals_erase(subject: Subject, most: int) -> int:
    """The sale stays as a figure. What was written about it goes where the deal was with that person alone."""
    ids = list(_rows(subject).values_list("pk", flat=True)[:most])
    alone = Deal.objects.filter(pk__in=ids, company=None, contact_id__in=list(subject.ids))
    _erase_words(list(alone.values_list("pk", flat=True)))
    Deal.objects.filter(pk__in=ids, contact_id__in=list(subject.ids)).update(contact=None)
    DealContact.objects.filter(deal_id__in=ids, contact_id__in=list(subject.ids)).delete()
    return len(ids)


def _erase_words(ids: Sequence[UUID]) -> None:
    """Also those on its lines, in fields that people made, in its history and among what is searched."""
    said = str(_("Erased"))
    nothing = dict.fromkeys(("sort_key", "search_text", "next_step", "lost_reason", "competitor", "source"), "")
    Deal.objects.filter(pk__in=ids).update(name=said, **nothing)
    DealLine.objects.filter(deal_id__in=ids).update(description=said)
    DealFields.objects.filter(pk__in=ids).delete()
    Change.objects.filter(record_type="deal", record_id__in=ids).update(before={}, after={}, source="")
    forget_words_for_good("deal", ids)


DEALS = PersonalData(
    name="sales.deals",
    label=_("Deals with them"),
    kind="contact",
    tables=("sales.Deal", "sales.DealContact", "sales.DealLine"),
    read=deals_read,
    count=deals_count,
    erase=deals_erase,
    order=52,
)
