"""A new field for a kind of record."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.extensions.kinds import RecordKind
from trato.foundation.fields.columns import add_columns
from trato.foundation.fields.composing import compiler_of
from trato.foundation.fields.errors import FieldRefused
from trato.foundation.fields.events import FieldMade
from trato.foundation.fields.facts import (
    LONGEST_HELP,
    LONGEST_LABEL,
    MOST_FIELDS,
    FieldFacts,
    OptionFacts,
    clean_kind,
    clean_label,
    clean_line,
    clean_name,
    clean_options,
    clean_searchable,
    clean_stages,
    clean_type,
)
from trato.foundation.fields.models import CustomField, FieldOption
from trato.foundation.fields.types import FORMULA
from trato.foundation.fields.use_cases.changing import facts_of, keep, take_turn
from trato.foundation.use_cases import use_case
from trato.kit.clock import now

RIGHT = "foundation.manage_fields"


@use_case(right=RIGHT)
def make_field(
    kind: str, *, type: str, by: Actor, facts: FieldFacts, name: str = "", refers_to: str = "", searchable: bool = False
) -> CustomField:
    """With its column, or not at all. Its type and its name for programs stay as they are made."""
    of = clean_kind(kind)
    clean_type(type, refers_to)
    take_turn()
    there = list(CustomField.objects.filter(kind=of.name))
    if len(there) >= MOST_FIELDS:
        said = _("There are %(count)s fields already, with the archived ones; more do not fit.")
        raise FieldRefused(said % {"count": len(there)})
    living = [each for each in there if not each.is_archived]
    label = clean_label(facts.label, kind=of, others=living)
    field = CustomField(
        kind=of.name,
        name=clean_name(name, label=label, kind=of, taken=[each.name for each in there]),
        type=type,
        label=label,
        refers_to=refers_to,
        place=(CustomField.objects.filter(kind=of.name).aggregate(last=Max("place"))["last"] or 0) + 1,
        is_searchable=clean_searchable(type, searchable),
    )
    describe(field, of, facts, living)
    field.save()
    save_options(field, clean_options(type, facts.options))
    after = facts_of(field)
    keep(FieldMade(subject_id=field.id, record_type=of.name, type=type), by=by, act="create", after=after)
    if type != FORMULA:
        add_columns(of, field)
    return field


def describe(field: CustomField, kind: RecordKind, facts: FieldFacts, living: Sequence[CustomField]) -> None:
    """All that can be changed later as well, but for its options."""
    field.help = clean_line(facts.help, input_name="help", longest=LONGEST_HELP)
    field.section = clean_line(facts.section, input_name="section", longest=LONGEST_LABEL)
    field.is_personal, field.is_listed = facts.is_personal, facts.is_listed
    if field.type == FORMULA:
        _work_out(field, kind, facts.formula, living)
    else:
        field.is_required, field.is_quick = facts.is_required, facts.is_quick
        field.required_at = clean_stages(kind, facts.required_at)


def _work_out(field: CustomField, kind: RecordKind, formula: str, living: Sequence[CustomField]) -> None:
    """Tried out with all that use it, so that no ring closes behind it."""
    field.formula = clean_line(formula, input_name="formula", longest=1_000_000)
    others = [each for each in living if each.pk != field.pk]
    compiler = compiler_of(kind, [*others, field])
    field.result = compiler.compiled(field.name).type
    for each in others:
        if each.type == FORMULA:
            compiler.compiled(each.name)


def save_options(field: CustomField, options: Sequence[OptionFacts]) -> None:
    """In the order given. What is missing is archived; a label that was there once is that option again."""
    there = {option.id: option for option in field.options.all()}
    called = {option.label.casefold(): option for option in there.values()}
    kept: list[FieldOption] = []
    for place, given in enumerate(options):
        option = there.get(given.id) if given.id else called.get(given.label.casefold())
        if given.id and option is None:
            raise FieldRefused(_("There is no such option. Perhaps somebody changed it meanwhile."), field="options")
        option = option or FieldOption(field=field)
        option.label, option.colour, option.place, option.archived_at = given.label, given.colour, place, None
        kept.append(option)
    _write_options(field, kept)


def _write_options(field: CustomField, kept: Sequence[FieldOption]) -> None:
    gone = field.options.exclude(pk__in=[option.pk for option in kept])
    labels = [option.label.casefold() for option in kept]
    if taken := next((option.label for option in gone if option.label.casefold() in labels), ""):
        said = _("There was an option “%(name)s” before; its label cannot be given to another one.")
        raise FieldRefused(said % {"name": taken}, field="options")
    gone.filter(archived_at__isnull=True).update(archived_at=now())
    # Two options may change their labels with each other, so all step aside first.
    for option in kept:
        field.options.filter(pk=option.pk).update(label=str(option.pk))
    for option in kept:
        option.save()
