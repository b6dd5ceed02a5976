"""The steps of a search, each bounded whatever is typed: “a” and “mar” have a hundred thousand hits, most words few.

What is frequent is met by looking at some rows, what is rare has a short list in its index. Somebody who sees few
records has those looked through instead: an index of everybody's would hand out other people's records for seconds.

All steps are one statement that is planned once, because a search is asked of every kind with every letter typed. Each
step has a condition that looks at what the steps before it found: the server does not begin one that is not needed.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.reach import Reach
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import standing_within
from trato.foundation.kinds.models import STANDING_SQL
from trato.foundation.kinds.walking import Said, said
from trato.foundation.search.queries import BEHIND_ALL, Sought, called, contains, has_word
from trato.kit.prepared import rows_prepared, woven

ENOUGH = 10  # found as typed: nobody needs guesses about typing errors
MOST_CANDIDATES = 200
MOST_MET = 100  # of so many among the first rows it is said to be frequent
FEW = 1_000  # records of one's own are looked through one by one
WORDS_LOOKED_AT = 5_000
ROWS_LOOKED_AT = 1_000
MOST_MEANT = 20  # words that a mistyped one may have been

MINE = """mine as materialized (select id from (
  (select r.id from {table} r where r.owner_id = %s and {standing} limit {few} + 1) union
  (select given.id from unnest(%s::uuid[]) team (id) cross join lateral
    (select r.id from {table} r where r.team_id = team.id and {standing} limit {few} + 1) given limit {few} + 1)
 ) seen limit {few} + 1)"""
IS_FEW, ARE_MANY = "(select count(*) from mine) <= {few}", "(select count(*) from mine) > {few}"
NONE = "{name} as materialized (select null::uuid as id where false)"
CALLED = """called as materialized (
 select r.id from {table} r where {within} and {called} order by r.sort_key, r.id limit {limit})"""
# Words that are what was typed come before words that begin with it: the B-tree's own order. OFFSET keeps each look a
# look, so that they end when enough was found.
BEGUN = """begun as materialized (
 select id from ({looks}) looked order by word, id limit {limit})"""
BEGUN_LOOK = """(select r.id, begun.word from ({words} order by w.word, w.record_id limit {looked_at}) begun
 cross join lateral (select r.id from {table} r where r.id = begun.record_id and {also} offset 0) r
 where {only_if} and (select count(*) from called) < {limit} limit {limit})"""
WORDS = """select w.word, w.record_id from foundation_searchword w
 where w.kind = %s and w.word >= %s and w.word < %s"""
MY_WORDS = """select w.word, w.record_id from mine cross join lateral
 (select w.kind, w.word, w.record_id from foundation_searchword w where w.record_id = mine.id offset 0) w
 where w.kind = %s and w.word >= %s and w.word < %s"""
# What begins an e-mail address or its domain is a range of a B-tree too, where trigrams of digits cost the most.
REACHED = """reached as materialized (
 select id from ({looks}) looked limit {limit})"""
REACHED_LOOK = """(select r.id from ({look} limit {looked_at}) reached
 cross join lateral (select r.id from {table} r where r.id = reached.id and {within} offset 0) r
 where (select count(*) from called) + (select count(*) from begun) < {limit} limit {limit})"""
# Ranked from candidates that are cut first: met on the way where they are many, else from their index. That is planned
# for all its rows but hands out only those that are taken: with the limit inside, the planner would gamble on meeting
# enough of them early in the table instead of asking the trigram index.
SO_FAR = """so_far as materialized (
 select id from called union select id from begun union select id from reached)"""
HELD = """{so_far},
met as materialized (
 select r.id, r.search_text, r.sort_key from (
  select r.id, r.search_text, r.sort_key from {table} r where {within} limit {rows_looked_at}) r
 where {holds} and {many} and (select count(*) from so_far) < {limit} limit {most_met}),
candidate as materialized (
 select r.id, r.search_text, r.sort_key from {table} r
 where {within} and {holds} and {many} and (select count(*) from so_far) < {limit}
  and (select count(*) from met) < {most_met}),
