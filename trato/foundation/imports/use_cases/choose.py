"""What a person decides about a file before it comes in."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.kinds import Field
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.columns import with_overrides
from trato.foundation.imports.errors import ColumnRefused, ImportNotReady
from trato.foundation.imports.formats import FORMATS
from trato.foundation.imports.mappings import apply_mapping, mapping_named
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Empty, Import, Rule, State
from trato.foundation.imports.queries import formats_of, import_of, needs_format, undecided
from trato.foundation.imports.targets import importable_fields, takes_several
from trato.foundation.imports.use_cases.start import RIGHT, Reading, default_key, read_file
from trato.foundation.use_cases import use_case
from trato.kit.text import clean_text


@use_case(right=RIGHT)
def choose_reading(import_id: UUID, *, reading: Reading, by: Actor) -> Import:
    """Read the file in another way. The columns are recognised anew."""
    one = draft(import_id, by=by)
    one.state = State.COLUMNS
    return read_file(one, by=by, reading=reading)


@use_case(right=RIGHT)
def choose_columns(
    import_id: UUID, *, fields: Sequence[str], by: Actor, formats: Sequence[str] = (), ids_of: str | None = None
) -> Import:
    """The field of each column, "" for those that are not used, and how its dates and numbers are written."""
    one = draft(import_id, by=by)
    known = {spec.name: spec for spec in importable_fields(importable_kind(one.kind), by=by)}
    used = [field for field in fields if field]
    if len(fields) != len(one.header) or not set(used) <= known.keys():
        raise ColumnRefused(_("The columns of the file have changed meanwhile. Look at them again."))
    if not used:
        raise ColumnRefused(_("No column is used: choose a field for at least one."))
    _refuse_twice(fields, known)
    one.formats = _formats(one, formats)
    one.mapping, one.state = list(fields), State.MATCHING
    _refuse_undecided(one, known)
    one.ids_of = one.ids_of if ids_of is None else clean_text(ids_of).strip()[:100]
    one.key = one.key if one.key in used else default_key(one)
    one.save()
    return one


def _refuse_twice(fields: Sequence[str], known: Mapping[str, Field]) -> None:
    for name in dict.fromkeys(field for field in fields if field):
        places = [place for place, field in enumerate(fields) if field == name]
        if len(places) > 1 and not takes_several(known[name]):
            said = _("Two columns cannot both be “%(field)s”.") % {"field": known[name].label}
            raise ColumnRefused(said, fields={f"column_{place}": said for place in places})


def _formats(one: Import, given: Sequence[str]) -> list[str]:
    """Each as it is said, else as it was recognised."""
    was = [*one.formats, *[""] * len(one.header)][: len(one.header)]
    said = [*given, *[""] * len(one.header)][: len(one.header)]
    if unknown := next((each for each in said if each and each not in FORMATS), ""):
        raise ColumnRefused(_("There is no format “%(name)s”.") % {"name": unknown[:20]})
    return [each or before for each, before in zip(said, was, strict=True)]


def _refuse_undecided(one: Import, known: Mapping[str, Field]) -> None:
    """Days and months, points and commas are asked where they can be either, and never guessed."""
    asked = {place: told for place, told in undecided(one).items() if needs_format(known, one.mapping[place])}
    if asked:
        names = ", ".join(one.header[place] for place in asked)
        said = _("How are the values of this column written? They can be read in two ways.")
        fields = dict.fromkeys((f"format_{place}" for place in asked), said)
        raise ColumnRefused(
            _("Say how the values of these columns are written: %(names)s.") % {"names": names}, fields=fields
        )


@use_case(right=RIGHT)
def override_columns(
    import_id: UUID,
    *,
    overrides: Mapping[str, str],
    by: Actor,
    dates: str = "",
    numbers: str = "",
    ids_of: str | None = None,
) -> Import:
    """Fields by the names of columns, over what was recognised. `dates` and `numbers` are said for all columns."""
    one = draft(import_id, by=by)
    fields = importable_fields(importable_kind(one.kind), by=by)
    mapping = with_overrides(one.mapping, overrides, header=one.header, fields=fields)
    kinds = {"date": dates, "number": numbers}
    formats = [kinds.get(told.kind, "") if told.choices else "" for told in formats_of(one)]
    return choose_columns(import_id, fields=mapping, formats=formats, ids_of=ids_of, by=by)


@use_case(right=RIGHT)
def choose_mapping(import_id: UUID, *, name: str, by: Actor) -> Import:
    """A mapping that was kept, put onto the columns of this file."""
    one = draft(import_id, by=by)
    apply_mapping(one, mapping_named(name, kind=one.kind), by=by)
    one.state = State.COLUMNS
    one.save()
    return one


@use_case(right=RIGHT)
def choose_matching(import_id: UUID, *, key: str | None, rule: str, by: Actor, empty: str = Empty.SKIP) -> Import:
    """By what a row is recognised as being there already, and what then happens with it.

    None leaves the key as it was proposed; with "" every row is new.
    """
    one = draft(import_id, by=by)
    kind = importable_kind(one.kind)
    keys = [spec.name for spec in key_fields(kind, one.mapping)]
    if rule not in Rule.values or empty not in Empty.values:
        raise ColumnRefused(_("There is no such rule."), field="rule" if rule not in Rule.values else "empty")
    if key and key not in keys:
        known = ", ".join(keys) or _("none of the columns")
        message = _("Rows cannot be matched by “%(key)s”. Possible here: %(keys)s.") % {"key": key, "keys": known}
        raise ColumnRefused(message, field="key")
    if rule == Rule.UPDATE and not by.may(kind.right("edit")):
        raise NotAllowed(_("You may create these records but not change them. Choose another rule."))
    one.key, one.rule, one.state = one.key if key is None else key, rule, State.PREVIEW
    one.empty, one.preview = empty, {}
    one.save()
    return one


def draft(import_id: UUID, *, by: Actor) -> Import:
    one = import_of(import_id, seen_by=by)
    held = Import.objects.select_for_update().get(pk=one.pk)
    if not held.is_draft:
        raise ImportNotReady(_("This import has begun and cannot be changed any more."))
    return held
