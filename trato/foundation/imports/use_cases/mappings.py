"""Keep how a file was brought in, for the next one like it."""

from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed, NotFound
from trato.foundation.imports.columns import plain
from trato.foundation.imports.errors import ColumnRefused
from trato.foundation.imports.mappings import is_own_mapping
from trato.foundation.imports.models import Import, ImportMapping
from trato.foundation.imports.queries import import_of
from trato.foundation.imports.safe_cells import ERROR_COLUMNS
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.text import clean_text


@use_case(right=RIGHT)
def keep_mapping(import_id: UUID, *, name: str, by: Actor) -> ImportMapping:
    """Under a name that was there already, it takes the place of one's own."""
    one = import_of(import_id, seen_by=by)
    called = clean_text(name).strip()
    if not called or len(called) > 100:
        raise ColumnRefused(_("A mapping needs a name of at most 100 characters."), field="name")
    kept = ImportMapping.objects.select_for_update().filter(kind=one.kind, name__iexact=called).first()
    if kept and not is_own_mapping(kept, by=by):
        raise ColumnRefused(_("A colleague keeps another mapping under this name. Choose another one."), field="name")
    kept = kept or ImportMapping(kind=one.kind, user_id=by.id if by.kind == "user" else None)
    kept.name, kept.used_at = called, now()
    _fill(kept, one)
    kept.save()
    return kept


@use_case(right=RIGHT)
def forget_mapping(mapping_id: UUID, *, by: Actor) -> None:
    """Its imports stay as they are."""
    kept = ImportMapping.objects.select_for_update().filter(pk=mapping_id).first()
    if kept is None:
        raise NotFound(_("There is no such mapping."))
    if not is_own_mapping(kept, by=by):
        raise NotAllowed(_("This mapping is a colleague's. They, or an administrator, can delete it."))
    kept.delete()


def _fill(kept: ImportMapping, one: Import) -> None:
    skipped = len(ERROR_COLUMNS) if list(one.header[: len(ERROR_COLUMNS)]) == list(ERROR_COLUMNS) else 0
    names = [plain(name) for name in one.header[skipped:]]
    kept.columns = dict(zip(names, one.mapping[skipped:], strict=True))
    kept.formats = {name: said for name, said in zip(names, one.formats[skipped:], strict=True) if said}
    kept.key, kept.rule, kept.empty, kept.ids_of = one.key, one.rule, one.empty, one.ids_of
