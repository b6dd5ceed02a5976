"""Keep the words of records, written with them in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import connection

from trato.foundation.search.models import SearchTerm, SearchWord
from trato.foundation.search.queries import SHORTEST_TYPO
from trato.kit.copying import copy_rows
from trato.kit.prepared import execute_prepared
from trato.kit.text import words

_LEARN = """
insert into foundation_searchterm (kind, word)
select %s::text, given.word from unnest(%s::text[]) given (word)
where not exists (select from foundation_searchterm t where t.kind = %s::text and t.word = given.word)
"""
_LEARN_ALL = """
insert into foundation_searchterm (kind, word)
select given.kind, given.word from (
  select distinct w.kind, w.word from foundation_searchword w where length(w.word) >= %s and w.word !~ '^[0-9]+$'
) given
where not exists (select from foundation_searchterm t where t.kind = given.kind and t.word = given.word)
"""


def replace_words(kind: str, texts: Mapping[UUID, str], *, new: bool = False) -> None:
    """`texts` holds what each record is called; `new` spares the look for old words."""
    if not texts:
        return
    if not new:
        forget_words(kind, list(texts))
    owners = zip(map(str, texts), texts.values(), strict=True)
    rows = [(kind, word, id_) for id_, text in owners for word in words(text)]
    copy_rows(SearchWord, ("kind", "word", "record_id"), rows)
    learn_terms(kind, {word for _kind, word, _id in rows})


def learn_terms(kind: str, found: Collection[str]) -> None:
    """Numbers are no words that one mistypes; there would be as many of them as records."""
    spelt = sorted(word for word in found if len(word) >= SHORTEST_TYPO and not word.isdecimal())
    if spelt:
        execute_prepared(_LEARN, [kind, spelt, kind])


def learn_all_terms() -> None:
    """After rows of words were written past `replace_words`."""
    with connection.cursor() as cursor:
        cursor.execute(_LEARN_ALL, [SHORTEST_TYPO])


def forget_words(kind: str, record_ids: Sequence[UUID]) -> None:
    SearchWord.objects.filter(kind=kind, record_id__in=list(record_ids)).delete()


def forget_words_for_good(kind: str, record_ids: Sequence[UUID]) -> None:
    """Also as words that somebody may have mistyped, unless another record has them."""
    rows = SearchWord.objects.filter(kind=kind, record_id__in=list(record_ids))
    spelt = list(rows.values_list("word", flat=True))
    rows.delete()
    others = SearchWord.objects.filter(kind=kind, word__in=spelt).values("word")
    SearchTerm.objects.filter(kind=kind, word__in=spelt).exclude(word__in=others).delete()
