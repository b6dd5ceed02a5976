from dataclasses import dataclass

from trato.foundation.events.log import Event


@dataclass(frozen=True, kw_only=True)
class SampleDataLoaded(Event):
    kind = "foundation.sample_data_loaded"
    subject_type = "installation"


@dataclass(frozen=True, kw_only=True)
class SampleDataRemoved(Event):
    """`kept_count` records stay, because people have made them their own."""

    kind = "foundation.sample_data_removed"
    subject_type = "installation"

    kept_count: int
