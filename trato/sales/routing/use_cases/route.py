"""Leads without an owner get one, by the rules."""

from collections.abc import Collection, Mapping
from uuid import UUID

from trato.customers.public import Contact, update_contacts
from trato.foundation.public import Actor, RecordUpdate, publish_all, refuse_people, use_case
from trato.kit.clock import now
from trato.sales.routing.asking import Answer, Round, answers, round_at
from trato.sales.routing.events import LeadRouted
from trato.sales.routing.models import RoutingDecision, RoutingTurn


@use_case()
def route_contacts(asked: Mapping[UUID, UUID], *, captured: Collection[UUID], by: Actor) -> int:
    """`asked` are events by the contact that they are about. Who has an owner keeps them, and an event that was asked
    for before decides nothing again. Answers how many got an owner."""
    refuse_people(by)
    turn = round_at(now(), locked=True)
    free = _without_owner(asked) if turn.rules else []
    decided = set(RoutingDecision.objects.filter(event_id__in=asked.values()).values_list("event_id", flat=True))
    waiting = [each for each in free if asked[each] not in decided]
    found = dict(answers(turn, waiting, captured=captured, take=True))
    told = {id_: answer for id_, answer in found.items() if answer.rule or answer.passed or id_ in captured}
    _keep(told, asked, by)
    return _assign(found, turn, by)


@use_case()
def route_waiting(*, by: Actor, most: int = 500) -> int:
    """Those for whom nobody worked."""
    refuse_people(by)
    rows = RoutingDecision.objects.select_for_update(skip_locked=True).filter(is_waiting=True).order_by("id")
    waiting = {each.contact_id: each for each in rows[:most]}
    if not waiting:
        return 0
    turn = round_at(now(), locked=True)
    free = _without_owner(waiting)
    found = {
        id_: answer for id_, answer in answers(turn, free, captured=set(free), take=True) if not answer.choice.waits
    }
    gone = [each for each in waiting if each not in free]
    for id_ in (*found, *gone):
        waiting[id_].is_waiting = False
        if id_ in found:
            _decide(waiting[id_], found[id_])
    RoutingDecision.objects.bulk_update(waiting.values(), ["is_waiting", "rule", "user", "why"])
    publish_all([_event(waiting[id_]) for id_ in found], by=by, quietly=True)
    return _assign(found, turn, by)


def _without_owner(contacts: Collection[UUID]) -> list[UUID]:
    """Locked in the order of their ids, as all who write contacts do."""
    rows = Contact.objects.select_for_update().filter(pk__in=contacts, is_standing=True, owner=None).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _keep(found: Mapping[UUID, Answer], asked: Mapping[UUID, UUID], by: Actor) -> None:
    rows = []
    for id_, answer in found.items():
        row = RoutingDecision(contact_id=id_, event_id=asked[id_], is_waiting=answer.choice.waits)
        rows.append(_decide(row, answer))
    RoutingDecision.objects.bulk_create(rows)
    publish_all([_event(row) for row in rows], by=by, quietly=len(rows) > 1)


def _decide(row: RoutingDecision, answer: Answer) -> RoutingDecision:
    row.rule = answer.rule
    row.user_id = answer.choice.owner.id if answer.choice.owner else None
    row.why = answer.why
    return row


def _event(row: RoutingDecision) -> LeadRouted:
    return LeadRouted(
        contact_id=row.contact_id,
        subject_id=row.id,
        subject_version=1,
        rule=row.rule_id,
        owner=row.user_id,
        way=str(row.why.get("way", "")),
    )


def _assign(found: Mapping[UUID, Answer], turn: Round, by: Actor) -> int:
    owned = {id_: answer.choice.owner for id_, answer in found.items() if answer.choice.owner}
    if owned:
        updates = [RecordUpdate(id=id_, values={"owner": str(owner.id)}) for id_, owner in owned.items()]
        update_contacts(updates, by=by)
    rows = [RoutingTurn(rule_id=rule, user_id=user, turn=number) for (rule, user), number in turn.given.items()]
    RoutingTurn.objects.bulk_create(rows, update_conflicts=True, unique_fields=["rule", "user"], update_fields=["turn"])
    return len(owned)
