"""How many requests a token may make: a bucket each, refilled evenly, emptied by one with every request.

The buckets stand in the memory of each web process, which holds its share of the quota, and the headers tell that
share: all processes together never allow more than the setting says.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from time import monotonic
from typing import Self

from django.conf import settings
from django.utils.translation import gettext as _

from trato.api.limits.errors import TooManyRequestsOfToken

WINDOW = 60  # seconds
MOST_BUCKETS = 10_000


@dataclass(frozen=True)
class Allowance:
    """What is left, as the headers of the IETF draft say it."""

    quota: int
    left: int
    seconds_to_full: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Policy": f'"token";q={self.quota};w={WINDOW}',
            "RateLimit": f'"token";r={self.left};t={self.seconds_to_full}',
        }


@dataclass
class Limits:
    """`quota` requests fit into a bucket, which fills up within a window."""

    quota: int
    clock: Callable[[], float] = monotonic
    buckets: dict[Hashable, tuple[float, float]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    @classmethod
    def from_settings(cls) -> Self:
        return cls(max(1, settings.API_RATE // settings.WEB_WORKERS))

    def take(self, whose: Hashable) -> Allowance:
        with self.lock:
            moment = self.clock()
            left = self._filled(whose, moment)
            taken = left >= 1
            self.buckets[whose] = (left - taken, moment)
            if len(self.buckets) > MOST_BUCKETS:
                self._forget_full(moment)
        if not taken:
            raise self._refusal(left)
        return self._allowance(left - 1)

    def _filled(self, whose: Hashable, moment: float) -> float:
        left, since = self.buckets.get(whose, (float(self.quota), moment))
        return min(float(self.quota), left + (moment - since) * self.quota / WINDOW)

    def _forget_full(self, moment: float) -> None:
        """A full bucket says nothing that a new one would not."""
        full = [whose for whose in self.buckets if self._filled(whose, moment) >= self.quota]
        for whose in full:
            del self.buckets[whose]

    def _allowance(self, left: float) -> Allowance:
        return Allowance(self.quota, int(left), ceil((self.quota - left) * WINDOW / self.quota))

    def _refusal(self, left: float) -> TooManyRequestsOfToken:
        seconds = max(1, ceil((1 - left) * WINDOW / self.quota))
        message = _("This token has made %(quota)s requests within a minute. Wait %(seconds)s seconds.")
        told = {"quota": self.quota, "seconds": seconds}
        return TooManyRequestsOfToken(message % told, seconds=seconds, headers=self._allowance(left).headers)
