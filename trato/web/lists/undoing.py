"""Taking one edit of a cell back, as long as nobody changed that field since."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from trato.foundation.public import Change, NotFound, OthersWereFaster, RecordUpdate, StoredValues
from trato.kit.errors import DomainError
from trato.web.records.editing import Editing, anew
from trato.web.records.provenance import changed_since


def undo_url(editing: Editing, *, version: int) -> str:
    """The version in which the field was changed; what it was before stands in the change."""
    kind, id_ = editing.record.kind, editing.record.id
    address = reverse("web:list_cell_undo", args=[kind.plural, id_, editing.spec.name])
    return f"{address}?{urlencode({'version': version})}"


def undo(editing: Editing, *, version: int) -> str:
    """Returns what to say about it."""
    editing.refuse_unless_editable()
    record, spec = editing.record, editing.spec
    change = Change.objects.filter(record_id=record.id, version=version).first()
    if change is None:
        raise NotFound(_("There is no version %(version)s of this record.") % {"version": version})
    if changed_since(record.kind, record.id, spec, version):
        return _("%(field)s was changed again meanwhile, so it stays as it is now.") % {"field": spec.label}
    try:
        update = RecordUpdate(id=record.id, values=_values_before(editing, change), seen_version=record.version)
        record.kind.update([update], by=editing.actor)
    except OthersWereFaster:
        return _("%(field)s was changed again meanwhile, so it stays as it is now.") % {"field": spec.label}
    except DomainError as refusal:
        return str(refusal)
    return _("%(field)s is again what it was.") % {"field": anew(editing).spec.label}


def _values_before(editing: Editing, change: Change) -> dict[str, Any]:
    """A part that is one field goes back as it was stored: of tags it tells who of those that were merged had which."""
    spec = editing.spec
    if spec.part and not spec.key and isinstance(stored := change.before.get(spec.part), Mapping):
        return StoredValues({spec.name: stored})
    return {spec.name: _before(editing, change)}


def _before(editing: Editing, change: Change) -> Any:
    spec, kind = editing.spec, editing.record.kind
    if not spec.part:
        value = change.before.get(spec.name)
    else:
        part = next(each for each in kind.parts() if each.name == spec.part)
        value = part.single(change.before.get(spec.part), spec.key or spec.name)
    return "" if value is None else value
