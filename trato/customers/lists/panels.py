"""What stands on the pages of lists, and on those of their members."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from trato.customers.companies.queries import cluster_of as firms_of
from trato.customers.contacts.queries import cluster_of
from trato.customers.lists.models import StaticList
from trato.customers.lists.queries import count_members, lists_of
from trato.foundation.public import Actor, record_kind

Facts = Mapping[str, object] | None


def lists_of_contact(contact_id: UUID, actor: Actor) -> Facts:
    found = list(lists_of(cluster_of(contact_id), actor))
    return {"lists": found} if found else None


def lists_of_company(company_id: UUID, actor: Actor) -> Facts:
    found = list(lists_of(firms_of(company_id), actor))
    return {"lists": found} if found else None


def members_panel(list_id: UUID, actor: Actor) -> Facts:
    one = StaticList.objects.seen_by(actor).filter(pk=list_id).first()
    if one is None or not actor.may(record_kind(one.member_kind).right("see")):
        return None
    return {"count": count_members(one, actor), "url": members_url(one)}


def members_url(one: StaticList) -> str:
    """The ordinary list with this one as its filter: everything that lists can do, they can do with it."""
    rules: dict[str, Any] = {"list": str(one.id)}
    plural = record_kind(one.member_kind).plural
    return f"{reverse('web:list', args=[plural])}?{urlencode({'rules': json.dumps(rules, separators=(',', ':'))})}"
