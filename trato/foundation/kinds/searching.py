"""Records by a few letters: names that are so or begin so, then what holds the letters, then what nearly does."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import hides_what_is_searched, standing_within
from trato.foundation.kinds.reading import Row, read_records
from trato.foundation.search.queries import (
    BEHIND_ALL,
    Condition,
    Sought,
    all_of,
    called,
    contains,
    resembles,
    sought,
    word_begins,
)

MOST_CANDIDATES = 200
ENOUGH = 10  # found as typed: nobody needs guesses about typing errors
ALIKE = "0.5"


def search_records(
    kind: RecordKind, text: str, *, seen_by: Actor, columns: Sequence[str], limit: int = ENOUGH
) -> list[Row]:
    """The best first."""
    query = sought(text)
    if not query.text:
        return []
    search = _Search(kind, query, seen_by, limit)
    found = search.named()
    if not query.is_short and not hides_what_is_searched(kind, seen_by):
        found = search.anywhere(found)
    return read_records(kind, found[:limit], seen_by=seen_by, columns=columns)


class _Search:
    """One look at one kind. Each step is asked only when the steps before did not fill the page."""

    def __init__(self, kind: RecordKind, query: Sought, actor: Actor, limit: int) -> None:
        self.kind, self.query, self.limit = kind, query, limit
        self.within: Condition = standing_within(kind, seen_by=actor)

    def named(self) -> list[UUID]:
        found: list[UUID] = []
        if not self.query.is_short or not self.query.words:
            found = self._called()
        return found if len(found) >= self.limit else _once([*found, *self._begins()])

    def anywhere(self, found: list[UUID]) -> list[UUID]:
        if len(found) < self.limit and self.query.has_trigrams:
            found = _once([*found, *self._ranked(contains(self.query.tokens))])
        if len(found) < min(ENOUGH, self.limit) and self.query.may_hold_typos:
            found = _once([*found, *self._alike()])
        return found

    def _called(self) -> list[UUID]:
        condition, parameters = all_of([self.within, called(self.query.key)])
        statement = sql.SQL("select r.id from {} r where {} order by r.sort_key, r.id limit %s")
        return _ids(statement.format(self._table, condition), [*parameters, self.limit])

    def _begins(self) -> list[UUID]:
        """Words that are what was typed come before words that begin with it: the B-tree's own order."""
        if not self.query.words:
            return []
        first, *others = sorted(self.query.words, key=len, reverse=True)
        condition, parameters = all_of([self.within, *(word_begins(self.kind.name, word) for word in others)])
        statement = sql.SQL(
            "select r.id from foundation_searchword w join {} r on r.id = w.record_id"
            " where w.kind = %s and w.word >= %s and w.word < %s and {} order by w.kind, w.word, w.record_id limit %s"
        ).format(self._table, condition)
        return _ids(statement, [self.kind.name, first, first + BEHIND_ALL, *parameters, self.limit])

    def _alike(self) -> list[UUID]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('pg_trgm.word_similarity_threshold', %s, true)", [ALIKE])
            return self._ranked(resembles(self.query.text))

    def _ranked(self, which: Condition) -> list[UUID]:
        """Candidates are cut before they are ranked.

        The first step is planned for all its rows but hands out only those that are taken: with the limit inside,
        the planner would gamble on meeting enough of them early in the table instead of asking the trigram index.
        """
        condition, parameters = all_of([self.within, which])
        statement = sql.SQL(
            "with candidate as materialized (select r.id, r.search_text, r.sort_key from {} r where {}),"
            " cut as (select * from candidate limit %s)"
            " select id from cut order by word_similarity(%s, search_text) desc, sort_key, id limit %s"
        ).format(self._table, condition)
        return _ids(statement, [*parameters, MOST_CANDIDATES, self.query.text, self.limit])

    @property
    def _table(self) -> sql.Composable:
        return sql.Identifier(self.kind.table)


def _once(ids: Sequence[UUID]) -> list[UUID]:
    return list(dict.fromkeys(ids))


def _ids(statement: sql.Composable, parameters: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [id_ for (id_,) in cursor.fetchall()]
