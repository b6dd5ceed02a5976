"""Two years with the customers of a small company, told from a seed: who they are, what changed, what was noted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from trato.customers.samples import names
from trato.customers.samples.firms import FIRMS, LANGUAGES, TIME_ZONES, Firm
from trato.customers.samples.names import People, how_many, named
from trato.customers.samples.numbers import latin_letters, phone_number
from trato.customers.samples.texts import NOTES, ROLES, SOURCES, TAGS

HISTORY = timedelta(days=730)
SEED = 1492
PRIVATE_PEOPLE = 20  # contacts without a firm
PATHS: Sequence[Sequence[str]] = (
    ("subscriber",),
    ("lead",),
    ("lead", "mql"),
    ("lead", "mql", "sql"),
    ("lead", "sql", "opportunity"),
    ("lead", "mql", "sql", "opportunity", "customer"),
    ("lead", "opportunity", "customer"),
    ("lead", "opportunity", "customer", "advocate"),
    ("lead", "opportunity", "customer", "former"),
)
STATUS_AT = {"subscriber": "", "lead": "new", "mql": "contacted", "sql": "qualified", "opportunity": "qualified"}
PEOPLES: Mapping[str, People] = {
    people.country: people
    for people in (
        names.SPANISH,
        names.TELUGU,
        names.ENGLISH,
        names.GERMAN,
        names.POLISH,
        names.PORTUGUESE,
        names.UKRAINIAN,
        names.CHINESE,
    )
}


@dataclass(frozen=True)
class Story:
    """A record as it was first written down, then what changed and what was noted, each with its moment.

    `region` decides which colleague looks after it; `firm` is a place in FIRMS.
    """

    values: Mapping[str, Any]
    region: str
    born: datetime
    firm: int | None = None
    changes: Sequence[tuple[datetime, Mapping[str, Any]]] = ()
    notes: Sequence[tuple[datetime, str]] = ()

    @property
    def last(self) -> datetime:
        return max([self.born, *(at for at, _ in self.changes), *(at for at, _ in self.notes)])


@dataclass
class Teller:
    until: datetime
    chance: Random = field(default_factory=lambda: Random(SEED))
    told: set[str] = field(default_factory=set)

    def firms(self) -> list[Story]:
        return [self._firm(firm, number) for number, firm in enumerate(FIRMS)]

    def contacts(self, firms: Sequence[Story]) -> list[Story]:
        """Some for each firm, then people at home."""
        found = []
        for number, firm in enumerate(FIRMS):
            for _each in range(self.chance.randint(3, 7)):
                found.append(self._contact(firm.country, firms[number].born, number))
        for _each in range(PRIVATE_PEOPLE):
            country = self.chance.choice(("ES", "ES", "IN", "IN", "GB", "PT"))
            found.append(self._contact(country, self.until - HISTORY, None))
        return found

    def _firm(self, firm: Firm, number: int) -> Story:
        born = self._between(self.until - HISTORY, self.until - timedelta(days=60))
        path = self.chance.choice(PATHS[1:])
        values = {
            "name": firm.name,
            "domain": firm.domain,
            "industry": firm.industry,
            "employee_count": firm.employee_count,
            "phone": phone_number(firm.country, 2_000 + number * 7),
            "city": firm.city,
            "region": firm.region,
            "country": firm.country,
            "founded_year": firm.founded_year or None,
            "parent": firm.parent,
            **self._relationship(firm.country, path[0]),
        }
        changes = [(at, {"lifecycle_stage": stage}) for at, stage in self._steps(path, born)]
        return Story(values, firm.country, born, None, changes, self._notes(firm.country, born, most=2))

    def _contact(self, country: str, earliest: datetime, firm: int | None) -> Story:
        born = self._between(earliest, self.until - timedelta(days=1))
        path = self.chance.choice(PATHS)
        values = {
            **self._identity(PEOPLES[country], firm),
            **self._relationship(country, path[0]),
            **self._place(country, firm),
            "lead_status": STATUS_AT.get(path[0], ""),
        }
        changes: list[tuple[datetime, Mapping[str, Any]]] = [
            (at, {"lifecycle_stage": stage, "lead_status": STATUS_AT.get(stage, "")})
            for at, stage in self._steps(path, born)
        ]
        if self.chance.random() < 0.15:
            at = self._between(max([born, *(at for at, _ in changes)]), self.until)
            changes.append((at, {"phone": phone_number(country, self.chance.randrange(10_000))}))
        return Story(values, country, born, firm, changes, self._notes(country, born, most=3))

    def _identity(self, people: People, firm: int | None) -> dict[str, Any]:
        name = self._new_name(people)
        mailbox = ".".join(map(latin_letters, name.latin))
        while mailbox in self.told:
            mailbox += str(self.chance.randint(2, 9))
        self.told.add(mailbox)
        return {
            "name": name.name,
            "native_name": name.native_name,
            "given_name": name.given_name,
            "family_name": name.family_name,
            "email": f"{mailbox}@{'mail.example' if firm is None else FIRMS[firm].domain}",
            "phone": phone_number(people.country, self.chance.randrange(10_000)),
        }

    def _new_name(self, people: People) -> names.PersonName:
        """Nobody is met twice."""
        while True:
            name = named(people, self.chance.randrange(how_many(people)))
            if name.name not in self.told:
                self.told.add(name.name)
                return name

    def _relationship(self, country: str, stage: str) -> dict[str, Any]:
        return {
            "lifecycle_stage": stage,
            "source": self.chance.choice(SOURCES),
            "language": LANGUAGES[country],
            "time_zone": TIME_ZONES[country],
            "tags": self.chance.sample(TAGS, self.chance.choice((0, 0, 1, 1, 2))),
        }

    def _place(self, country: str, firm: int | None) -> dict[str, Any]:
        if firm is None:
            return {"country": country}
        roles = ROLES.get(LANGUAGES[country], ROLES["en"])
        return {"job_title": self.chance.choice(roles), "city": FIRMS[firm].city, "country": country}

    def _steps(self, path: Sequence[str], born: datetime) -> list[tuple[datetime, str]]:
        """The stages after the first, in order, each at its moment."""
        moments = sorted(self._between(born, self.until) for _stage in path[1:])
        return list(zip(moments, path[1:], strict=True))

    def _notes(self, country: str, born: datetime, *, most: int) -> list[tuple[datetime, str]]:
        texts = NOTES.get(LANGUAGES[country], NOTES["en"])
        chosen = self.chance.sample(texts, self.chance.randint(0, most))
        moments = sorted(self._between(born, self.until) for _text in chosen)
        return list(zip(moments, chosen, strict=True))

    def _between(self, first: datetime, last: datetime) -> datetime:
        """At an hour at which people work, where there is room for it."""
        drawn = first + (last - first) * self.chance.random()
        at_work = drawn.replace(hour=self.chance.randint(7, 16), minute=self.chance.randrange(60))
        return at_work if first < at_work < last else drawn
