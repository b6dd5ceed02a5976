"""How another program writes what we write otherwise: its words for our choices, ids of several kinds in one column,
files with rows of two kinds, people who have another name here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trato.foundation.extensions.kinds import FieldType, RecordKind
from trato.foundation.imports.full_ids import FullId, full_id_of
from trato.kit.html_text import text_of_html

NOBODY = ""
_CODE = re.compile("[A-Z]{3}")
_BETWEEN = re.compile(r"[;,|\s]+")


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """`words` are by field and small letters, `prefixes` what an id begins with that is meant, by field. `fixed` is
    given to rows that say nothing else. Rows come in whose cell at a place is one of `only` and none of `but`.
    `people` says who of us is meant; who is not among them is left to be found. A cell of a field in `also` is looked
    up for those fields too. At the places of `currencies` stand the codes of those of amounts, by field.
    """

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    prefixes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    currencies: Mapping[str, int] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[int, Sequence[str]] = field(default_factory=dict)
    but: Mapping[int, Sequence[str]] = field(default_factory=dict)
    needed: Sequence[str] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    full_id: FullId | None = None

    def takes(self, cells: Sequence[str]) -> bool:
        """Whether a row of the file is one of ours."""
        return all(_word(cells, place) in some for place, some in self.only.items()) and not any(
            _word(cells, place) in some for place, some in self.but.items()
        )

    def put(self, kind: RecordKind, values: dict[str, Any], *, cells: Sequence[str]) -> bool:
        """The row's values, in our words; False where what it is brought in for is not in it."""
        for name, place in self.currencies.items():
            _put_behind(values, name, cells[place].strip().upper() if place < len(cells) else "")
        for name in self.prefixes:
            _keep_prefixed(values, name, self.prefixes[name])
        for name in self.also:
            _put_also(values, name, self.also[name])
        for name, words in self.words.items():
            _translate(values, name, words)
        for name, value in self.fixed.items():
            values.setdefault(name, value)
        for name, said in tuple(values.items()):
            if isinstance(said, str) and (spec := kind.by_name.get(name)):
                self._put_one(spec.type, name, said, values)
        return all(name in values for name in self.needed)

    def _put_one(self, type_: FieldType, name: str, said: str, values: dict[str, Any]) -> None:
        if type_ == FieldType.LONG_TEXT:
            values[name] = text_of_html(said)
        elif type_ == FieldType.USER and (key := person_key(said, self.full_id)) in self.people:
            values[name] = self.people[key] or None


def person_key(said: str, full_id: FullId | None) -> str:
    """By which somebody of another program is known, whether a cell has the name, the e-mail or the id."""
    return (full_id(said) if full_id else said).casefold()


def _put_behind(values: dict[str, Any], name: str, currency: str) -> None:
    """An amount that says its currency itself keeps it."""
    said = values.get(name)
    if isinstance(said, str) and _CODE.fullmatch(currency) and not any(letter.isalpha() for letter in said):
        values[name] = f"{said} {currency}"


def _put_also(values: dict[str, Any], name: str, fields: Sequence[str]) -> None:
    owner, _dot, key = name.partition(".")
    facts = values.get(owner)
    if not isinstance(facts, dict) or key not in facts:
        return
    for other, _dot, other_key in (each.partition(".") for each in fields):
        held = values.setdefault(other, {})
        if isinstance(held, dict):
            source = {"source": facts["source"]} if "source" in facts else {}
            held |= {**source, other_key: held.get(other_key, facts[key])}


def _word(cells: Sequence[str], place: int) -> str:
    return cells[place].strip().casefold() if place < len(cells) else ""


def _translate(values: dict[str, Any], name: str, words: Mapping[str, str]) -> None:
    """A word for "" is one that says nothing to us; one that we do not know is left to be refused or taken."""
    said = values.get(name)
    if not isinstance(said, str) or said.strip().casefold() not in words:
        return
    if ours := words[said.strip().casefold()]:
        values[name] = ours
    else:
        del values[name]


def _keep_prefixed(values: dict[str, Any], name: str, prefixes: Sequence[str]) -> None:
    owner, _dot, key = name.partition(".")
    facts = values.get(owner)
    if not isinstance(facts, dict) or key not in facts:
        return
    ids = [each for each in _BETWEEN.split(facts[key].strip()) if each.startswith(tuple(prefixes))]
    rest = {each: text for each, text in facts.items() if each != key} | ({key: ";".join(ids)} if ids else {})
    if rest.keys() <= {"source"}:
        del values[owner]
    else:
        values[owner] = rest


def arrangement_of(given: Mapping[str, Any], *, ids_of: str) -> Arrangement | None:
    """As it is kept with an import: JSON has no numbers for keys."""
    if not given:
        return None
    places = {name: {int(place): some for place, some in given.get(name, {}).items()} for name in ("only", "but")}
    return Arrangement(**{**given, **places}, full_id=full_id_of(ids_of))
