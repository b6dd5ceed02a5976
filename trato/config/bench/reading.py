"""Lists, counts and searches without a page around them, and the floors of everything that reads."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db import connection

from trato.config.bench.readers import Reader
from trato.config.bench.shapes import SHAPES, TEXTS, Shape
from trato.foundation.public import asked_once, count_up_to, record_kind, record_kinds, search_records
from trato.kit.figures import Act, Work

LIST_BUDGET, SEARCH_BUDGET = 5.0, 8.0
KEYSET = """
select r.id, r.name, r.lifecycle_stage, r.last_activity_at, r.sort_key,
  coalesce((select i.value from customers_identity i where i.contact_id = r.id and i.kind = 'email'
    order by i.place limit 1), ''),
  (select json_build_object('id', u.id, 'name', u.name) from foundation_user u where u.id = r.owner_id)
from customers_contact r where r.is_standing and (r.sort_key, r.id) > (%s, %s) order by r.sort_key, r.id limit %s
"""
LIKE = "select r.id from customers_contact r where r.is_standing and r.search_text like %s limit 10"
FIRST = "00000000-0000-0000-0000-000000000000"


def list_works(reader: Reader) -> Iterator[Work]:
    for shape in SHAPES:
        name = f"list SQL {shape.name}"
        yield _work(name, reader, partial(shape.read, reader.actor), keyset)
        yield _work(f"{name}, 100th page", reader, _deep(shape, reader), keyset)


def _deep(shape: Shape, reader: Reader) -> Act:
    """The way there is gone once, and only by who asks for this work: the warm-up goes it."""
    there: list[str] = []

    def act() -> object:
        if not there:
            there.append(shape.hundredth(reader.actor))
        return shape.read(reader.actor, after=there[0])

    return act


def count_works(reader: Reader) -> Iterator[Work]:
    for shape in SHAPES:
        yield _work(f"count {shape.name}", reader, partial(_count, shape, reader), keyset)


def search_works(reader: Reader) -> Iterator[Work]:
    for text in TEXTS:
        act = as_a_request(partial(_search, text, reader))
        floor = partial(rows, LIKE, [f"%{text}%"])
        yield Work(name=f"search SQL {text}", reader=reader.label, act=act, floor=floor, budget=SEARCH_BUDGET)


def keyset() -> object:
    return rows(KEYSET, ["", FIRST, 50])


def rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _work(name: str, reader: Reader, act: Any, floor: Any) -> Work:
    return Work(name=name, reader=reader.label, act=as_a_request(act), floor=floor, budget=LIST_BUDGET)


def as_a_request(act: Act) -> Act:
    """A request asks once which fields people made."""

    def asked() -> object:
        with asked_once():
            return act()

    return asked


def _count(shape: Shape, reader: Reader) -> int:
    return count_up_to(record_kind("contact"), seen_by=reader.actor, filters=shape.filters(reader.actor))


def _search(text: str, reader: Reader) -> object:
    actor = reader.actor
    return [search_records(kind, text, seen_by=actor, columns=("name",), limit=6) for kind in record_kinds()]
