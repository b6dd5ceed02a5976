"""Keep the words of records, written with them in one transaction."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from trato.foundation.search.models import SearchWord
from trato.kit.text import words


def replace_words(kind: str, texts: Mapping[UUID, str], *, new: bool = False) -> None:
    """`texts` holds what each record is called; `new` spares the look for old words."""
    if not texts:
        return
    if not new:
        forget_words(kind, list(texts))
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy("copy foundation_searchword (kind, word, record_id) from stdin") as copy,
    ):
        for record_id, text in texts.items():
            for word in words(text):
                copy.write_row((kind, word, record_id))


def forget_words(kind: str, record_ids: Sequence[UUID]) -> None:
    SearchWord.objects.filter(kind=kind, record_id__in=list(record_ids)).delete()
