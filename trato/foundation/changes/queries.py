"""Where a value comes from."""

from uuid import UUID

from django.db.models import QuerySet

from trato.foundation.changes.models import Change


def history_of(record_id: UUID, field: str, *, limit: int = 20) -> QuerySet[Change]:
    """The versions in which one field was given a value, newest first."""
    return Change.objects.filter(record_id=record_id, after__has_key=field).order_by("-version")[:limit]


def fields_changed_since(record_id: UUID, version: int) -> set[str]:
    """What others wrote after somebody opened the record at `version`."""
    changes = Change.objects.filter(record_id=record_id, version__gt=version)
    return {name for after in changes.values_list("after", flat=True) for name in after}
