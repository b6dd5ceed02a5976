"""Where a contact's points come from, beside the contact."""

from collections.abc import Mapping
from uuid import UUID

from trato.foundation.public import Actor
from trato.kit.clock import now
from trato.sales.scoring.measuring import plainly, scores_of
from trato.sales.scoring.queries import TRAIT, rules_that_count, score_trait, threshold


def score_of_contact(record_id: UUID, actor: Actor) -> Mapping[str, object] | None:
    """As it is at this moment, part by part. For those who may see the trait."""
    if score_trait() is None or not actor.may_see_field("contact", f"trait_{TRAIT}"):
        return None
    rules = rules_that_count()
    score = scores_of([record_id], rules, at=now()).get(record_id) if rules else None
    if score is None:
        return None
    parts = sorted(score.parts, key=lambda each: -each.points)
    told = [(plainly(each.points, signed=True), each) for each in parts]
    return {"total": score.total, "parts": told, "threshold": threshold().points}
