"""The board of deals: columns of stages, cards that are moved, and what a stage asks for on the way."""

import json
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trato.foundation.public import Conflict, NotAllowed, NotFound, RecordUpdate, record_kind, today_of
from trato.kit.errors import DomainError
from trato.sales.board.forms import GateForm, MoveForm, reasons
from trato.sales.board.queries import CARDS, Asked, Board, board_of, cards_of, quarter_begin
from trato.sales.deals.models import Deal
from trato.sales.deals.queries import deal_seen_by, ticked_of
from trato.sales.deals.use_cases.update import update_deals
from trato.sales.pipelines.models import Stage
from trato.sales.pipelines.queries import pipelines_now
from trato.web.public import StaffRequest, say, staff_page, told_only

SEE = "sales.see_deals"


@require_safe
@staff_page(SEE)
def board(request: StaffRequest) -> HttpResponse:
    asked = _asked(request)
    found = board_of(asked, today=today_of(request.actor))
    return render(request, "sales/board/show.html", _facts(request, asked, found))


@require_safe
@staff_page(SEE)
def board_more(request: StaffRequest, stage: str) -> HttpResponse:
    """The next cards of one column."""
    asked, after = _asked(request), _number(request.GET.get("after", ""))
    columns = board_of(asked, with_cards=False, today=today_of(request.actor)).columns
    column = next((each for each in columns if each.stage.code == stage), None)
    cards = cards_of(asked, stage=stage, after=after).get(stage, [])
    left = column.count - after - len(cards) if column else 0
    facts = {**_shared(request, asked), "column": column, "cards": cards, "left": left, "next": after + CARDS}
    return render(request, "sales/board/cards.html", facts)


@require_POST
@staff_page(SEE)
def board_move(request: StaffRequest) -> HttpResponse:
    """Into another stage; asks for what that needs, and says who was faster."""
    form = MoveForm(request.POST)
    stage = pipelines_now().stage_by_code.get(request.POST.get("stage", ""))
    if not form.is_valid() or stage is None:
        return _refused(request, _("There is no such stage."), status=422)
    return _tried(request, deal_seen_by(form.cleaned_data["deal"], request.actor), stage, form)


def _tried(request: StaffRequest, deal: Deal, stage: Stage, form: MoveForm) -> HttpResponse:
    try:
        (saved,) = update_deals([_update(request, deal, stage, form)], by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except Conflict as refusal:
        return _refused(request, str(refusal), status=409)
    except DomainError as refusal:
        return _gate(request, deal, stage, dict(refusal.fields), str(refusal))
    return _moved(request, deal, stage, saved.version)


def _update(request: StaffRequest, deal: Deal, stage: Stage, form: MoveForm) -> RecordUpdate:
    values = {"stage": stage.code, **_typed(request)}
    return RecordUpdate(id=deal.id, values=values, seen_version=form.cleaned_data["seen_version"])


def _typed(request: StaffRequest) -> dict[str, Any]:
    """What the gate asked for. An empty answer is none."""
    known = record_kind("deal").by_name
    names = [name for name in request.POST if name in known and name not in ("stage", "checks", "pipeline")]
    typed: dict[str, Any] = {name: text for name in names if (text := request.POST.get(name, "").strip())}
    return {**typed, "checks": request.POST.getlist("checks")} if "checks" in request.POST else typed


def _gate(request: StaffRequest, deal: Deal, stage: Stage, problems: dict[str, str], said: str) -> HttpResponse:
    if not problems or "stage" in problems:  # nothing that could be typed would open it
        return _refused(request, said, status=422)
    asked = [*problems, *(name for name in request.POST if name in stage.required_fields)]
    form = GateForm(stage, asked, ticked_of(deal.id), request.POST if "gate" in request.POST else None)
    if "gate" in request.POST:
        form.tell(problems, record_kind("deal"))
    facts = {"form": form, "deal": deal, "stage": stage, "reasons": reasons(), "seen": request.POST.get("seen_version")}
    return render(request, "sales/board/gate.html", facts, status=422)


def _moved(request: StaffRequest, deal: Deal, stage: Stage, version: int) -> HttpResponse:
    asked = Asked(stage.pipeline_id, request.actor, is_mine=request.POST.get("mine") == "yes")
    way_back = urlencode({"deal": deal.id, "stage": deal.stage_id, "mine": request.POST.get("mine", "")})
    said = _("%(name)s is in %(stage)s.") % {"name": deal.name, "stage": stage.name}
    if deal.stage_id != stage.code:
        say(request, said, undo_url=f"{reverse('sales:board_put_back')}?{way_back}")
    found = board_of(asked, with_cards=False, today=today_of(request.actor))
    answer = render(request, "sales/board/heads.html", _facts(request, asked, found))
    answer["HX-Trigger"] = json.dumps({"moved": {"id": str(deal.id), "version": version}})
    return answer


@require_POST
@staff_page(SEE)
def board_put_back(request: StaffRequest) -> HttpResponse:
    """Where it was before the move that a toast told of."""
    deal = deal_seen_by(_id(request.GET.get("deal", "")), request.actor)
    try:
        update_deals([RecordUpdate(id=deal.id, values={"stage": request.GET.get("stage", "")})], by=request.actor)
    except (NotAllowed, NotFound):
        raise
    except DomainError as refusal:
        return _refused(request, str(refusal), status=422)
    return told_only(request, news={"board-again": True})


def _refused(request: StaffRequest, said: str, *, status: int) -> HttpResponse:
    """The page shows the board as it is."""
    messages.error(request, said)
    return told_only(request, status=status, news={"board-again": True})


def _asked(request: StaffRequest) -> Asked:
    known = pipelines_now()
    wanted = request.GET.get("pipeline", "")
    first = next((each.code for each in known.in_use), known.every[0].code)
    is_mine = request.GET.get("mine") == "yes"
    return Asked(wanted if wanted in known.by_code else first, request.actor, is_mine=is_mine)


def _shared(request: StaffRequest, asked: Asked) -> dict[str, Any]:
    return {
        "pipeline": pipelines_now().by_code[asked.pipeline],
        "is_mine": asked.is_mine,
        "may_move": request.actor.may("sales.edit_deals"),
        "closed_deals": _closed(request, asked),
        "address": urlencode({"pipeline": asked.pipeline, **({"mine": "yes"} if asked.is_mine else {})}),
    }


def _facts(request: StaffRequest, asked: Asked, found: Board) -> dict[str, Any]:
    known = pipelines_now()
    return {
        **_shared(request, asked),
        "board": found,
        "pipelines": known.in_use,
        "may_create": request.actor.may("sales.create_deals"),
        "may_manage": request.actor.may("sales.manage_pipelines"),
        "cards_shown": CARDS,
    }


def _closed(request: StaffRequest, asked: Asked) -> str:
    """What the list of exactly those deals is asked that the zones of won and lost ones add up."""
    since = quarter_begin(today_of(request.actor)).isoformat()
    mine = {"owner": "me"} if asked.is_mine else {}
    return urlencode({"pipeline": asked.pipeline, "close_on.after": since, **mine})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
