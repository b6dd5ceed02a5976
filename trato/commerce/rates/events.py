from dataclasses import dataclass

from trato.foundation.public import Event


@dataclass(frozen=True, kw_only=True)
class RatesTaken(Event):
    """A piece of a file of rates is in: days from the first to the last of them may convert otherwise now."""

    kind = "commerce.rates_taken"
    subject_type = "rate_file"

    first_day: str = ""
    last_day: str = ""
    new: int = 0
    changed: int = 0
