"""Words for the shortest searches; longer ones use each record's own trigram column."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class SearchWord(models.Model):
    """One folded word of one living record. A prefix of one or two characters is a range of this B-tree."""

    pk = models.CompositePrimaryKey("kind", "word", "record_id")
    kind = models.CharField(max_length=50)
    word = models.CharField(max_length=64, db_collation="C")
    record_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["record_id"], name="searchword_of_record")]


class SearchTerm(models.Model):
    """A word that some record has or had, once: what was mistyped is looked for among words, not among records.

    It may stand twice, because a constraint would make writers of the same new word wait for each other.
    """

    kind = models.CharField(max_length=50)
    word = models.CharField(max_length=64, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["kind", "word"], name="searchterm_by_word"),
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="searchterm_alike"),
        ]


class Searchable(models.Model):
    """The column that trigram search reads. It holds only fields that everyone who sees the record may see."""

    search_text = models.TextField(default="", db_default="", blank=True)

    class Meta:
        abstract = True


def trigram_index(name: str, condition: models.Q) -> models.Index:
    return GinIndex(OpClass("search_text", name="gin_trgm_ops"), name=name, condition=condition)
