"""The pipelines and their stages as they are now."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import override

from trato.foundation.public import LiveChoices, asked_beside, installation
from trato.sales.pipelines.models import LOST, OPEN, WON, Pipeline, Stage

FIRST_CODE = "sales"


@dataclass(frozen=True)
class Pipelines:
    """All of them in their order, archived ones too. `are_kept` is False while nobody has sold anything yet."""

    every: Sequence[Pipeline]
    stages: Sequence[Stage]
    are_kept: bool = True
    by_code: dict[str, Pipeline] = field(init=False, repr=False, compare=False)
    stage_by_code: dict[str, Stage] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {each.code: each for each in self.every})
        object.__setattr__(self, "stage_by_code", {each.code: each for each in self.stages})

    @property
    def in_use(self) -> list[Pipeline]:
        return [each for each in self.every if not each.is_archived]

    def stages_of(self, pipeline: str) -> list[Stage]:
        """Those that are in use."""
        return [each for each in self.stages if each.pipeline_id == pipeline and not each.is_archived]

    def is_gone(self, stage: Stage) -> bool:
        return stage.is_archived or self.by_code[stage.pipeline_id].is_archived

    def first_stage(self, pipeline: str, *, state: str = OPEN) -> Stage | None:
        return next((each for each in self.stages_of(pipeline) if each.state == state), None)

    def stage_called(self, pipeline: str, name: str) -> Stage | None:
        """By its code or by what it is called there."""
        wanted = name.strip().casefold()
        mine = self.stages_of(pipeline)
        return next((each for each in mine if wanted in (each.code.casefold(), each.name.casefold())), None)


def pipelines_now() -> Pipelines:
    """One state of them for each request and use case."""
    return asked_beside("sales pipelines", _read)


def _read() -> Pipelines:
    every = list(Pipeline.objects.all())
    if not every:
        return first_pipelines()
    places = {each.code: place for place, each in enumerate(every)}
    stages = sorted(Stage.objects.all(), key=lambda each: (places[each.pipeline_id], each.order, each.id))
    return Pipelines(every, stages)


def first_pipelines() -> Pipelines:
    """What everybody begins with, in the company's language. Nothing is stored."""
    with override(installation().language):
        steps = [
            ("qualification", _("Qualification"), OPEN, 10, 30),
            ("demo", _("Demo"), OPEN, 25, 21),
            ("proposal", _("Proposal"), OPEN, 50, 21),
            ("negotiation", _("Negotiation"), OPEN, 70, 14),
            ("ready_to_close", _("Ready to close"), OPEN, 90, 14),
            ("won", _("Won"), WON, 100, None),
            ("lost", _("Lost"), LOST, 0, None),
        ]
        pipeline = Pipeline(code=FIRST_CODE, name=_("Sales"))
    stages = [
        Stage(
            pipeline_id=FIRST_CODE,
            code=code,
            name=name,
            order=place,
            state=state,
            probability=likely,
            rots_after_days=days,
        )
        for place, (code, name, state, likely, days) in enumerate(steps)
    ]
    return Pipelines([pipeline], stages, are_kept=False)


def _pipeline_choices(*, archived: bool) -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in pipelines_now().every if each.is_archived == archived]


def _stage_choices(*, archived: bool) -> list[tuple[str, str]]:
    """A name that several pipelines have stands with its pipeline, but for that of the first."""
    known = pipelines_now()
    names = Counter(each.name.casefold() for each in known.stages if not known.is_gone(each))
    first = known.every[0].code if known.every else ""
    return [
        (each.code, each.name if names[each.name.casefold()] <= 1 or each.pipeline_id == first else told(each, known))
        for each in known.stages
        if known.is_gone(each) == archived
    ]


def told(stage: Stage, known: Pipelines) -> str:
    return f"{stage.name} · {known.by_code[stage.pipeline_id].name}"


PIPELINES = LiveChoices(lambda: _pipeline_choices(archived=False))
ARCHIVED_PIPELINES = LiveChoices(lambda: _pipeline_choices(archived=True))
STAGES = LiveChoices(lambda: _stage_choices(archived=False))
ARCHIVED_STAGES = LiveChoices(lambda: _stage_choices(archived=True))


def checklist_items(typed: str) -> Sequence[str]:
    """Of all stages, for the field of a deal."""
    every = dict.fromkeys(item for stage in pipelines_now().stages for item in stage.checklist)
    return [item for item in every if item.casefold().startswith(typed.strip().casefold())]
