"""What the pages of scoring show."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotAllowed, NotFound, record_kind
from trato.kit.errors import DomainError
from trato.sales.scoring.forms import ScoringPage, facts_of, number_in, typed_page
from trato.sales.scoring.models import ScoringRule
from trato.sales.scoring.queries import scoring_rules, threshold
from trato.sales.scoring.use_cases.rules import MANAGE, events_that_count, save_scoring_rule, set_threshold
from trato.web.public import StaffRequest, builder_of, say


def refuse_strangers(actor: Actor) -> None:
    if not actor.may(MANAGE):
        raise NotAllowed(_("Your role does not allow this."))


def index_page(*, given: QueryDict | None = None, refusal: str = "") -> dict[str, Any]:
    line, labels = threshold(), dict(events_that_count())
    points = given.get("points", "") if given else "" if line.points is None else str(line.points)
    return {
        "rules": [(rule, labels.get(rule.event, "")) for rule in scoring_rules()],
        "points": points,
        "is_status_set": "is_status_set" in given if given else line.is_status_set,
        "refusal": refusal,
    }


def saved_threshold(request: StaffRequest) -> HttpResponse:
    given = request.POST
    try:
        points = number_in(given.get("points", ""), "points")
        set_threshold(points, is_status_set="is_status_set" in given, by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        page = index_page(given=given, refusal=refusal.message)
        return render(request, "sales/scoring/index.html", page, status=422)
    say(request, _("The threshold is saved."))
    return redirect("sales:scoring")


def saved_rule(request: StaffRequest, rule: ScoringRule | None) -> HttpResponse:
    page = typed_page(request.POST)
    try:
        save_scoring_rule(facts_of(page), by=request.actor, rule_id=rule.id if rule else None)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return rule_page(request, page, rule, refusal=refusal)
    say(request, _("The rule is saved. Scores are being counted anew."))
    return redirect("sales:scoring")


def rule_page(
    request: StaffRequest, page: ScoringPage, rule: ScoringRule | None, *, refusal: DomainError | None = None
) -> HttpResponse:
    of_rules = refusal is not None and next(iter(refusal.fields), "").startswith("rules")
    facts = {
        "page": page,
        "rule": rule,
        "refusal": refusal.message if refusal and not of_rules else "",
        "builder": builder_of(record_kind("contact"), page.rules, request.actor, refusal=refusal if of_rules else None),
        "events": events_that_count(),
    }
    return render(request, "sales/scoring/rule.html", facts, status=422 if refusal else 200)
