"""What may be said about a field: each thing checked, refused with the name of its input."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.fields.errors import FieldRefused
from trato.foundation.fields.models import CustomField
from trato.foundation.fields.queries import extensible_kinds, stages_of
from trato.foundation.fields.types import CHOOSING, COLOURS, FORMULA, REFERENCE, SEARCHABLE, TYPES
from trato.kit.text import TextRefused, clean_text

LONGEST_LABEL = 100
LONGEST_HELP = 300
LONGEST_NAME = 60
MOST_FIELDS = 500  # of one kind, with the archived ones: PostgreSQL has room for 1,600 columns
MOST_OPTIONS = 200
RESERVED = ("id", "version", "merged_ids", "q", "trato_id", "fields", "sort", "after", "limit", "updated_since")

_NAME = re.compile("[a-z][a-z0-9_]*", re.ASCII)
_DIRECTING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, kw_only=True)
class OptionFacts:
    """`id` of one that is there; without it a new one."""

    label: str
    colour: str = ""
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class FieldFacts:
    """`options` are all that are offered, in their order: one that is missing here is offered no more."""

    label: str
    help: str = ""
    section: str = ""
    formula: str = ""
    is_required: bool = False
    required_at: Sequence[str] = ()
    is_personal: bool = True
    is_quick: bool = False
    is_listed: bool = False
    options: Sequence[OptionFacts] = field(default_factory=tuple)


def clean_line(text: str, *, input_name: str, longest: int, needed: bool = False) -> str:
    """One line that looks like what it is: nothing in it turns the direction in which the page is read."""
    try:
        cleaned = " ".join(clean_text(text).split())
    except TextRefused as refusal:
        raise FieldRefused(_(refusal.sentence) % refusal.params, field=input_name) from refusal
    if _DIRECTING.search(cleaned) or any(unicodedata.category(each) == "Cc" for each in cleaned):
        raise FieldRefused(_("Signs that cannot be seen do not belong in here."), field=input_name)
    if needed and not cleaned:
        raise FieldRefused(_("A name is needed."), field=input_name)
    if len(cleaned) > longest:
        said = _("%(count)s characters are too many: %(limit)s fit.") % {"count": len(cleaned), "limit": longest}
        raise FieldRefused(said, field=input_name)
    return cleaned


def clean_kind(name: str) -> RecordKind:
    kinds = {kind.name: kind for kind in extensible_kinds()}
    if name not in kinds:
        raise FieldRefused(_("There are no such records, or they take no fields."), field="kind")
    return kinds[name]


def clean_type(type_: str, refers_to: str) -> None:
    if type_ != FORMULA and type_ not in TYPES:
        said = _("There is no type “%(name)s”. There are: %(names)s.")
        names = ", ".join([*TYPES, FORMULA])
        raise FieldRefused(said % {"name": type_[:60], "names": names}, field="type")
    if type_ == REFERENCE and refers_to not in {kind.name for kind in extensible_kinds()}:
        raise FieldRefused(_("Say to which records it points."), field="refers_to")


def clean_name(given: str, *, label: str, kind: RecordKind, taken: Collection[str]) -> str:
    """The name for programs: as given, or made of the label."""
    used = {*RESERVED, *kind.by_name, *(part.name for part in kind.parts()), *taken}
    if not given.strip():
        return _free(_made_of(label), used)
    name = given.strip()
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        said = _("A name for programs has small letters, digits and underscores, and begins with a letter.")
        raise FieldRefused(said, field="name")
    if name in used:
        raise FieldRefused(_("There is already a field of the name “%(name)s”.") % {"name": name}, field="name")
    return name


def _made_of(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = re.sub("[^a-z0-9]+", "_", plain).strip("_")[: LONGEST_NAME - 5].strip("_")
    return words if _NAME.fullmatch(words) else f"field_{words}".strip("_")


def _free(name: str, used: Collection[str]) -> str:
    number, found = 1, name
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def clean_label(label: str, *, kind: RecordKind, others: Collection[CustomField]) -> str:
    cleaned = clean_line(label, input_name="label", longest=LONGEST_LABEL, needed=True)
    taken = {str(spec.label).casefold() for spec in kind.fields} | {each.label.casefold() for each in others}
    if cleaned.casefold() in taken:
        raise FieldRefused(_("There is already a field called “%(name)s”.") % {"name": cleaned}, field="label")
    return cleaned


def clean_stages(kind: RecordKind, stages: Sequence[str]) -> list[str]:
    known = dict(stages_of(kind))
    if unknown := [code for code in stages if code not in known]:
        raise FieldRefused(_("There is no stage “%(name)s”.") % {"name": unknown[0][:60]}, field="required_at")
    return [code for code in known if code in stages]


def clean_options(type_: str, options: Sequence[OptionFacts]) -> list[OptionFacts]:
    if type_ not in CHOOSING:
        return []
    if not 0 < len(options) <= MOST_OPTIONS:
        said = _("A choice has 1 to %(limit)s options.") % {"limit": MOST_OPTIONS}
        raise FieldRefused(said, field="options")
    cleaned = [_option(each) for each in options]
    labels = [each.label.casefold() for each in cleaned]
    if twice := next((each.label for each in cleaned if labels.count(each.label.casefold()) > 1), ""):
        raise FieldRefused(_("The option “%(name)s” stands there twice.") % {"name": twice}, field="options")
    return cleaned


def _option(each: OptionFacts) -> OptionFacts:
    label = clean_line(each.label, input_name="options", longest=LONGEST_LABEL, needed=True)
    if ";" in label:
        raise FieldRefused(_("A semicolon parts options from each other, so it cannot stand in one."), field="options")
    if each.colour not in COLOURS:
        raise FieldRefused(_("There is no colour “%(name)s”.") % {"name": each.colour[:60]}, field="options")
    return OptionFacts(label=label, colour=each.colour, id=each.id)


def clean_searchable(type_: str, wanted: bool) -> bool:  # noqa: FBT001  # a fact, not a switch
    if wanted and type_ not in SEARCHABLE:
        raise FieldRefused(_("Only texts can be found by the search."), field="is_searchable")
    return wanted
