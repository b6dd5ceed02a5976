"""What the pages of routing show."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import dates
from django.utils.translation import gettext as _

from trato.customers.public import Contact
from trato.foundation.public import Actor, NotAllowed, NotFound, User, record_kind, team_tree
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.sales.lead_forms.queries import captured_among
from trato.sales.routing.asking import answers, round_at
from trato.sales.routing.forms import RulePage, facts_of, typed_page
from trato.sales.routing.models import Away, RoutingRule, Way, WorkingHours
from trato.sales.routing.queries import people_of, rules_in_order
from trato.sales.routing.telling import reasons_in
from trato.sales.routing.use_cases.hours import save_working_hours
from trato.sales.routing.use_cases.rules import MANAGE, save_routing_rule
from trato.sales.routing.working import hours_of
from trato.web.public import StaffRequest, builder_of, colleagues, say

TRIED = 25


def refuse_strangers(actor: Actor) -> None:
    if not actor.may(MANAGE):
        raise NotAllowed(_("Your role does not allow this."))


def index_page() -> dict[str, Any]:
    rules = list(rules_in_order().select_related("team").prefetch_related("territories"))
    people = people_of(rules)
    return {"rules": [(rule, [str(each) for each in people[rule.id]]) for rule in rules]}


def saved_rule(request: StaffRequest, rule: RoutingRule | None) -> HttpResponse:
    page = typed_page(request.POST)
    try:
        save_routing_rule(facts_of(page), by=request.actor, rule_id=rule.id if rule else None)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return rule_page(request, page, rule, refusal=refusal)
    say(request, _("The rule is saved."))
    return redirect("sales:routing")


def rule_page(
    request: StaffRequest, page: RulePage, rule: RoutingRule | None, *, refusal: DomainError | None = None
) -> HttpResponse:
    of_rules = refusal is not None and next(iter(refusal.fields), "").startswith("rules")
    said = "" if of_rules or refusal is None else refusal.message
    facts = {
        "page": replace(page, refusals={"": said} if said else {}),
        "rule": rule,
        "builder": builder_of(record_kind("contact"), page.rules, request.actor, refusal=refusal if of_rules else None),
        "ways": Way.choices,
        "aways": Away.choices,
        "colleagues": [(str(id_), name, str(id_) in page.people) for id_, name in colleagues()],
        "teams": [(str(team.id), team.name) for team in team_tree()],
    }
    return render(request, "sales/routing/rule.html", facts, status=422 if refusal else 200)


def tried(actor: Actor, wanted: str) -> dict[str, Any]:
    """Nothing is given out: who would get the latest contacts without an owner, or the one that was asked about."""
    contacts = _wanted(actor, wanted) or _latest(actor)
    by_id = {each.id: each for each in contacts}
    captured = captured_among(by_id)
    found = answers(round_at(now()), list(by_id), captured=captured or set(by_id), take=not wanted)
    lines = [
        {
            "contact": by_id[id_],
            "rule": answer.rule,
            "owner": answer.choice.owner.name if answer.choice.owner else "",
            "waits": answer.choice.waits,
            "reasons": reasons_in(answer.why),
        }
        for id_, answer in found
    ]
    return {"lines": lines, "is_one": bool(wanted and contacts), "people": _working_now()}


def _wanted(actor: Actor, text: str) -> list[Contact]:
    try:
        return list(Contact.objects.seen_by(actor).filter(pk=UUID(text), is_standing=True))
    except ValueError:
        return []


def _latest(actor: Actor) -> list[Contact]:
    return list(Contact.objects.seen_by(actor).filter(is_standing=True, owner=None).order_by("-id")[:TRIED])


def _working_now() -> list[tuple[str, bool]]:
    turn = round_at(now())
    found = {each.id: each for asked in turn.asked.values() for each in asked.people}
    return sorted((each.name, each.is_working) for each in found.values())


def hours_index() -> dict[str, Any]:
    users = list(User.objects.filter(is_active=True).order_by("name", "id"))
    own = set(WorkingHours.objects.filter(user__in=users).values_list("user_id", flat=True))
    hours, moment = hours_of([each.id for each in users]), now()
    lines = [(each, each.id in own, hours[each.id].at(moment, zone=each.time_zone)) for each in users]
    return {"people": lines, "has_common": WorkingHours.objects.filter(user=None).exists()}


def hours_page(user: User | None, *, given: QueryDict | None = None, refusal: str = "") -> dict[str, Any]:
    row = WorkingHours.objects.filter(user=user).first() or WorkingHours(user=user)
    spans = [", ".join("-".join(span) for span in day) for day in [*row.days, *[[]] * 7][:7]]
    typed = given.getlist("day") if given else spans
    free = given.get("free", "") if given else "\n".join(" ".join(filter(None, each)) for each in row.free)
    days = [(str(dates.WEEKDAYS[n]), text) for n, text in enumerate([*typed, *[""] * 7][:7])]
    return {"user": user, "days": days, "free": free, "refusal": refusal}


def saved_hours(request: StaffRequest, user: User | None) -> HttpResponse:
    given = request.POST
    try:
        id_ = user.id if user else None
        save_working_hours(id_, days=given.getlist("day"), free=given.get("free", ""), by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        page = hours_page(user, given=given, refusal=refusal.message)
        return render(request, "sales/routing/hours.html", page, status=422)
    say(request, _("The working hours are saved."))
    return redirect("sales:working_hours")
