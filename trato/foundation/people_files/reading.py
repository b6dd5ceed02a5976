"""A file of colleagues as rows: which column says what is told by what it is called."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from trato.foundation.imports.columns import plain
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.reading import Row, Table
from trato.foundation.imports.recognising import recognise

MOST_PEOPLE = 2_000
# The first name that a file has is taken: “sales agent” stands before “owner”.
NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "sales agent", "agent", "seller", "colleague", "user", "person", "owner"),
    "email": ("email", "e mail", "mail", "e mail address", "email address", "work email"),
    "office": ("regional office", "office", "region", "territory", "branch"),
    "manager": ("manager", "sales manager", "boss", "reports to"),
    "team": ("team", "sales team", "group", "department"),
    "role": ("role", "roles"),
}


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One line as it stands in the file. `office`, `manager` and `team` are names."""

    line: int
    name: str = ""
    email: str = ""
    office: str = ""
    manager: str = ""
    team: str = ""
    role: str = ""

    @property
    def way(self) -> list[str]:
        """The teams from the top down to the one this person is in."""
        return [each for each in (self.office, self.manager, self.team) if each]


def read_people(path: Path) -> list[PersonRow]:
    if not path.is_file():
        raise FileRefused(_("There is no file “%(name)s”.") % {"name": path.name})
    table = Table(path, recognise(path))
    places = places_of(table.header)
    if "name" not in places and "email" not in places:
        raise FileRefused(_("No column says who it is. Call one of them “name” or “e-mail”."))
    return list(_people(table.rows(), places))


def places_of(header: Sequence[str]) -> dict[str, int]:
    """Where in a row each thing stands that a file says."""
    named = {plain(column): place for place, column in reversed(list(enumerate(header)))}
    found = {what: [named[each] for each in names if each in named] for what, names in NAMES.items()}
    return {what: places[0] for what, places in found.items() if places}


def _people(rows: Iterable[Row], places: dict[str, int]) -> Iterator[PersonRow]:
    for count, row in enumerate(rows):
        if count >= MOST_PEOPLE:
            raise FileRefused(_("A file of people has at most %(most)s rows.") % {"most": MOST_PEOPLE})
        if row.problem:
            raise FileRefused(_("Line %(line)s: %(reason)s") % {"line": row.line, "reason": row.problem})
        said = {what: " ".join(row.cells[place].split()) for what, place in places.items()}
        if any(said.values()):
            yield PersonRow(line=row.line, **said)
