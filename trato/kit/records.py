"""What every stored record has in common."""

from django.db import models
from django.db.models.functions import Now

from trato.kit.ids import new_id


class Record(models.Model):
    """Ids sort by time of birth, so new rows land at one end of every index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
