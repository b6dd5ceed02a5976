from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class ExportMade(Event):
    """Records left the house in a file: of which kind, how many, and how the file is written."""

    kind = "foundation.export_made"
    subject_type = "export"

    records: str
    count: int
    format: str
