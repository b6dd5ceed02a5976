"""The steps of a search, each bounded whatever is typed: “a” and “mar” have a hundred thousand hits, most words few.

What is frequent is met by looking at some rows, what is rare has a short list in its index. Somebody who sees few
records has those looked through instead: an index of everybody's would hand out other people's records for seconds.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import standing_within
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.search.queries import (
    BEHIND_ALL,
    Condition,
    Sought,
    all_of,
    any_of,
    called,
    contains,
    has_word,
    is_one_of,
)
from trato.kit.prepared import rows_prepared

MOST_CANDIDATES = 200
FEW = 2_000  # records of one's own are looked through one by one
WORDS_LOOKED_AT = 5_000
ROWS_LOOKED_AT = 2_000
MOST_MEANT = 20  # words that a mistyped one may have been

TERMS_LIKE = (
    "select t.word from foundation_searchterm t where t.kind = %s and (t.word = any(%s::text[]) or t.word %% %s)"
    " group by t.word order by t.word = any(%s::text[]) desc, similarity(t.word, %s) desc, t.word limit %s"
)


class Looking:
    """One look at one kind."""

    def __init__(self, kind: RecordKind, query: Sought, actor: Actor, limit: int) -> None:
        self.kind, self.query, self.actor, self.limit = kind, query, actor, limit
        self.within: Condition = standing_within(kind, seen_by=actor)

    def called(self) -> list[UUID]:
        condition, parameters = all_of([self.within, called(self.query.key)])
        statement = sql.SQL("select r.id from {} r where {} order by r.sort_key, r.id limit %s")
        return _ids(statement.format(self._table, condition), [*parameters, self.limit])

    def begins(self) -> list[UUID]:
        """Words that are what was typed come before words that begin with it: the B-tree's own order."""
        if not self.query.words:
            return []
        first, *others = sorted(self.query.words, key=len, reverse=True)
        also = all_of([self.within, *(has_word(self.kind.name, word) for word in others)])
        statement = sql.SQL(
            "select begun.record_id from (select w.word, w.record_id from foundation_searchword w"
            " where w.kind = %s and w.word >= %s and w.word < %s {among} order by w.word, w.record_id limit %s) begun"
            " join {table} r on r.id = begun.record_id where {also} order by begun.word, begun.record_id limit %s"
        ).format(among=self._of_few[0], table=self._table, also=also[0])
        word = [self.kind.name, first, first + BEHIND_ALL]
        return _ids(statement, [*word, *self._of_few[1], WORDS_LOOKED_AT, *also[1], self.limit])

    def holds(self) -> list[UUID]:
        """Ranked from candidates that are cut first: met on the way where they are many, else from their index."""
        like = contains(self.query.tokens)
        return self._met(like) or self._best_of(like)

    def resembles(self) -> list[UUID]:
        """Each word may be meant for any that is spelt nearly so; those most alike come first."""
        first, *others = sorted(self.query.words, key=lambda word: (word in self.query.spelt, len(word)), reverse=True)
        meant = self._terms_like(first)
        if not meant:
            return []
        also = all_of([self.within, *(self._may_mean(word) for word in others)])
        statement = sql.SQL(
            "select meant.record_id from (select near.place, w.record_id"
            " from unnest(%s::text[]) with ordinality near (word, place) cross join lateral"
            " (select w.record_id from foundation_searchword w where w.kind = %s and w.word = near.word {among}"
            " order by w.record_id limit %s) w limit %s) meant"
            " join {table} r on r.id = meant.record_id where {also}"
            " group by meant.record_id order by min(meant.place), meant.record_id limit %s"
        ).format(among=self._of_few[0], table=self._table, also=also[0])
        given = [meant, self.kind.name, *self._of_few[1], WORDS_LOOKED_AT, WORDS_LOOKED_AT]
        return _ids(statement, [*given, *also[1], self.limit])

    def _may_mean(self, word: str) -> Condition:
        if word not in self.query.spelt:
            return has_word(self.kind.name, word)
        return any_of([has_word(self.kind.name, word), is_one_of(self.kind.name, self._terms_like(word))])

    def _terms_like(self, word: str) -> list[str]:
        """Two letters in each other's place leave few trigrams of a short word, so those are tried one by one."""
        swapped = [f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}" for n in range(len(word) - 1)]
        given = [self.kind.name, swapped, word, swapped, word, MOST_MEANT]
        return [text for (text,) in rows_prepared(TERMS_LIKE, given)]

    def _met(self, which: Condition) -> list[UUID]:
        """The best of as many as are ranked, when so many are met among the first rows. Nothing otherwise."""
        if self._few is not None:
            return []
        statement = sql.SQL(
            "with met as materialized (select r.id, r.search_text, r.sort_key from (select r.id, r.search_text,"
            " r.sort_key from {} r where {} limit %s) r where {} limit %s)"
            " select id from met where (select count(*) from met) = %s"
            " order by word_similarity(%s, search_text) desc, sort_key, id limit %s"
        ).format(self._table, self.within[0], which[0])
        looked = [*self.within[1], ROWS_LOOKED_AT, *which[1], MOST_CANDIDATES, MOST_CANDIDATES]
        return _ids(statement, [*looked, self.query.text, self.limit])

    def _best_of(self, which: Condition) -> list[UUID]:
        """The first step is planned for all its rows but hands out only those that are taken: with the limit inside,
        the planner would gamble on meeting enough of them early in the table instead of asking the trigram index.
        """
        condition, parameters = all_of([self._among, which])
        statement = sql.SQL(
            "with candidate as materialized (select r.id, r.search_text, r.sort_key from {} r where {}),"
            " cut as (select * from candidate limit %s)"
            " select id from cut order by word_similarity(%s, search_text) desc, sort_key, id limit %s"
        ).format(self._table, condition)
        return _ids(statement, [*parameters, MOST_CANDIDATES, self.query.text, self.limit])

    @property
    def _among(self) -> Condition:
        """Nothing but the ids, where the ids are known: a planner that is told more combines more indexes."""
        return self.within if self._few is None else (sql.SQL("r.id = any(%s::uuid[])"), [self._few])

    @property
    def _of_few(self) -> Condition:
        return (sql.SQL(""), []) if self._few is None else (sql.SQL("and w.record_id = any(%s::uuid[])"), [self._few])

    @cached_property
    def _few(self) -> str | None:
        """All that the reader may see, when it is little. His own and each team's are ranges of an index.

        As the text of an array: two thousand ids take longer to become Python's and text again than to be found.
        """
        reach = self.actor.reach(self.kind.right("see"))
        if reach in (Reach.NONE, Reach.ALL) or self.actor.id is None:
            return None
        teams = {Reach.TEAM: self.actor.teams, Reach.SUBTREE: self.actor.subtree}.get(reach, ())
        most = FEW + 1
        given = [FEW, self.actor.id, most, list(teams), most, most, most]
        ((ids,),) = rows_prepared(_few_of(self.kind.table), given)
        return None if ids is None else str(ids)

    @property
    def _table(self) -> sql.Composable:
        return sql.Identifier(self.kind.table)


@cache
def _few_of(table: str) -> sql.Composed:
    return sql.SQL(
        "select case when count(*) <= %s then coalesce(array_agg(id), '{{}}')::text end from (select id from"
        " ((select r.id from {table} r where r.owner_id = %s and {standing} limit %s) union"
        " (select given.id from unnest(%s::uuid[]) team (id) cross join lateral"
        " (select r.id from {table} r where r.team_id = team.id and {standing} limit %s) given limit %s)) seen"
        " limit %s) few"
    ).format(table=sql.Identifier(table), standing=sql.SQL(STANDING_SQL))


def _ids(statement: sql.Composable, parameters: Sequence[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [id_ for (id_,) in cursor.fetchall()]
