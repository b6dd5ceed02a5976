"""How many answers are taken at once: from one address, by one form. Asked before anything is read or looked up.

The buckets stand in the memory of each web process, which holds its share; they fill up evenly within their window.
"""

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

MOST_BUCKETS = 10_000
WINDOW = 600.0  # seconds
OF_ADDRESS, OF_ADDRESS_UNMARKED, OF_FORM = 20, 10, 300  # within a window
FLUSH_COUNT, FLUSH_SECONDS = 200, 10.0


@dataclass
class Buckets:
    """The one that was used longest ago is forgotten first, so memory is bounded whatever comes."""

    quota: float
    held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, whose: str) -> bool:
        with self.lock:
            moment = monotonic()
            left, since = self.held.pop(whose, (self.quota, moment))
            left = min(self.quota, left + (moment - since) * self.quota / WINDOW)
            self.held[whose] = (left - 1 if left >= 1 else left, moment)
            if len(self.held) > MOST_BUCKETS:
                self.held.popitem(last=False)
        return left >= 1


@dataclass
class Tally:
    """What was refused without being kept, added up in memory: a robot costs no statement for each of its posts."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    since: float = field(default_factory=monotonic)
    lock: Lock = field(default_factory=Lock)

    def add(self, key: str, why: str) -> dict[tuple[str, str], int]:
        """Answers what has to be written now: mostly nothing."""
        with self.lock:
            if (key, why) in self.counts or len(self.counts) < MOST_BUCKETS:
                self.counts[key, why] += 1
            if self.counts.total() < FLUSH_COUNT and monotonic() - self.since < FLUSH_SECONDS:
                return {}
        return self.taken()

    def taken(self) -> dict[tuple[str, str], int]:
        with self.lock:
            found, self.since = dict(self.counts), monotonic()
            self.counts.clear()
        return found


def _share(quota: int) -> float:
    return max(1.0, quota / settings.WEB_WORKERS)


@dataclass
class Limits:
    of_address: Buckets = field(default_factory=lambda: Buckets(_share(OF_ADDRESS)))
    of_address_unmarked: Buckets = field(default_factory=lambda: Buckets(_share(OF_ADDRESS_UNMARKED)))
    of_form: Buckets = field(default_factory=lambda: Buckets(_share(OF_FORM)))
    tally: Tally = field(default_factory=Tally)

    def allow_address(self, address: str, key: str, *, is_marked: bool) -> bool:
        return (self.of_address if is_marked else self.of_address_unmarked).take(f"{address} {key}")

    def allow_form(self, key: str) -> bool:
        return self.of_form.take(key)


LIMITS = Limits()


def address_of(request: HttpRequest) -> str:
    """Whom a bucket belongs to. A proxy beside us is believed for the last address that it names; an IPv6 network
    counts as one, because whoever has one address of it has them all."""
    address = _read(str(request.META.get("REMOTE_ADDR", "")))
    if address is None:
        return "?"
    if not address.is_global:
        named = _read(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
        address = named or address
    return str(address) if address.version == 4 else str(ip_network(f"{address}/64", strict=False))


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text[:60])
    except ValueError:
        return None
