"""What a list was asked for, one piece at a time, in the two forms in which a database can work with it.

A row that is at hand is *checked*; where few rows fit, their ids are *found* and sorted then. A planner guesses which
is better; for what stands in other tables, and for text, it guesses badly, so a list finds out by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from psycopg import sql

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.conditions import TEXT, Filter, filter_sql, hides_what_is_searched, other_filters
from trato.foundation.kinds.operators import IS, NOT
from trato.foundation.search.queries import Condition, matched_by, sought, word_begins

ELSEWHERE = "r.id in ("


@dataclass(frozen=True)
class Sieve:
    """`fits` is the condition as such, `checked` the same asked of one row, `found` a select of the ids that fit.

    `is_dear` is a check that reads the row itself and not the index of an order; `often` selects about as many ids as
    fit such a check, as far as that is known.
    """

    fits: Condition
    checked: Condition
    found: Condition | None = None
    is_dear: bool = False
    often: Condition | None = None


def sieves(kind: RecordKind, filters: Iterable[Filter], *, seen_by: Actor) -> tuple[list[Condition], list[Sieve]]:
    """Conditions on columns, which the planner knows well, and all others as sieves."""
    known: list[Condition] = []
    others: list[Sieve] = []
    for each in filters:
        if own := other_filters().get(each.field):
            pieces = own.pieces(kind, each.values, seen_by)
            known += [fits for fits, _checked, is_known in pieces if is_known]
            others += [Sieve(fits, checked, _sieve(fits).found) for fits, checked, is_known in pieces if not is_known]
            continue
        condition = filter_sql(kind, each, seen_by)
        if each.field == TEXT:
            others += _of_text(kind, each, seen_by)
        elif each.operator in (IS, NOT) and None not in each.values and _is_elsewhere(kind, each):
            others.append(_of_rows_elsewhere(kind.by_name[each.field].filter_sql, each))
        elif each.operator in (IS, NOT):
            known.append(condition)
        else:
            others.append(_sieve(condition))
    return known, others


def _is_elsewhere(kind: RecordKind, given: Filter) -> bool:
    return kind.by_name[given.field].filter_sql.startswith(ELSEWHERE)


def _of_text(kind: RecordKind, given: Filter, actor: Actor) -> list[Sieve]:
    words_only = hides_what_is_searched(kind, actor)
    return [
        _sieve_of_text(kind, str(text), condition)
        for text in given.values
        for condition in matched_by(kind.name, str(text), words_only=words_only)
    ]


def _sieve_of_text(kind: RecordKind, text: str, condition: Condition) -> Sieve:
    """How many hold a single word is told by the table of words."""
    sieve, words = _sieve(condition), sought(text).words
    if sieve.found is not None:
        return sieve
    often = _sieve(word_begins(kind.name, words[0])).found if len(words) == 1 else None
    return Sieve(condition, condition, is_dear=True, often=often)


def _of_rows_elsewhere(condition: str, given: Filter) -> Sieve:
    sieve = _sieve((sql.SQL(condition), [list(given.values)]))
    return sieve if given.operator == IS else Sieve(_none_of(sieve.fits), _none_of(sieve.checked))


def _sieve(condition: Condition) -> Sieve:
    """`r.id in (select …)` says itself what to select."""
    statement, parameters = condition
    text = statement.as_string(None)
    if not text.startswith(ELSEWHERE):
        return Sieve(condition, condition)
    select = sql.SQL(text[len(ELSEWHERE) : -1])
    # OFFSET keeps the planner from turning the look at one row into a join with all of them.
    one = sql.SQL("exists (select from ({}) found (id) where found.id = r.id offset 0)").format(select)
    return Sieve(condition, (one, parameters), (select, parameters))


def _none_of(condition: Condition) -> Condition:
    return sql.SQL("({}) is not true").format(condition[0]), condition[1]
