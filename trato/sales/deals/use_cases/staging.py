"""Which stage a deal is to be in, and what follows from it: its pipeline, whether it is open, since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, PreparedRow, today_of
from trato.kit.clock import now
from trato.sales.pipelines.models import OPEN, Stage
from trato.sales.pipelines.queries import Pipelines

ABOUT_STAGE = frozenset({"stage", "pipeline", "state"})
NOON = time(12)
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Stager:
    """For one set of rows. What is not possible becomes a problem of its row."""

    known: Pipelines
    by: Actor
    brings_in: bool  # a file tells of what was long ago

    def begin(self, row: PreparedRow, given: Values) -> None:
        """A new deal is in the stage that was said, else in the first one."""
        wanted = self._wanted(row, given, {})
        if wanted is None:
            pipeline = row.columns.get("pipeline") or self._first_pipeline()
            mine = self.known.stages_of(pipeline)
            wanted = self.known.first_stage(pipeline) or (mine[0] if mine else None)
        if wanted is None:
            row.problems.setdefault("stage", _("This pipeline has no stage."))
            return
        self._enter(row, wanted, {})
        if self.brings_in and wanted.is_open and isinstance(row.columns.get("begun_on"), date):
            row.columns["stage_since"] = min(self._at(row.columns["begun_on"]), now())

    def move(self, row: PreparedRow, given: Values, held: Values) -> Stage | None:
        """The stage that a deal enters by a change, if it enters another one."""
        for name in ABOUT_STAGE:
            if row.columns.get(name, "") is None:
                del row.columns[name]
        if ABOUT_STAGE.isdisjoint(row.columns):
            return None
        wanted = self._wanted(row, given, held)
        if wanted is None or wanted.code == held["stage"]:
            self._stay(row, held)
            return None
        self._enter(row, wanted, held)
        return wanted

    def _stay(self, row: PreparedRow, held: Values) -> None:
        row.columns |= {name: held[name] for name in ABOUT_STAGE if name in row.columns}

    def _wanted(self, row: PreparedRow, given: Values, held: Values) -> Stage | None:
        columns = row.columns
        if columns.get("stage"):
            return self._stage_said(row, given, held)
        pipeline = columns.get("pipeline") or held.get("pipeline") or self._first_pipeline()
        state = columns.get("state") or held.get("state") or OPEN
        if columns.get("state") and columns["state"] != held.get("state", ""):
            return self._first_as(row, pipeline, state)
        if columns.get("pipeline") and held and pipeline != held["pipeline"]:
            name = self.known.stage_by_code[held["stage"]].name
            return self.known.stage_called(pipeline, name) or self._first_as(row, pipeline, state)
        return None

    def _stage_said(self, row: PreparedRow, given: Values, held: Values) -> Stage:
        """A name that several pipelines have means the stage of the deal's own."""
        stage = self.known.stage_by_code[row.columns["stage"]]
        pipeline = row.columns.get("pipeline") or held.get("pipeline")
        by_name = str(given.get("stage", "")).strip() != stage.code
        if not pipeline or stage.pipeline_id == pipeline or not (by_name or row.columns.get("pipeline")):
            return stage
        same = self.known.stage_called(pipeline, stage.name)
        if same is None and row.columns.get("pipeline"):
            facts = {"pipeline": self.known.by_code[pipeline].name, "stage": stage.name}
            row.problems["stage"] = _("The pipeline “%(pipeline)s” has no stage “%(stage)s”.") % facts
        return same or stage

    def _first_as(self, row: PreparedRow, pipeline: str, state: str) -> Stage | None:
        found = self.known.first_stage(pipeline, state=state)
        if found is None:
            row.problems["stage"] = _("The pipeline “%(pipeline)s” has no stage for that.") % {
                "pipeline": self.known.by_code[pipeline].name
            }
        return found

    def _first_pipeline(self) -> str:
        return next((each.code for each in self.known.in_use), self.known.every[0].code)

    def _enter(self, row: PreparedRow, stage: Stage, held: Values) -> None:
        columns, moment = row.columns, now()
        columns |= {"stage": stage.code, "pipeline": stage.pipeline_id, "state": stage.state, "stage_since": moment}
        if stage.is_open:
            columns["closed_at"] = None
            return
        if not columns.get("close_on") and held.get("state") in (None, OPEN):
            columns["close_on"] = today_of(self.by)
        day = columns.get("close_on") or held.get("close_on") or today_of(self.by)
        columns["closed_at"] = moment if day >= today_of(self.by) else self._at(day)
        if self.brings_in and not held:
            columns["stage_since"] = columns["closed_at"]

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, NOON, ZoneInfo(self.by.time_zone))
