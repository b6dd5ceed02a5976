from dataclasses import dataclass
from uuid import UUID

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class LeadCaptured(Event):
    """Somebody filled in a form, or a program told of them. `fields` are names of what was written of it."""

    kind = "sales.lead_captured"
    subject_type = "lead_answer"

    form: UUID | None = None
    is_new: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeadFormSaved(Event):
    """Made or changed."""

    kind = "sales.lead_form_saved"
    subject_type = "lead_form"

    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeadFormDeleted(Event):
    kind = "sales.lead_form_deleted"
    subject_type = "lead_form"


@dataclass(frozen=True, kw_only=True)
class LeadAnswerDropped(Event):
    """A colleague decided that what was kept back was nobody."""

    kind = "sales.lead_answer_dropped"
    subject_type = "lead_answer"

    form: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class LeadAnswerAdmitted(Event):
    """A colleague decided that what was kept back is somebody. `answer` is what became of it."""

    kind = "sales.lead_answer_admitted"
    subject_type = "lead_answer"

    form: UUID | None = None
    answer: UUID | None = None
