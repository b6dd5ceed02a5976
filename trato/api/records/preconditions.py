"""If-Match and If-None-Match: nobody overwrites what he has not seen, nobody is sent what he has."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from trato.api.problems.errors import ChangedMeanwhile
from trato.foundation.public import RecordKind


def refuse_stale(request: HttpRequest, kind: RecordKind, record_id: UUID) -> None:
    """Holds the record until the write is done. A tag is `"<version>"` or what ETag said."""
    tags = _tags(request.headers.get("If-Match", ""))
    if not tags or "*" in tags:
        return
    model: Any = kind.model()
    version = model.objects.select_for_update().filter(pk=record_id).values_list("version", flat=True).first()
    refuse_other_versions(tags, version)


def refuse_other_versions(tags: list[str], version: int | None) -> None:
    if not any(tag.partition("-")[0] == str(version) for tag in tags if not tag.startswith("W/")):
        message = _("Somebody changed this meanwhile: it is at version %(version)s now. Nothing was overwritten.")
        raise ChangedMeanwhile(message % {"version": version})


def is_known(request: HttpRequest, tag: str) -> bool:
    tags = _tags(request.headers.get("If-None-Match", ""))
    return "*" in tags or tag.strip('"') in [each.removeprefix("W/").strip('"') for each in tags]


def tags_of(request: HttpRequest) -> list[str]:
    return _tags(request.headers.get("If-Match", ""))


def _tags(header: str) -> list[str]:
    return [tag if tag.startswith("W/") else tag.strip('"') for each in header.split(",") if (tag := each.strip())]
