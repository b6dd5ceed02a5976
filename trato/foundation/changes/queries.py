"""Where a value comes from."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from trato.foundation.changes.models import Change, ChangeSet


def history_of(record_id: UUID, field: str, *, limit: int = 20) -> QuerySet[Change]:
    """The versions in which one field was given a value, newest first."""
    return Change.objects.filter(record_id=record_id, after__has_key=field).order_by("-version")[:limit]


def fields_changed_since(record_id: UUID, version: int) -> set[str]:
    """What others wrote after somebody opened the record at `version`."""
    changes = Change.objects.filter(record_id=record_id, version__gt=version)
    return {name for after in changes.values_list("after", flat=True) for name in after}


def labels_of_change_sets(ids: Iterable[UUID | str | None]) -> dict[UUID, str]:
    """What each act was called: the name of the imported file, say."""
    wanted = {id_ for id_ in ids if id_}
    return dict(ChangeSet.objects.filter(id__in=wanted).values_list("id", "label")) if wanted else {}
