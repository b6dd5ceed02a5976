"""Who of us is meant by the names, e-mails and ids that a program's files call people by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from trato.foundation.extensions.importing import PEOPLE
from trato.foundation.extensions.kinds import FieldType
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.arranging import person_key
from trato.foundation.imports.full_ids import FullId, full_id_of
from trato.foundation.imports.models import Import
from trato.foundation.imports.queries import table_of
from trato.foundation.moving_in.models import Move
from trato.foundation.people.queries import Colleagues

MOST_ROWS = 20_000  # looked at in one file; who stands further down only is told when it comes in
MOST_PEOPLE = 300
LONGEST = 200


def people_in(move: Move, files: Sequence[Import]) -> dict[str, dict[str, Any]]:
    """By how they are written, in small letters: how they are called, in how many rows, and who they are here: None
    where nobody can tell. What somebody said already stays said."""
    full_id = full_id_of(move.system)
    directory = _directory(files, full_id)
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for name in (name for one in files for name in _names(one)):
        key = person_key(name, full_id)
        counted[key] += 1
        written.setdefault(key, name)
    colleagues = Colleagues()
    found: dict[str, dict[str, Any]] = {}
    for key, count in counted.most_common(MOST_PEOPLE):
        known = directory.get(key, [written[key]])
        user = next((id_ for each in known if (id_ := colleagues.user(each))), None)
        was = move.people.get(key, {}).get("user")
        found[key] = {"called": known[-1], "count": count, "user": was if was is not None else _text(user)}
    return found


def _text(user: Any) -> str | None:
    return str(user) if user else None


def _names(one: Import) -> Iterator[str]:
    places = _places(one)
    for row in islice(table_of(one).rows(), MOST_ROWS) if places else ():
        if not row.problem:
            yield from (name for place in places if (name := row.cells[place].strip()[:LONGEST]))


def _places(one: Import) -> list[int]:
    if one.kind in ("", PEOPLE):
        return []
    known = importable_kind(one.kind).by_name
    return [at for at, name in enumerate(one.mapping) if name in known and known[name].type == FieldType.USER]


def _directory(files: Sequence[Import], full_id: FullId | None) -> dict[str, list[str]]:
    """From the files that say who the users are: e-mail, then name, by id."""
    found: dict[str, list[str]] = {}
    for one in files:
        if one.kind != PEOPLE:
            continue
        for row in islice(table_of(one).rows(), MOST_ROWS):
            said = {name: row.cells[at].strip() for at, name in enumerate(one.mapping) if name and not row.problem}
            if said.get("id"):
                known = [said[name][:LONGEST] for name in ("email", "name") if said.get(name)]
                found[person_key(said["id"], full_id)] = known or [said["id"]]
    return found
