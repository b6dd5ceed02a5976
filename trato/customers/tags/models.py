"""Labels by people."""

from django.db import models

from trato.kit.records import Record


class Tag(Record):
    """`key` is the casefolded name: two spellings of one word are one tag."""

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """A tag on a record of any kind."""

    pk = models.CompositePrimaryKey("record_id", "tag_id")
    record_id = models.UUIDField()
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    kind = models.CharField(max_length=50)

    class Meta:
        indexes = [models.Index(fields=["tag", "kind", "record_id"], name="tagging_by_tag")]