held as materialized (
 select id from (
  select * from met where (select count(*) from met) = {most_met}
  union all (select * from candidate limit {most})
  {of_mine}
 ) cut order by word_similarity(%s, search_text) desc, sort_key, id limit {limit})"""
HELD_OF_MINE = """union all (select r.* from mine cross join lateral (
   select r.id, r.search_text, r.sort_key from {table} r where r.id = mine.id and {holds} offset 0) r
  where {few} and (select count(*) from so_far) < {limit} limit {most})"""
# Each word may be meant for any that is spelt nearly so; those most alike come first. Two letters in each other's place
# leave few trigrams of a short word, so those are tried one by one.
NEAR = """{name} as materialized (
 select t.word from foundation_searchterm t
 where t.kind = %s and (t.word = any(%s::text[]) or t.word %% %s)
  and (select count(*) from (select id from so_far union select id from held) found) < {enough}
 group by t.word order by t.word = any(%s::text[]) desc, similarity(t.word, %s) desc, t.word limit {most})"""
MEANT = """meant as materialized ({looks})"""
MEANT_LOOK = """(select r.id from (
  select w.record_id from near0 cross join lateral (select w.record_id from foundation_searchword w
   where w.kind = %s and w.word = near0.word order by w.record_id limit {looked_at}) w where {only_if} limit {looked_at}
 ) w cross join lateral (select r.id from {table} r where r.id = w.record_id and {also} offset 0) r limit {limit})"""
MEANT_MY_LOOK = """(select r.id from (
  select w.record_id from mine cross join lateral (select w.kind, w.word, w.record_id from foundation_searchword w
   where w.record_id = mine.id offset 0) w join near0 on near0.word = w.word where w.kind = %s and {only_if}
 ) w cross join lateral (select r.id from {table} r where r.id = w.record_id and {also} offset 0) r limit {limit})"""
MAY_MEAN = """({has} or exists (select from foundation_searchword o where o.record_id = r.id and o.kind = %s
 and o.word = any(array(select word from {name})) offset 0))"""
FOUND = """with {steps},
found as (select id, min(place) as place from (
  select id, row_number() over () as place from called
  union all select id, 1000 + row_number() over () from begun
  union all select id, 2000 + row_number() over () from reached
  union all select id, 3000 + row_number() over () from held
  union all select id, 4000 + row_number() over () from meant
 ) placed group by id order by 2 limit {limit})
