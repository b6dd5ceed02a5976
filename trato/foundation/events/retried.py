"""What administrators did with readers."""

from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class ReaderRetried(Event):
    kind = "foundation.reader_retried"

    reader: str
