"""Words of a file that mean nothing here: stages of another program, a product that is spelt otherwise.

Each is shown with what is most like it; a person says what it means before the file comes in.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.models import Import
from trato.foundation.imports.queries import table_of
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.preparing import coercion_for
from trato.kit.errors import DomainError

MOST_ROWS = 20_000
MOST_WORDS = 100  # of one field: more are no choice but a text
LONGEST = 200
LIKE = 0.7


@dataclass(frozen=True)
class NewWord:
    """`alike` is what is most like it: a value and how it is called. `chosen` is a value, "" for none, None if open."""

    field: Field
    word: str
    count: int
    alike: tuple[str, str] | None
    chosen: str | None


def new_words(one: Import, *, by: Actor) -> list[NewWord]:
    """Of columns whose values are chosen from a list or name something, with those that somebody has told already."""
    if not one.kind:
        return []
    known = importable_kind(one.kind).by_name
    coercion = coercion_for(by)
    asked = [known[name] for name in one.mapping if name in known and _is_asked(known[name])]
    return [word for spec in asked for word in _of_field(one, spec, coercion, by)]


def _is_asked(spec: Field) -> bool:
    return spec.alike is not None or spec.type == FieldType.CHOICE


def _of_field(one: Import, spec: Field, coercion: Coercion, by: Actor) -> list[NewWord]:
    said = _said(one, one.mapping.index(spec.name))
    unknown = spec.alike(list(said), by) if spec.alike else _unknown_choices(spec, said, coercion)
    told = one.arrangement.get("words", {}).get(spec.name, {})
    return [
        NewWord(spec, word, said[word], alike, told.get(word.casefold()))
        for word, alike in list(unknown.items())[:MOST_WORDS]
    ]


def _said(one: Import, place: int) -> Counter[str]:
    rows = islice(table_of(one).rows(), MOST_ROWS)
    cells = (row.cells[place].strip()[:LONGEST] for row in rows if not row.problem and place < len(row.cells))
    return Counter(cell for cell in cells if cell)


def _unknown_choices(spec: Field, words: Counter[str], coercion: Coercion) -> dict[str, tuple[str, str] | None]:
    labels = {str(label).casefold(): (code, str(label)) for code, label in spec.choices}
    return {word: _nearest(word, labels) for word in words if not _is_known(coercion, spec, word)}


def _nearest(word: str, labels: dict[str, tuple[str, str]]) -> tuple[str, str] | None:
    close: Sequence[str] = get_close_matches(word.casefold(), labels, n=1, cutoff=LIKE)
    return labels[close[0]] if close else None


def _is_known(coercion: Coercion, spec: Field, word: str) -> bool:
    try:
        coercion.value(spec, word)
    except DomainError:
        return False
    return True
