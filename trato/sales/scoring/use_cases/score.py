"""Scores are counted and written where they differ."""

from collections.abc import Collection, Mapping
from uuid import UUID

from trato.customers.public import Contact, Scored, record_traits, update_contacts
from trato.foundation.public import Actor, RecordUpdate, publish_all, refuse_people, use_case
from trato.kit.clock import now
from trato.sales.scoring.events import LeadQualified
from trato.sales.scoring.measuring import Score, scores_of
from trato.sales.scoring.models import Threshold
from trato.sales.scoring.queries import TRAIT, kept_scores, roots_among, rules_that_count, score_trait, threshold

AT_ONCE = 1_000
STILL_OPEN = ("", "new", "contacted", "nurturing")
LEADS = ("subscriber", "lead", "mql", "sql")
SOURCE = "Trato"
NOTHING: tuple[None, list[str]] = (None, [])


@use_case()
def score_contacts(ids: Collection[UUID], *, by: Actor) -> int:
    """At most so many at once as one call of traits takes. Answers how many scores differed."""
    refuse_people(by)
    rules = rules_that_count()
    contacts = roots_among(ids) if score_trait() else []
    if not contacts:
        return 0
    held = kept_scores(contacts)
    found = scores_of(contacts, rules, at=now()) if rules else {}
    changed = {id_: found.get(id_) for id_ in contacts if _said(found.get(id_)) != held.get(id_, NOTHING)}
    rows = [
        Scored(record_id=id_, value=score.total if score else None, reasons=score.reasons if score else [])
        for id_, score in changed.items()
    ]
    for first in range(0, len(rows), AT_ONCE):
        record_traits(TRAIT, rows[first : first + AT_ONCE], by=by, source=SOURCE)
    _qualify(changed, held, threshold(), by)
    return len(changed)


def _said(score: Score | None) -> tuple[int | None, list[str]]:
    return (score.total, score.reasons) if score else NOTHING


def _qualify(
    changed: Mapping[UUID, Score | None],
    held: Mapping[UUID, tuple[int | None, list[str]]],
    line: Threshold,
    by: Actor,
) -> None:
    if line.points is None:
        return
    risen = {
        id_: score.total
        for id_, score in changed.items()
        if score and score.total >= line.points and _is_below(held.get(id_, NOTHING)[0], line.points)
    }
    publish_all(
        [
            LeadQualified(contact_id=id_, subject_id=id_, score=total, threshold=line.points)
            for id_, total in risen.items()
        ],
        by=by,
        quietly=len(risen) > 1,
    )
    if line.is_status_set and risen:
        _set_status(risen, by)


def _is_below(before: int | None, line: int) -> bool:
    return before is None or before < line


def _set_status(ids: Collection[UUID], by: Actor) -> None:
    """Of leads that somebody still works on; who was given up or is a customer stays so."""
    rows = Contact.objects.filter(pk__in=ids, lifecycle_stage__in=LEADS, lead_status__in=STILL_OPEN)
    updates = [RecordUpdate(id=id_, values={"lead_status": "qualified"}) for id_ in rows.values_list("pk", flat=True)]
    if updates:
        update_contacts(updates, by=by)
