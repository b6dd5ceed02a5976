"""Records that merges made one: what belongs to a root, and by what it is found.

A root is searched by its own texts and by those of all that were merged into it, which are searched no more themselves.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg import sql

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.kinds.stored import searcher, words_source
from trato.foundation.search.words import forget_words, replace_words
from trato.kit.prepared import rows_prepared

_MERGED = "select root_id, id from {} where root_id = any(%s) and root_id <> id order by id"
# In the order of the index that holds them alone: the planner takes nearly all records for merged.
_ALL_MERGED = "select id, root_id from {} where root_id <> id order by root_id limit %s"
_REWRITE = "update {} r set search_text = given.text from unnest(%s::uuid[], %s::text[]) given (id, text)"


def merged_into(kind: RecordKind, roots: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """All that were merged into each root, itself left out; roots without any are left out."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    if kind.has_tree_of_merges and roots:
        for root, id_ in rows_prepared(sql.SQL(_MERGED).format(sql.Identifier(kind.table)), [list(roots)]):
            found[root].append(id_)
    return found


def all_merged(kind: RecordKind, *, most: int) -> dict[UUID, UUID] | None:
    """Every merged record with its root; none where they are more than that."""
    if not kind.has_tree_of_merges:
        return {}
    rows = rows_prepared(sql.SQL(_ALL_MERGED).format(sql.Identifier(kind.table)), [most + 1])
    return {id_: root for id_, root in rows} if len(rows) <= most else None


def find_by_members(kind: RecordKind, ids: Collection[UUID]) -> None:
    """After some records were written alone. Nearly none has members, and then this is one look at a small index."""
    if clusters := merged_into(kind, ids):
        find_anew(kind, list(clusters))


def find_anew(kind: RecordKind, roots: Sequence[UUID]) -> None:
    """Write the search texts and words of these roots and all their members as they follow from what is stored."""
    clusters = merged_into(kind, roots)
    members = [id_ for ids in clusters.values() for id_ in ids]
    texts, names = _own_texts(kind, [*roots, *members])
    rows = {id_: texts[id_] for id_ in members}
    rows |= {root: " ".join(texts[id_] for id_ in (root, *clusters.get(root, ()))) for root in roots}
    statement = sql.SQL(_REWRITE + " where r.id = given.id and r.search_text <> given.text")
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier(kind.table)), [list(rows), list(rows.values())])
    forget_words(kind.name, members)
    replace_words(kind.name, {root: " ".join(names[id_] for id_ in (root, *clusters.get(root, ()))) for root in roots})


def _own_texts(kind: RecordKind, ids: Sequence[UUID]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    columns = [spec.name for spec in kind.fields if spec.column and (spec.searchable or spec.name == "name")]
    model: Any = kind.model()
    rows = list(model.objects.filter(pk__in=ids).values("id", *(kind.by_name[name].column for name in columns)))
    parts = {part.name: part.read(ids) for part in kind.parts()}
    searched = searcher(kind)
    texts, names = {}, {}
    for row in rows:
        values = {name: row[kind.by_name[name].column] for name in columns}
        texts[row["id"]] = searched(values, {name: held.get(row["id"]) for name, held in parts.items()})
        names[row["id"]] = words_source(values)
    return texts, names
