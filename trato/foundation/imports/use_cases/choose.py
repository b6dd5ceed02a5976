"""What a person decides about a file before it comes in."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.columns import importable_fields, with_overrides
from trato.foundation.imports.errors import ColumnRefused, ImportNotReady
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import, Rule, State
from trato.foundation.imports.queries import import_of
from trato.foundation.imports.use_cases.start import RIGHT, default_key, read_file
from trato.foundation.use_cases import use_case


@use_case(right=RIGHT)
def choose_reading(import_id: UUID, *, encoding: str, separator: str, by: Actor) -> Import:
    """Read the file in another way. The columns are recognised anew."""
    one = draft(import_id, by=by)
    one.state = State.COLUMNS
    return read_file(one, by=by, encoding=encoding, separator=separator)


@use_case(right=RIGHT)
def choose_columns(import_id: UUID, *, fields: Sequence[str], by: Actor) -> Import:
    """The field of each column, "" for those that are not used."""
    one = draft(import_id, by=by)
    known = {spec.name for spec in importable_fields(record_kind(one.kind), by=by)}
    used = [field for field in fields if field]
    if len(fields) != len(one.header) or not set(used) <= known:
        raise ColumnRefused(_("The columns of the file have changed meanwhile. Look at them again."))
    if not used:
        raise ColumnRefused(_("No column is used: choose a field for at least one."))
    if twice := next((field for field in used if used.count(field) > 1), ""):
        label = record_kind(one.kind).by_name[twice].label
        places = [place for place, field in enumerate(fields) if field == twice]
        said = _("Two columns cannot both be “%(field)s”.") % {"field": label}
        raise ColumnRefused(said, fields={f"column_{place}": said for place in places})
    one.mapping, one.state = list(fields), State.MATCHING
    one.key = one.key if one.key in used else default_key(one)
    one.save()
    return one


@use_case(right=RIGHT)
def override_columns(import_id: UUID, *, overrides: Mapping[str, str], by: Actor) -> Import:
    """Fields by the names of columns, over what was recognised."""
    one = draft(import_id, by=by)
    fields = importable_fields(record_kind(one.kind), by=by)
    mapping = with_overrides(one.mapping, overrides, header=one.header, fields=fields)
    return choose_columns(import_id, fields=mapping, by=by)


@use_case(right=RIGHT)
def choose_matching(import_id: UUID, *, key: str, rule: str, by: Actor) -> Import:
    """By what a row is recognised as being there already, and what then happens with it."""
    one = draft(import_id, by=by)
    kind = record_kind(one.kind)
    keys = [spec.name for spec in key_fields(kind, one.mapping)]
    if rule not in Rule.values:
        raise ColumnRefused(_("There is no such rule."), field="rule")
    if key and key not in keys:
        known = ", ".join(keys) or _("none of the columns")
        message = _("Rows cannot be matched by “%(key)s”. Possible here: %(keys)s.") % {"key": key, "keys": known}
        raise ColumnRefused(message, field="key")
    if rule == Rule.UPDATE and not by.may(kind.right("edit")):
        raise NotAllowed(_("You may create these records but not change them. Choose another rule."))
    one.key, one.rule, one.state = key or default_key(one), rule, State.PREVIEW
    one.preview = {}
    one.save()
    return one


def draft(import_id: UUID, *, by: Actor) -> Import:
    one = import_of(import_id, seen_by=by)
    held = Import.objects.select_for_update().get(pk=one.pk)
    if not held.is_draft:
        raise ImportNotReady(_("This import has begun and cannot be changed any more."))
    return held
