"""Where a value comes from."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.db.models import QuerySet

from trato.foundation.changes.models import Change, ChangeSet
from trato.foundation.extensions.registry import contributions
from trato.foundation.extensions.talking import SourceNames


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


def names_of_sources(sources: Iterable[str]) -> dict[str, str]:
    """How those are called that a module knows by the id in them; of others, such as lines of files, nothing."""
    wanted: dict[str, dict[UUID, str]] = {}
    for source in sources:
        prefix, _colon, rest = source.partition(":")
        with suppress(ValueError):
            wanted.setdefault(prefix, {})[UUID(rest)] = source
    found: dict[str, str] = {}
    for each in contributions(SourceNames):
        if ids := wanted.get(each.prefix):
            found |= {ids[id_]: name for id_, name in each.names(ids).items()}
    return found
