from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class PipelineChanged(Event):
    """Made, renamed, put into another order, archived; or one of its stages was."""

    kind = "sales.pipeline_changed"
    subject_type = "pipeline"

    pipeline: str = ""
    stage: str = ""
