"""What the builder of rules asks for while somebody works in it."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from trato.foundation.fields.public import fields_in
from trato.foundation.public import Count, RecordKind, RuleRefused, count_soon, rules_from
from trato.web.lists.amounts import said_about
from trato.web.lists.slow import slow_among
from trato.web.lists.views import listed_kind
from trato.web.people.requests import StaffRequest
from trato.web.rules.builder import BuiltGroup, picker, row_picked

LONGEST_TREE, LONGEST_ROW = 1_000_000, 20_000
ANY_NUMBER = 10**15


@login_required
@require_POST
def rules_count(request: StaffRequest, plural: str) -> HttpResponse:
    """Never later than in some tenths of a second: then it is an estimate, and says so."""
    kind = listed_kind(request, plural)
    try:
        rules = rules_from(request.POST.get("rules", ""), place="rules", longest=LONGEST_TREE)
        count = count_soon(kind, rules, seen_by=request.actor)
    except RuleRefused as refusal:
        return render(request, "web/rules/count.html", {"refusal": str(refusal)})
    slow = slow_among(kind, set(fields_in(rules)), by=request.actor)
    return render(request, "web/rules/count.html", _counted(kind, count) | {"slow": slow})


def _counted(kind: RecordKind, count: Count) -> dict[str, Any]:
    return {"kind": kind, "said": said_about(count, most=ANY_NUMBER), "count": count.number}


@login_required
@require_GET
def rules_row(request: StaffRequest, plural: str) -> HttpResponse:
    """A row as it stands after something was picked in it; without a pick, a row to pick in."""
    kind = listed_kind(request, plural)
    given = _given(request.GET.get("rule", ""))
    row = row_picked(kind, request.GET.get("key", ""), given, request.actor)
    facts = {"kind": kind, "row": row, "picker": picker(kind, request.actor)}
    return render(request, "web/rules/row.html", facts)


@login_required
@require_GET
def rules_group(request: StaffRequest, plural: str) -> HttpResponse:
    kind = listed_kind(request, plural)
    facts = {"kind": kind, "group": BuiltGroup(kind, "and"), "is_inner": True}
    return render(request, "web/rules/group.html", facts)


def _given(text: str) -> dict[str, Any]:
    """What stood in the row before, as far as it is anything."""
    try:
        found = json.loads(text[:LONGEST_ROW]) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
