"""Deals that are a contact's, and those in which he has a say."""

from django.db.models import Q

from trato.sales.deals.models import Deal, DealContact


def with_say_of(contacts: Q) -> Q:
    """`contacts` tells rows by their contact. Not one OR the other: for that, all deals would be read."""
    own = Deal.objects.filter(contacts).order_by().values("pk")
    return Q(pk__in=own.union(DealContact.objects.filter(contacts).order_by().values("deal_id"), all=True))
