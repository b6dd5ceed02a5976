from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class ErasureBegun(Event):
    """`why`: request, retention or list (replayed after a restore)."""

    kind = "foundation.erasure_begun"
    subject_type = "erasure"

    records: str
    why: str
