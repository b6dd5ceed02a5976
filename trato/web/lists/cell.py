"""One cell of the table: read, open for typing, saved or refused. The same verbs as on the record's page."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trato.foundation.public import FieldType, record_kind
from trato.web.lists.cells import drawn_name, drawn_value
from trato.web.records.editing import Editing, Outcome
from trato.web.records.page import FieldRow
from trato.web.records.queries import is_seen
from trato.web.records.values import Shown


def reading_facts(editing: Editing) -> dict[str, Any]:
    return {"drawn": drawn(editing), "url": editing.record.url if is_title(editing) else ""}


def editor_facts(editing: Editing, row: FieldRow) -> dict[str, Any]:
    record, kind = editing.record, editing.record.kind
    address = reverse("web:list_cell", args=[kind.plural, record.id, editing.spec.name])
    return {"record": record, "kind": kind, "row": row, "cell_url": address}


def drawn(editing: Editing) -> SafeString:
    said = editing.reading.shown
    if is_title(editing):
        return drawn_name(editing.record.kind, said if said.text else Shown("—"))
    return drawn_value(editing.spec, said, _door(editing))


def is_title(editing: Editing) -> bool:
    return editing.spec.name == next(iter(editing.record.kind.fields)).name


def told(editing: Editing, now: Editing) -> str:
    values = {"field": editing.spec.label, "name": now.record.name}
    return _("%(field)s of %(name)s was changed.") % values


def is_gone(editing: Editing) -> bool:
    """A new owner or team can take a record out of its editor's sight."""
    return not is_seen(editing.record.kind, editing.record.id, by=editing.actor)


def why(outcome: Outcome) -> str:
    """One sentence for a card that goes back to where it was."""
    row = outcome.row
    if row.theirs:
        values = {"name": row.theirs.origin.actor or _("Somebody"), "value": row.theirs.shown.text or _("empty")}
        return _("%(name)s changed it to “%(value)s” meanwhile. Nothing was overwritten.") % values
    return row.form.error if row.form else _("That cannot be stored.")


def _door(editing: Editing) -> str:
    value = editing.record.values.get(editing.spec.name)
    if editing.spec.type != FieldType.REFERENCE or not isinstance(value, dict) or not value.get("id"):
        return ""
    return reverse("web:record", args=[record_kind(editing.spec.refers_to).plural, value["id"]])
