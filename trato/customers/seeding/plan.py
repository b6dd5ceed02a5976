"""What is to be seeded. Every value follows from the seed and a number, so that nothing has to be remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

HISTORY = timedelta(days=730)
MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15  # Weyl's step: neighbours land far from each other, and no two on one place

BUSY_OF = 100  # one later event in a hundred is about the first contact: a long story to read
WITHOUT_COMPANY_OF = 8

# Of ten thousand records: the first colleague has two hundred and the second two, as in life. All others share alike.
SHARES = 10_000
FIRST_HAS, SECOND_HAS = 200, 2
ENOUGH_TO_BE_UNEVEN = 10


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`run` tells one seeding from the next: addresses of both may stand side by side."""

    contacts: int
    companies: int
    events: int
    seed: int
    run: int
    until: datetime
    change_set: str
    owners: Sequence[tuple[str, str]] = field(repr=False)  # a colleague with the team
    tags: Mapping[str, str] = field(default_factory=dict, repr=False)  # ids by name

    @cached_property
    def since(self) -> datetime:
        return self.until - HISTORY

    @property
    def created_events(self) -> int:
        """Nothing comes to be without its event."""
        return self.contacts + self.companies

    @cached_property
    def later_events(self) -> int:
        return max(0, self.events - self.created_events) if self.contacts else 0

    def drawn(self, kind: str, place: int) -> int:
        """A number of 64 bits, as good as thrown with dice."""
        mixed = (self._starts[kind] + place * GOLDEN) & MASK
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & MASK
        return mixed ^ mixed >> 31

    @cached_property
    def _starts(self) -> dict[str, int]:
        """Each kind of thing throws its own dice."""
        kinds = ("contact", "company", "event", "note", "tag")
        return {kind: (self.seed * 1_000_003 + self.run * 5 + number) ** 3 for number, kind in enumerate(kinds)}

    def born(self, place: int, of: int) -> datetime:
        """Evenly over the history: the later a number, the later its birth, as in life."""
        return self.since + HISTORY * place / max(1, of)

    def contact_id(self, place: int) -> str:
        return id_of(self.born(place, self.contacts), self.drawn("contact", place))

    @cached_property
    def company_ids(self) -> Sequence[str]:
        return [id_of(self.born(n, self.companies), self.drawn("company", n)) for n in range(self.companies)]

    def company_of(self, drawn: int) -> int | None:
        """Where the contact works for whom this was drawn: nowhere for one in eight."""
        if not self.companies or drawn % WITHOUT_COMPANY_OF == 0:
            return None
        return (drawn >> 16) % self.companies

    def owner(self, drawn: int) -> tuple[str, str]:
        thrown = drawn >> 24
        if len(self.owners) < ENOUGH_TO_BE_UNEVEN:
            return self.owners[thrown % len(self.owners)]
        rest, share = divmod(thrown, SHARES)
        if share < FIRST_HAS + SECOND_HAS:
            return self.owners[share >= FIRST_HAS]
        return self.owners[2 + rest % (len(self.owners) - 2)]

    def rounds_of(self, contact: int) -> int:
        """How often a contact is heard of after it was created, the events of the busy one aside."""
        rounds, more = divmod(self.later_events, self.contacts)
        return rounds + (contact < more)


def id_of(born: datetime, drawn: int, *, digit: str = "8") -> str:
    """A UUIDv7 in hexadecimal. `digit` (8, 9, a or b) tells rows apart for which one number was drawn."""
    dice = f"{drawn:016x}"
    return f"{int(born.timestamp() * 1000):012x}7{dice[:3]}{digit}{dice[1:]}"
