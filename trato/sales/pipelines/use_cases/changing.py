"""What each change of pipelines has in common: one at a time, seen by every request that follows, told by an event."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.public import Actor, NotFound, ask_anew, record_and_publish
from trato.kit.text import clean_text
from trato.sales.pipelines.errors import PipelineRefused
from trato.sales.pipelines.events import PipelineChanged
from trato.sales.pipelines.models import Pipeline, Stage
from trato.sales.pipelines.use_cases.begin import keep_first_pipelines

LONGEST_NAME = 100
MOST_PIPELINES, MOST_STAGES = 50, 50
_NO_CODE = re.compile(r"[^a-z0-9]+")


def take_turn(by: Actor) -> None:
    """Who changes pipelines waits here for who does already."""
    keep_first_pipelines(by=by)
    list(Pipeline.objects.select_for_update().order_by("id").values_list("id"))


def locked_pipeline(code: str) -> Pipeline:
    found = Pipeline.objects.filter(code=code).first()
    if found is None:
        raise NotFound(_("There is no such pipeline."))
    return found


def locked_stage(code: str) -> Stage:
    found = Stage.objects.filter(code=code, is_archived=False).first()
    if found is None:
        raise NotFound(_("There is no such stage."))
    return found


def keep(
    pipeline: Pipeline, *, by: Actor, before: Mapping[str, Any], after: Mapping[str, Any], stage: str = ""
) -> None:
    ask_anew()
    event = PipelineChanged(subject_id=pipeline.id, pipeline=pipeline.code, stage=stage)
    record_and_publish(event, by=by, before=before, after=after)


def name_in(given: str, others: Collection[str]) -> str:
    name = clean_text(given).strip()
    if not name or len(name) > LONGEST_NAME:
        said = _("A name has from 1 to %(most)s characters.")
        raise PipelineRefused(said % {"most": LONGEST_NAME}, field="name")
    if name.casefold() in {other.casefold() for other in others}:
        raise PipelineRefused(_("Another one is called “%(name)s”.") % {"name": name}, field="name")
    return name


def code_for(name: str, taken: Collection[str]) -> str:
    """Of a name in any script; it stays when the name changes."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    wanted = _NO_CODE.sub("_", plain).strip("_")[:40] or "stage"
    known, code, number = set(taken), wanted, 1
    while code in known:
        number += 1
        code = f"{wanted}_{number}"
    return code
