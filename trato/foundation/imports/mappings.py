"""Mappings that were kept: found by the header of a file, and put onto it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotFound
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.columns import plain
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import, ImportMapping
from trato.foundation.imports.safe_cells import ERROR_COLUMNS
from trato.foundation.imports.targets import importable_fields


def mappings_of(kind: str) -> list[ImportMapping]:
    return list(ImportMapping.objects.filter(kind=kind).select_related("user").order_by("name"))


def mapping_named(name: str, *, kind: str) -> ImportMapping:
    found = ImportMapping.objects.filter(kind=kind, name__iexact=name.strip()).first()
    if found is None:
        raise NotFound(_("No mapping for this kind of record is called “%(name)s”.") % {"name": name[:100]})
    return found


def fitting_mapping(one: Import) -> ImportMapping | None:
    """The one whose columns are the file's, used last. An error file of such a file has them too."""
    fitting = [each for each in mappings_of(one.kind) if mapping_fits(one, each)]
    return max(fitting, key=lambda each: each.used_at or each.created_at, default=None)


def mapping_fits(one: Import, kept: ImportMapping) -> bool:
    return set(kept.columns) == {plain(name) for name in one.header} - set(_ours(one.header))


def is_own_mapping(kept: ImportMapping, *, by: Actor) -> bool:
    """Whoever kept it, and administrators, may change it."""
    return by.is_everything or (bool(by.id) and kept.user_id == by.id)


def _ours(header: Sequence[str]) -> tuple[str, ...]:
    return ERROR_COLUMNS if list(header[: len(ERROR_COLUMNS)]) == list(ERROR_COLUMNS) else ()


def apply_mapping(one: Import, kept: ImportMapping, *, by: Actor) -> None:
    """Columns it does not know stay as they were recognised; fields that are gone or not one's own are left out."""
    known = {spec.name for spec in importable_fields(importable_kind(one.kind), by=by)}
    names = [plain(name) for name in one.header]
    given = [kept.columns.get(name) for name in names]
    taken = {field for field in given if field}
    one.mapping = [
        (said if said in known else "") if said is not None else ("" if was in taken else was)
        for said, was in zip(given, one.mapping, strict=True)
    ]
    one.formats = [kept.formats.get(name) or was for name, was in zip(names, one.formats, strict=True)]
    one.rule, one.empty, one.ids_of = kept.rule, kept.empty, kept.ids_of
    keys = [spec.name for spec in key_fields(importable_kind(one.kind), one.mapping)]
    one.key = kept.key if kept.key in keys else next(iter(keys), "")
