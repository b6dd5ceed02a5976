"""JSON Lines: an object on each line, whose keys name the columns. A line that is none never stops the others."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.imports.encodings import recognise_encoding
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.kept_rows import Arrived
from trato.foundation.imports.plain_values import joined, plain_number_of
from trato.foundation.imports.reading import (
    LONGEST_LINE,
    LONGEST_SHOWN,
    MOST_COLUMNS,
    Row,
    column_name,
    header_of,
)
from trato.foundation.imports.recognising import open_text

FORMAT = "jsonl"
DEEPEST = 4  # objects within objects become columns so far; what is deeper stays JSON

Given = dict[str, str]


class NotAnObject(Exception):
    """The message is for the person whose line it is."""


def read_json_lines(path: Path) -> tuple[Arrived, Iterator[Row]]:
    encoding = recognise_encoding(path)
    keys = _keys(path, encoding)
    header = header_of(Row(1, [key.strip() or column_name(place) for place, key in enumerate(keys)]))
    return Arrived(format=FORMAT, original=str(path), header=header), _rows(path, encoding, keys)


def _keys(path: Path, encoding: str) -> list[str]:
    """Of all lines, in the order in which they appear: a key may be missing from the first ones."""
    found: dict[str, None] = {}
    for _number, line in _lines(path, encoding):
        try:
            found |= dict.fromkeys(_given(line))
        except NotAnObject:
            continue
        if len(found) > MOST_COLUMNS:
            told = {"most": MOST_COLUMNS}
            raise FileRefused(_("The objects of this file have more than %(most)s keys.") % told)
    if not found:
        raise FileRefused(_("No line of this file is a JSON object. JSON Lines has one object on each line."))
    return list(found)


def _rows(path: Path, encoding: str, keys: Sequence[str]) -> Iterator[Row]:
    for number, line in _lines(path, encoding):
        try:
            given = _given(line)
        except NotAnObject as problem:
            yield Row(number, [line[:LONGEST_SHOWN].rstrip()], str(problem))
        else:
            yield Row(number, [given.get(key, "") for key in keys])


def _lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Those that hold something; of one that is too long, a beginning that is longer than a line may be."""
    with open_text(path, encoding=encoding) as text:
        number = 0
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            end = line
            while len(end) > LONGEST_LINE and not end.endswith(("\n", "\r")):
                end = text.readline(LONGEST_LINE + 1)
            if line.strip():
                yield number, line


def _given(line: str) -> Given:
    if len(line) > LONGEST_LINE:
        raise NotAnObject(_("This line is longer than %(count)s characters.") % {"count": f"{LONGEST_LINE:,}"})
    try:
        value = json.loads(line, parse_int=str, parse_float=_float, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        told = {"place": error.pos + 1}
        raise NotAnObject(_("This line is no JSON: it cannot be read from character %(place)s on.") % told) from None
    except RecursionError:
        raise NotAnObject(_("The values of this line are nested too deeply.")) from None
    if not isinstance(value, dict):
        raise NotAnObject(_('This line is no JSON object. Each line is one, as in {"name": "Ada"}.'))
    return dict(_flat(value))


def _float(digits: str) -> str:
    return plain_number_of(Decimal(digits))


def _no_number(name: str) -> str:
    raise NotAnObject(_("“%(name)s” is no number in JSON.") % {"name": name})


def _flat(given: Mapping[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    for key, value in given.items():
        name = f"{before} {key}" if before else key
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _flat(value, name, depth + 1)
        else:
            yield name, _cell(value)


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return joined(value)
    return json.dumps(value, ensure_ascii=False)
