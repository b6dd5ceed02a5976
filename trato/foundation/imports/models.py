"""A file on its way into the records of one kind, and the rows of it that could not go in."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from trato.foundation.actors.actor import Actor
from trato.kit.records import Record


class Rule(models.TextChoices):
    """What to do with a row that is already there."""

    UPDATE = "update", _("Update it")
    SKIP = "skip", _("Leave it as it is")
    CREATE = "create", _("Create another one")


class Empty(models.TextChoices):
    """What an empty cell does to a record that is already there."""

    SKIP = "skip", _("Keep what is there")
    CLEAR = "clear", _("Take away what is there")


class State(models.TextChoices):
    COLUMNS = "columns", _("Columns")
    MATCHING = "matching", _("Matching")
    PREVIEW = "preview", _("Preview")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")


DRAFTS = (State.COLUMNS, State.MATCHING, State.PREVIEW)
UNDER_WAY = (State.WAITING, State.RUNNING)


class ImportQuerySet(models.QuerySet["Import"]):
    def seen_by(self, actor: Actor) -> ImportQuerySet:
        """One's own; administrators see all."""
        if actor.is_everything:
            return self
        return self.filter(user_id=actor.id) if actor.id else self.none()


class Import(Record):
    """`position` is the last line that is done: a run that was cut off goes on after it, and a late worker sees by it
    that another one took over. `mapping` holds a field's name, or "", for each column of the `header`, and `formats`
    how its dates or numbers are written. `system` is the program the file comes from, as far as its header tells, and
    `ids_of` the one whose ids stand in it. A file of a `move` comes in at
    its `place` among the others; `arrangement` is how that program writes what we write otherwise. `notices` say of
    rows that came in what of them could not be kept."""

    kind = models.CharField(max_length=50)
    file_name = models.CharField(max_length=250)
    path = models.TextField()
    size = models.BigIntegerField()
    encoding = models.CharField(max_length=20)
    separator = models.CharField(max_length=1)
    has_declaration = models.BooleanField(default=False)
    quotes = models.CharField(max_length=10, default="double")
    has_header = models.BooleanField(default=True)
    line_count = models.BigIntegerField(default=0)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    formats = models.JSONField(default=list)
    system = models.CharField(max_length=30, default="", blank=True)
    ids_of = models.CharField(max_length=100, default="", blank=True)
    key = models.CharField(max_length=60, default="", blank=True)
    empty = models.CharField(max_length=10, choices=Empty, default=Empty.SKIP)
    rule = models.CharField(max_length=10, choices=Rule, default=Rule.UPDATE)
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    preview = models.JSONField(default=dict)
    position = models.BigIntegerField(default=0)
    row_count = models.BigIntegerField(default=0)
    created_count = models.BigIntegerField(default=0)
    updated_count = models.BigIntegerField(default=0)
    skipped_count = models.BigIntegerField(default=0)
    failed_count = models.BigIntegerField(default=0)
    keyless_count = models.BigIntegerField(default=0)
    shared_count = models.BigIntegerField(default=0)
    notices = models.JSONField(default=list)  # of {line, column, reason}, no more than are shown
    notice_count = models.BigIntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    change_set = models.ForeignKey(
        "foundation.ChangeSet", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    door = models.CharField(max_length=20, default="import")
    move = models.ForeignKey("foundation.Move", on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    place = models.SmallIntegerField(default=0)
    arrangement = models.JSONField(default=dict)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="import_of_user")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_draft(self) -> bool:
        return self.state in DRAFTS

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def used_columns(self) -> int:
        return sum(1 for field in self.mapping if field)


class ImportRefusal(models.Model):
    """A row that could not go in: its cells, and what is wrong with which of them."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refusals")
    line = models.BigIntegerField()
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)  # of {column, value, reason}

    class Meta:
        indexes = [models.Index(fields=["of", "line"], name="import_refusal_by_line")]


class ImportLink(models.Model):
    """A value that names a record of the same file which may stand further down: set when all rows are in."""

    id = models.BigAutoField(primary_key=True)
    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="links")
    line = models.BigIntegerField()
    record_id = models.UUIDField()
    values = models.JSONField(default=dict)


class OldId(models.Model):
    """What a record is called in the program it came from, where it has no identities to keep that among."""

    id = models.BigAutoField(primary_key=True)
    record_type = models.CharField(max_length=50)
    source = models.CharField(max_length=100, default="", blank=True)
    value = models.CharField(max_length=200)
    record_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "source", "value"], name="old_id_once")]
        indexes = [models.Index(fields=["record_id"], name="old_id_of_record")]


class ImportMapping(Record):
    """How files of one kind and header are brought in, kept under a name for everybody who imports.

    `columns` holds the field, and `formats` the format, for each column by its plain name.
    """

    kind = models.CharField(max_length=50)
    name = models.CharField(max_length=100)
    columns = models.JSONField(default=dict)
    formats = models.JSONField(default=dict)
    key = models.CharField(max_length=60, default="", blank=True)
    rule = models.CharField(max_length=10, choices=Rule, default=Rule.UPDATE)
    empty = models.CharField(max_length=10, choices=Empty, default=Empty.SKIP)
    ids_of = models.CharField(max_length=100, default="", blank=True)
    user = models.ForeignKey("foundation.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("kind", Lower("name"), name="import_mapping_by_name")]

    def __str__(self) -> str:
        return self.name