select {selected} from found join {table} r on r.id = found.id{joined} order by found.place"""


class Looking:
    """One look at one kind. `words_only` is for those who may not see all that the search column holds."""

    def __init__(self, kind: RecordKind, query: Sought, actor: Actor, *, limit: int, words_only: bool) -> None:
        self.kind, self.query, self.actor, self.limit, self.words_only = kind, query, actor, limit, words_only
        self.within = said(standing_within(kind, seen_by=actor))
        self.reach = actor.reach(kind.right("see"))

    def rows(self, selected: str, *, joined: str = "") -> list[tuple[Any, ...]]:
        """The best first. `joined` is what the selected fields need beside the kind's own table."""
        if self.reach == Reach.NONE or (self.reach != Reach.ALL and self.actor.id is None):
            return []
        steps = list(self._steps())
        told = ",\n".join(text for text, _given in steps)
        text = woven(FOUND, steps=told, selected=selected, joined=joined, **self._numbers)
        return rows_prepared(text, [parameter for _text, given in steps for parameter in given])

    def _steps(self) -> Iterator[Said]:
        if self._may_be_few:
            yield self._mine()
        yield self._called() if not self.query.is_short or not self.query.words else _none("called")
        yield self._begun() if self.query.words else _none("begun")
        if self.query.is_short or self.words_only:
            yield from map(_none, ("reached", "held", "meant"))
            return
        yield self._reached()
        yield self._held() if self.query.has_trigrams else self._none_held()
        yield from self._meant() if self.query.spelt else [_none("meant")]

    def _mine(self) -> Said:
        """All that the reader may see, when it is little. His own and each team's are ranges of an index."""
        teams = {Reach.TEAM: self.actor.teams, Reach.SUBTREE: self.actor.subtree}.get(self.reach, ())
        text = woven(MINE, standing=STANDING_SQL, few=str(FEW), **self._numbers)
        return text, [self.actor.id, list(dict.fromkeys(teams))]

    def _called(self) -> Said:
        same = said(called(self.query.key))
        text = woven(CALLED, within=self.within[0], called=same[0], **self._numbers)
        return text, [*self.within[1], *same[1]]

    def _begun(self) -> Said:
        first, *others = sorted(self.query.words, key=len, reverse=True)
        also = said(self.within, *(has_word(self.kind.name, word) for word in others))
        given = [self.kind.name, first, first + BEHIND_ALL, *also[1]]
        looks = [(WORDS, self._are_many)] + ([(MY_WORDS, self._is_few)] if self._may_be_few else [])
        pieces = {"also": also[0], "looked_at": str(WORDS_LOOKED_AT), **self._numbers}
        texts = [woven(BEGUN_LOOK, words=words, only_if=only_if, **pieces) for words, only_if in looks]
        return woven(BEGUN, looks=" union all ".join(texts), **self._numbers), given * len(looks)

    def _reached(self) -> Said:
        """No address has a space in it."""
        text = self.query.text
        if not self.kind.begun_by or len(self.query.tokens) != 1 or self.query.is_number:
            return _none("reached")
        pieces = {"within": self.within[0], "looked_at": str(ROWS_LOOKED_AT), **self._numbers}
        looks = [woven(REACHED_LOOK, look=look, **pieces) for look in self.kind.begun_by]
        given = [text, text + BEHIND_ALL, *self.within[1]]
        return woven(REACHED, looks=" union all ".join(looks), **self._numbers), given * len(looks)

    def _held(self) -> Said:
        holds = said(contains(self.query.tokens))
        both = [*self.within[1], *holds[1]]
        pieces = {"within": self.within[0], "holds": holds[0], **self._numbers}
        of_mine = woven(HELD_OF_MINE, few=self._is_few, most=str(MOST_CANDIDATES), **pieces) if self._may_be_few else ""
        text = woven(
            HELD,
            so_far=SO_FAR,
            many=self._are_many,
            of_mine=of_mine,
            most=str(MOST_CANDIDATES),
            most_met=str(MOST_MET),
            rows_looked_at=str(ROWS_LOOKED_AT),
            **pieces,
        )
        return text, [*both, *both, *(holds[1] if of_mine else []), self.query.text]

    def _none_held(self) -> Said:
        return f"{SO_FAR}, {_none('held')[0]}", []

    def _meant(self) -> Iterator[Said]:
        first, *others = sorted(self.query.words, key=lambda word: (word in self.query.spelt, len(word)), reverse=True)
        yield self._near("near0", first)
        also = [self.within]
        for number, word in enumerate(others, start=1):
            if word in self.query.spelt:
                yield self._near(f"near{number}", word)
            also.append(self._may_mean(f"near{number}", word))
        every = said(*also)
        looks = [(MEANT_LOOK, self._are_many)] + ([(MEANT_MY_LOOK, self._is_few)] if self._may_be_few else [])
        pieces = {"also": every[0], "looked_at": str(WORDS_LOOKED_AT), **self._numbers}
        texts = [woven(look, only_if=only_if, **pieces) for look, only_if in looks]
        yield woven(MEANT, looks=" union all ".join(texts)), [self.kind.name, *every[1]] * len(looks)

    def _near(self, name: str, word: str) -> Said:
        swapped = [f"{word[:n]}{word[n + 1]}{word[n]}{word[n + 2 :]}" for n in range(len(word) - 1)]
        text = woven(NEAR, name=name, enough=str(min(ENOUGH, self.limit)), most=str(MOST_MEANT))
        return text, [self.kind.name, swapped, word, swapped, word]

    def _may_mean(self, name: str, word: str) -> Said:
        has = said(has_word(self.kind.name, word))
        if word not in self.query.spelt:
            return has
        return woven(MAY_MEAN, has=has[0], name=name), [*has[1], self.kind.name]

    @property
    def _may_be_few(self) -> bool:
        return self.reach != Reach.ALL

    @cached_property
    def _is_few(self) -> str:
        return woven(IS_FEW, few=str(FEW))

    @cached_property
    def _are_many(self) -> str:
        return woven(ARE_MANY, few=str(FEW)) if self._may_be_few else "true"

    @property
    def _numbers(self) -> dict[str, str]:
        return {"table": self.kind.table, "limit": str(self.limit)}


def _none(name: str) -> Said:
    return woven(NONE, name=name), []
