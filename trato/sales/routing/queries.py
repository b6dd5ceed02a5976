"""Questions about rules of routing, the people in them and what they decided."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from psycopg import sql

from trato.customers.public import of_contact
from trato.foundation.public import SYSTEM, NotFound, RuleRefused, User, compiled, read_records, record_kind
from trato.sales.routing.models import DecisionQuerySet, RoutingDecision, RoutingRule, RoutingTurn

# A lead that is still to be worked on; who gave up on it, or came to a deal, has it off his desk.
_OPEN_LEADS = """
select owner_id, count(*) from customers_contact
where owner_id = any(%s) and is_standing and lifecycle_stage in ('subscriber', 'lead', 'mql', 'sql')
  and lead_status not in ('unqualified', 'junk')
group by owner_id"""
_OPEN_DEALS = """
select owner_id, count(*) from sales_deal
where owner_id = any(%s) and is_standing and state = 'open' group by owner_id"""
_FITTING = sql.SQL("select r.id from customers_contact r where r.id = any(%s) and {}")
WHERE = ("country", "region", "postal_code")


def rules_in_order() -> QuerySet[RoutingRule]:
    return RoutingRule.objects.filter(deleted_at=None).order_by("place", "id")


def routing_rule(rule_id: UUID) -> RoutingRule:
    found = rules_in_order().filter(pk=rule_id).first()
    if found is None:
        raise NotFound(_("There is no such rule."))
    return found


def fitting(rule: RoutingRule, contacts: Collection[UUID]) -> set[UUID]:
    """Which of them fit; asked of all at once. Nobody does while the rule cannot be read."""
    if not rule.rules or not contacts:
        return set(contacts)
    try:
        condition, parameters = compiled(record_kind("contact"), rule.rules, seen_by=SYSTEM, place="rules").checked
    except RuleRefused:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_FITTING.format(condition), [list(contacts), *parameters])
        return {id_ for (id_,) in cursor.fetchall()}


def people_of(rules: Sequence[RoutingRule]) -> dict[UUID, list[User]]:
    """By rule: who of its people, team and territories still works here, in a fixed order."""
    named = {rule.id: set(map(UUID, rule.people)) for rule in rules}
    for rule in rules:
        named[rule.id] |= {each.user_id for each in rule.territories.all()}
    teams = {rule.team_id for rule in rules if rule.team_id}
    members: dict[UUID, set[UUID]] = {team: set() for team in teams}
    through = User.teams.through.objects.filter(team_id__in=teams).values_list("team_id", "user_id")
    for team, user in through:
        members[team].add(user)
    wanted = {rule.id: named[rule.id] | (members[rule.team_id] if rule.team_id else set()) for rule in rules}
    every = set().union(*wanted.values()) if wanted else set()
    active = list(User.objects.filter(pk__in=every, is_active=True).order_by("id"))
    return {rule: [each for each in active if each.id in ids] for rule, ids in wanted.items()}


def loads_of(users: Collection[UUID]) -> dict[UUID, int]:
    """Open leads and open deals of each."""
    found = dict.fromkeys(users, 0)
    with connection.cursor() as cursor:
        for statement in (_OPEN_LEADS, _OPEN_DEALS):
            cursor.execute(statement, [list(users)])
            for owner, count in cursor.fetchall():
                found[owner] += count
    return found


def turns_of(rules: Sequence[RoutingRule]) -> dict[tuple[UUID, UUID], int]:
    rows = RoutingTurn.objects.filter(rule__in=rules).values_list("rule_id", "user_id", "turn")
    return {(rule, user): turn for rule, user, turn in rows}


def places_of(contacts: Collection[UUID]) -> Mapping[UUID, Mapping[str, str]]:
    """Country, region and postal code of each, as their first address has them."""
    rows = read_records(record_kind("contact"), list(contacts), seen_by=SYSTEM, columns=WHERE)
    return {row["id"]: {name: str(row[name] or "") for name in WHERE} for row in rows}


def decisions_told() -> DecisionQuerySet:
    return DecisionQuerySet(RoutingDecision).select_related("rule", "user")


def decisions_of(contact_id: UUID, *, limit: int = 3) -> list[RoutingDecision]:
    """The newest first, of all that were merged."""
    rows = decisions_told().filter(of_contact(contact_id, through="contact_id"))
    return list(rows.order_by("-id")[:limit])
