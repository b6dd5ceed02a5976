"""How far a long piece of work is."""

from dataclasses import dataclass
from datetime import datetime

from trato.kit.clock import now


@dataclass(frozen=True)
class Progress:
    """`rate` is rows a second. `seconds_left` is None until there is a rate.

    As long as nobody knows how much there is to do, it is not measured and has no percent to show.
    """

    percent: int
    rate: int
    seconds_left: int | None
    is_measured: bool = True


def progress(share: float | None, rows: int, *, since: datetime | None, until: datetime | None) -> Progress:
    """`share` of the whole is done, None if nobody knows; it began and perhaps ended."""
    if since is None:
        return Progress(100 if until else 0, 0, None)
    seconds = max(((until or now()) - since).total_seconds(), 0.1)
    rate = round(rows / seconds)
    if until:
        return Progress(100, rate, None)
    if share is None:
        return Progress(0, rate, None, is_measured=False)
    done = min(share, 1.0)
    return Progress(min(99, int(100 * done)), rate, round(seconds / done - seconds) if done else None)
