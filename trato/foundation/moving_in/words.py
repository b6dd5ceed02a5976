"""Words of another program for what we choose from a list: those that nobody knows are asked for, never guessed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.importing import PEOPLE
from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.models import Import
from trato.foundation.imports.queries import table_of
from trato.foundation.imports.use_cases.words import MAKE, make_choices_of
from trato.foundation.kinds.coercion import Coercion
from trato.foundation.kinds.preparing import coercion_for
from trato.kit.errors import DomainError

MOST_ROWS = 20_000
MOST_WORDS = 50  # of one field: more are no choice but a text
LONGEST = 100
Word = tuple[str, str]  # the name of a field, and a word in it


@dataclass(frozen=True)
class UnknownWord:
    """`said` is the code of ours that somebody chose, "" for none of them, None while nobody said."""

    field: Field
    word: str
    count: int
    said: str | None


def unknown_words(one: Import) -> list[UnknownWord]:
    """With those that somebody has told already."""
    told: dict[str, dict[str, str | None]] = one.preview.get("words", {})
    counts: dict[str, dict[str, int]] = one.preview.get("counts", {})
    return [
        UnknownWord(spec, word, counts.get(spec.name, {}).get(word, 0), said)
        for spec in _choices(one)
        for word, said in sorted(told.get(spec.name, {}).items())
    ]


def look_at_words(one: Import, *, by: Actor) -> None:
    """Kept with the file until it runs."""
    coercion = coercion_for(by)
    words: dict[str, dict[str, str | None]] = {}
    counts: dict[str, dict[str, int]] = {}
    for spec in _choices(one):
        known = one.arrangement.get("words", {}).get(spec.name, {})
        counted = Counter(word for word in _said(one, spec) if word.casefold() not in known)
        unknown = [word for word in counted if not _is_known(coercion, spec, word)][:MOST_WORDS]
        if unknown:
            words[spec.name], counts[spec.name] = dict.fromkeys(unknown), {word: counted[word] for word in unknown}
    one.preview = {"words": words, "counts": counts} if words else {}


def made_choices(said: Mapping[Word, str], asked: Mapping[Word, Field], *, by: Actor) -> dict[Word, str]:
    """Of words for which there is to be a new choice."""
    made: dict[Word, str] = {}
    for name in dict.fromkeys(name for name, _word in said):
        words = [word for (field, word), code in said.items() if field == name and code == MAKE]
        codes = make_choices_of(asked[name, words[0]], words, by=by) if words else {}
        made |= {(name, word): code for word, code in codes.items()}
    return made


def take_words(one: Import, said: Mapping[Word, str]) -> None:
    """Those of the file that were asked for."""
    told: dict[str, dict[str, str | None]] = one.preview.get("words", {})
    mine = {(name, word): code for (name, word), code in said.items() if word in told.get(name, {})}
    words = {name: dict(some) for name, some in one.arrangement.get("words", {}).items()}
    for (name, word), code in mine.items():
        told[name][word] = code
        words.setdefault(name, {})[word.casefold()] = code
    one.arrangement = {**one.arrangement, **({"words": words} if words else {})}


def _is_known(coercion: Coercion, spec: Field, word: str) -> bool:
    try:
        coercion.value(spec, word)
    except DomainError:
        return False
    return True


def _choices(one: Import) -> Sequence[Field]:
    if one.kind in ("", PEOPLE):
        return ()
    known = importable_kind(one.kind).by_name
    return [known[name] for name in one.mapping if name in known and known[name].type == FieldType.CHOICE]


def _said(one: Import, spec: Field) -> Iterator[str]:
    """Of the rows that are meant."""
    place = one.mapping.index(spec.name)
    only, but = one.arrangement.get("only", {}), one.arrangement.get("but", {})
    for row in islice(table_of(one).rows(), MOST_ROWS):
        if row.problem or not row.cells[place].strip():
            continue
        if _is_in(row.cells, only, otherwise=True) and not _is_in(row.cells, but, otherwise=False):
            yield row.cells[place].strip()[:LONGEST]


def _is_in(cells: Sequence[str], places: dict[str, list[str]], *, otherwise: bool) -> bool:
    found = [cells[int(place)].strip().casefold() in some for place, some in places.items()]
    return (all(found) if otherwise else any(found)) if found else otherwise
