"""Questions about rules of points and what they gave."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from trato.customers.public import Contact, Trait, TraitValue
from trato.foundation.public import NotFound
from trato.sales.scoring.models import ScoringRule, Threshold

TRAIT = "lead_score"


def scoring_rules() -> QuerySet[ScoringRule]:
    return ScoringRule.objects.filter(deleted_at=None).order_by("-points", "name", "id")


def rules_that_count() -> list[ScoringRule]:
    return list(scoring_rules().filter(is_on=True))


def scoring_rule(rule_id: UUID) -> ScoringRule:
    found = scoring_rules().filter(pk=rule_id).first()
    if found is None:
        raise NotFound(_("There is no such rule."))
    return found


def threshold() -> Threshold:
    return Threshold.objects.first() or Threshold()


def score_trait() -> Trait | None:
    """None while nobody made a rule."""
    return Trait.objects.filter(code=TRAIT, member_kind="contact").first()


def kept_scores(contacts: Collection[UUID]) -> dict[UUID, tuple[int | None, list[str]]]:
    """As they were written last, with their reasons."""
    rows = TraitValue.objects.filter(trait__code=TRAIT, trait__member_kind="contact", record_id__in=contacts)
    told = rows.values_list("record_id", "number", "reasons")
    return {id_: (int(number) if number is not None else None, reasons) for id_, number, reasons in told}


def roots_among(contacts: Collection[UUID]) -> list[UUID]:
    """Standing ones: what happened to one that was merged counts for the one it is now."""
    roots = Contact.objects.filter(pk__in=contacts).values("root_id")
    return list(Contact.objects.filter(pk__in=roots, is_standing=True).order_by("pk").values_list("pk", flat=True))


def contacts_after(last: UUID | None, *, limit: int) -> list[UUID]:
    rows = Contact.objects.filter(is_standing=True).order_by("pk")
    return list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:limit])
