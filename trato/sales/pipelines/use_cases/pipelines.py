"""Pipelines are made, renamed, ordered and archived."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, use_case
from trato.sales.pipelines.errors import PipelineRefused
from trato.sales.pipelines.models import Pipeline, Stage
from trato.sales.pipelines.queries import first_pipelines
from trato.sales.pipelines.use_cases.changing import (
    MOST_PIPELINES,
    code_for,
    keep,
    locked_pipeline,
    name_in,
    take_turn,
)

RIGHT = "sales.manage_pipelines"


@use_case(right=RIGHT)
def make_pipeline(name: str, *, by: Actor) -> Pipeline:
    """With the stages that everybody begins with, to be changed."""
    take_turn(by)
    every = list(Pipeline.objects.all())
    if len(every) >= MOST_PIPELINES:
        raise PipelineRefused(_("There are at most %(most)s pipelines.") % {"most": MOST_PIPELINES})
    called = name_in(name, [each.name for each in every])
    code = code_for(called, [each.code for each in every])
    made = Pipeline.objects.create(code=code, name=called, order=len(every))
    taken = list(Stage.objects.values_list("code", flat=True))
    for stage in first_pipelines().stages:
        stage.pipeline_id, stage.code = code, code_for(f"{code} {stage.code}", taken)
        taken.append(stage.code)
        stage.save(force_insert=True)
    keep(made, by=by, before={}, after={"name": called})
    return made


@use_case(right=RIGHT)
def change_pipeline(code: str, *, name: str, by: Actor, is_archived: bool = False) -> Pipeline:
    take_turn(by)
    one = locked_pipeline(code)
    others = Pipeline.objects.exclude(code=code)
    if is_archived and not others.filter(is_archived=False).exists():
        raise PipelineRefused(_("At least one pipeline is in use."), field="is_archived")
    before = {"name": one.name, "archived": one.is_archived}
    one.name, one.is_archived = name_in(name, list(others.values_list("name", flat=True))), is_archived
    after = {"name": one.name, "archived": one.is_archived}
    if before != after:
        one.save(update_fields=["name", "is_archived"])
        keep(one, by=by, before=before, after=after)
    return one


@use_case(right=RIGHT)
def order_pipelines(codes: Sequence[str], *, by: Actor) -> None:
    """The first is that of deals which name none. Those that are not named come last."""
    take_turn(by)
    before = list(Pipeline.objects.all())
    places = {code: place for place, code in enumerate(codes)}
    after = sorted(before, key=lambda each: places.get(each.code, len(places) + each.order))
    for place, one in enumerate(after):
        one.order = place
    Pipeline.objects.bulk_update(after, ["order"])
    if [each.code for each in before] != [each.code for each in after]:
        keep(
            after[0],
            by=by,
            before={"order": [each.code for each in before]},
            after={"order": [each.code for each in after]},
        )
