"""Stages are made, changed, ordered and taken out of use."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trato.foundation.public import SYSTEM, Actor, RecordUpdate, record_kind, use_case
from trato.kit.text import clean_text
from trato.sales.pipelines.errors import PipelineRefused
from trato.sales.pipelines.models import OPEN, STATES, Stage
from trato.sales.pipelines.queries import pipelines_now
from trato.sales.pipelines.use_cases.changing import (
    MOST_STAGES,
    code_for,
    keep,
    locked_pipeline,
    locked_stage,
    name_in,
    take_turn,
)

RIGHT = "sales.manage_pipelines"
MOST_ITEMS, LONGEST_ITEM = 20, 100
LONGEST_ROT = 3_650
MOST_MOVED = 1_000  # within one transaction; more are moved as a set of changes
HALF = 50


@dataclass(frozen=True, kw_only=True)
class StageFacts:
    name: str
    state: str = OPEN
    probability: int = 0
    rots_after_days: int | None = None
    required_fields: Sequence[str] = ()
    checklist: Sequence[str] = ()


@use_case(right=RIGHT)
def make_stage(pipeline: str, facts: StageFacts, *, by: Actor) -> Stage:
    """Behind the other stages of its state."""
    take_turn(by)
    one = locked_pipeline(pipeline)
    mine = list(Stage.objects.filter(pipeline=one, is_archived=False))
    if len(mine) >= MOST_STAGES:
        raise PipelineRefused(_("A pipeline has at most %(most)s stages.") % {"most": MOST_STAGES})
    values = _checked(facts, [each.name for each in mine])
    code = code_for(facts.name, list(Stage.objects.values_list("code", flat=True)))
    stage = Stage(pipeline_id=one.code, code=code, **values)
    ranks = {state: rank for rank, (state, _label) in enumerate(STATES)}
    ordered = sorted([*mine, stage], key=lambda each: ranks[each.state])
    stage.save(force_insert=True)
    _number(ordered)
    keep(one, by=by, before={}, after={"stage": code, **values}, stage=code)
    return stage


@use_case(right=RIGHT)
def change_stage(code: str, facts: StageFacts, *, by: Actor) -> Stage:
    """What it means, open, won or lost, stays as long as deals stand in it."""
    take_turn(by)
    stage = locked_stage(code)
    others = Stage.objects.filter(pipeline_id=stage.pipeline_id, is_archived=False).exclude(code=code)
    values = _checked(facts, list(others.values_list("name", flat=True)))
    before = {name: getattr(stage, name) for name in values}
    if values["state"] != stage.state and deals_in(code):
        raise PipelineRefused(_("Deals stand in this stage, so it stays what it is."), field="state")
    if before == values:
        return stage
    for name, value in values.items():
        setattr(stage, name, value)
    stage.save(update_fields=list(values))
    keep(stage.pipeline, by=by, before=before, after=values, stage=code)
    return stage


@use_case(right=RIGHT)
def order_stages(pipeline: str, codes: Sequence[str], *, by: Actor) -> None:
    take_turn(by)
    one = locked_pipeline(pipeline)
    before = list(Stage.objects.filter(pipeline=one, is_archived=False))
    places = {code: place for place, code in enumerate(codes)}
    after = sorted(before, key=lambda each: places.get(each.code, len(places) + each.order))
    _number(after)
    if [each.code for each in before] != [each.code for each in after]:
        stages = {"before": [each.code for each in before], "after": [each.code for each in after]}
        keep(one, by=by, before={"stages": stages["before"]}, after={"stages": stages["after"]})


@use_case(right=RIGHT)
def remove_stage(code: str, *, by: Actor, to: str = "") -> None:
    """Deals that stand in it go to another one, which has to be said. Their history keeps it."""
    take_turn(by)
    stage = locked_stage(code)
    others = Stage.objects.filter(pipeline_id=stage.pipeline_id, is_archived=False).exclude(code=code)
    if not others.exists():
        raise PipelineRefused(_("A pipeline has at least one stage."))
    if count := deals_in(code):
        _move_all(stage, count, to)
    stage.is_archived = True
    stage.save(update_fields=["is_archived"])
    keep(stage.pipeline, by=by, before={"stage": code}, after={"moved_to": to}, stage=code)


@use_case(right=RIGHT)
def make_stages(words: Sequence[str], *, by: Actor) -> Mapping[str, str]:
    """Open stages of the first pipeline, as a file names them; answers their codes. How likely they are is guessed."""
    first = next(each.code for each in pipelines_now().in_use)
    return {word: make_stage(first, StageFacts(name=word, probability=HALF), by=by).code for word in words}


def deals_in(code: str) -> int:
    """Thrown away ones too: they come back to where they were."""
    return Stage.objects.get(code=code).deals.count()


def _move_all(stage: Stage, count: int, to: str) -> None:
    target = Stage.objects.filter(pipeline_id=stage.pipeline_id, code=to, is_archived=False).exclude(code=stage.code)
    if not target.exists():
        said = ngettext(
            "%(count)s deal stands in this stage. Say where it goes.",
            "%(count)s deals stand in this stage. Say where they go.",
            count,
        )
        raise PipelineRefused(said % {"count": count}, field="to")
    if count > MOST_MOVED:
        said = _("%(count)s deals stand in this stage. Choose them in the list and move them to another one first.")
        raise PipelineRefused(said % {"count": count}, field="to")
    living = stage.deals.filter(deleted_at=None).order_by("id").values_list("id", flat=True)
    kind = record_kind("deal")
    kind.update([RecordUpdate(id=id_, values={"stage": to}) for id_ in living], by=SYSTEM)
    state = target.get().state
    # What lies in the trash is not changed, only where it would come back to; if it can be there at all.
    stage.deals.filter(deleted_at__isnull=False, state=state).update(stage_id=to)


def _checked(facts: StageFacts, others: Sequence[str]) -> dict[str, Any]:
    items = [item for item in (clean_text(each).strip() for each in facts.checklist) if item]
    if len(items) > MOST_ITEMS or any(len(item) > LONGEST_ITEM for item in items):
        said = _("A checklist has at most %(most)s items of at most %(longest)s characters.")
        raise PipelineRefused(said % {"most": MOST_ITEMS, "longest": LONGEST_ITEM}, field="checklist")
    if facts.state not in dict(STATES):
        raise PipelineRefused(_("A stage is open, won or lost."), field="state")
    if not 0 <= facts.probability <= 100:
        raise PipelineRefused(_("A probability is a number from 0 to 100."), field="probability")
    if facts.rots_after_days is not None and not 1 <= facts.rots_after_days <= LONGEST_ROT:
        said = _("From 1 to %(most)s days, or none.")
        raise PipelineRefused(said % {"most": LONGEST_ROT}, field="rots_after_days")
    _refuse_unknown_fields(facts.required_fields)
    unique = list({item.casefold(): item for item in reversed(items)}.values())[::-1]
    fields = list(dict.fromkeys(facts.required_fields))
    return asdict(facts) | {"name": name_in(facts.name, others), "checklist": unique, "required_fields": fields}


def _refuse_unknown_fields(names: Sequence[str]) -> None:
    known = record_kind("deal").by_name
    for name in names:
        if name not in known or not known[name].editable:
            raise PipelineRefused(_("There is no field “%(name)s”.") % {"name": name[:60]}, field="required_fields")


def _number(stages: Sequence[Stage]) -> None:
    for place, stage in enumerate(stages):
        stage.order = place
    Stage.objects.bulk_update(stages, ["order"])
