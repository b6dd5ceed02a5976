"""Rules by which contacts are not kept for ever, and what the clock does by them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from trato.customers.contacts.use_cases.trash import trash_contacts
from trato.customers.privacy.errors import RuleRefused
from trato.customers.privacy.events import RetentionApplied, RetentionRuleChanged
from trato.customers.privacy.models import RetentionAct, RetentionRule
from trato.customers.privacy.queries import contacts_for
from trato.customers.privacy.use_cases.erase import erase_contact
from trato.customers.stages import LIFECYCLE_STAGES
from trato.foundation.public import (
    SYSTEM,
    Actor,
    ChangeSet,
    Conflict,
    NotFound,
    SetState,
    Why,
    publish,
    record_and_publish,
    refuse_people,
    use_case,
)
from trato.kit.clock import now
from trato.kit.text import clean_text

MANAGE = "customers.manage_retention"
MOST_MONTHS = 1_200
CHUNK = 200
MOST_A_NIGHT = 20_000


@use_case(right=MANAGE)
def save_rule(
    rule_id: UUID | None, *, name: str, stages: Collection[str], months: int, act: str, by: Actor
) -> RetentionRule:
    """A rule that was changed is off: what it reaches now has to be looked at before it is switched on again."""
    facts = _facts(name, stages, months, act)
    rule = _locked(rule_id) if rule_id else RetentionRule(**facts)
    before = {each: getattr(rule, each) for each in facts} if rule_id else {}
    changed = [each for each in facts if before.get(each) != facts[each]]
    if not changed:
        return rule
    for each in changed:
        setattr(rule, each, facts[each])
    rule.is_on = False
    rule.save(force_insert=rule_id is None)
    _note(rule, {each: before.get(each) for each in changed}, {each: facts[each] for each in changed}, by)
    return rule


@use_case(right=MANAGE)
def switch_rule(rule_id: UUID, *, is_on: bool, by: Actor) -> RetentionRule:
    rule = _locked(rule_id)
    if rule.is_on != is_on:
        rule.is_on = is_on
        rule.save(update_fields=["is_on"])
        _note(rule, {"is_on": not is_on}, {"is_on": is_on}, by)
    return rule


@use_case(right=MANAGE)
def delete_rule(rule_id: UUID, *, by: Actor) -> None:
    rule = _locked(rule_id)
    _note(rule, {"name": rule.name}, {"deleted": True}, by)
    rule.delete()


def apply_retention() -> int:
    """Only the rules that are switched on. A run that falls leaves the rest for the next night. Answers how many."""
    done = 0
    for rule in RetentionRule.objects.filter(is_on=True).order_by("created_at"):
        done += _applied(rule)
    return done


def _applied(rule: RetentionRule) -> int:
    ids = list(contacts_for(rule).values_list("pk", flat=True)[:MOST_A_NIGHT])
    change_set = _opened(rule, len(ids)) if ids and rule.act == RetentionAct.TRASH else None
    done = 0
    for start in range(0, len(ids), CHUNK):
        done += apply_rule(rule.pk, ids[start : start + CHUNK], change_set=change_set, by=SYSTEM)
    close_run(rule.pk, done, change_set=change_set, by=SYSTEM)
    return done


def _opened(rule: RetentionRule, total: int) -> UUID:
    """What goes to the trash is a change set and can be undone; what is erased cannot."""
    return ChangeSet.objects.create(
        kind="trash",
        label=_("Retention: %(name)s") % {"name": rule.name},
        actor_kind=SYSTEM.kind,
        door=SYSTEM.door,
        record_type="contact",
        state=SetState.FINISHED,
        total=total,
        started_at=now(),
        finished_at=now(),
    ).pk


@use_case()
def apply_rule(rule_id: UUID, ids: Sequence[UUID], *, change_set: UUID | None, by: Actor) -> int:
    """A piece of a run. Who came back to life meanwhile, or whose rule was switched off, is left alone."""
    refuse_people(by)
    rule = RetentionRule.objects.select_for_update().filter(pk=rule_id, is_on=True).first()
    still = list(contacts_for(rule).filter(pk__in=ids).values_list("pk", flat=True)) if rule else []
    if rule is None or not still:
        return 0
    if rule.act == RetentionAct.TRASH:
        trash_contacts(still, by=by, change_set=change_set)
        return len(still)
    return sum(_erased(each, by) for each in still)


def _erased(contact_id: UUID, by: Actor) -> int:
    try:
        erase_contact(contact_id, by=by, why=Why.RETENTION)
    except Conflict:
        return 0  # somebody asked for it already
    return 1


@use_case()
def close_run(rule_id: UUID, count: int, *, change_set: UUID | None, by: Actor) -> None:
    refuse_people(by)
    rule = RetentionRule.objects.select_for_update().filter(pk=rule_id).first()
    if rule is None:
        return
    rule.last_run_at, rule.last_count = now(), count
    rule.save(update_fields=["last_run_at", "last_count"])
    if change_set:
        ChangeSet.objects.filter(pk=change_set).update(counts={"changed": count}, finished_at=now())
    if count:
        publish(RetentionApplied(subject_id=rule.pk, count=count, act=rule.act), by=by)


def _facts(name: str, stages: Collection[str], months: int, act: str) -> dict[str, Any]:
    known = [code for code, _label in LIFECYCLE_STAGES]
    text = clean_text(name).strip()
    if not text or len(text) > 100:
        raise RuleRefused(_("A rule needs a name of at most 100 characters."), field="name")
    if not stages or any(each not in known for each in stages):
        raise RuleRefused(_("Choose at least one lifecycle stage."), field="stages")
    if not 1 <= months <= MOST_MONTHS:
        raise RuleRefused(_("Between 1 and 1,200 months."), field="months")
    if act not in RetentionAct.values:
        raise RuleRefused(_("A rule puts into the trash or erases."), field="act")
    return {"name": text, "stages": [each for each in known if each in stages], "months": months, "act": act}


def _locked(rule_id: UUID) -> RetentionRule:
    found = RetentionRule.objects.select_for_update().filter(pk=rule_id).first()
    if found is None:
        raise NotFound(_("There is no such rule."))
    return found


def _note(rule: RetentionRule, before: dict[str, Any], after: dict[str, Any], by: Actor) -> None:
    event = RetentionRuleChanged(subject_id=rule.pk, fields=tuple(after))
    record_and_publish(event, by=by, before=before, after=after)
