"""What machines may write about whom."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from trato.customers.member_kinds import MEMBER_KINDS
from trato.customers.traits.errors import TraitRefused
from trato.customers.traits.events import TraitDefined
from trato.customers.traits.models import Trait, TraitType
from trato.foundation.fields.public import take_turn, tell_processes
from trato.foundation.public import Actor, RecordChange, publish, record_changes, use_case

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_OPTIONS, MOST_TRAITS = 200, 200


@use_case(right="customers.define_traits")
def define_trait(
    code: str,
    *,
    label: str,
    type: str,  # noqa: A002  # the word of the field
    by: Actor,
    member_kind: str = "contact",
    options: Sequence[tuple[str, str]] = (),
    description: str = "",
) -> Trait:
    """Made once, or given another label and more options; what it is cannot change, values would lose their sense."""
    take_turn()
    _refuse(code, label, type, member_kind, options)
    found = Trait.objects.select_for_update().filter(code=code, member_kind=member_kind).first()
    if found is None and Trait.objects.count() >= MOST_TRAITS:
        raise TraitRefused(_("There are at most %(most)s traits.") % {"most": MOST_TRAITS})
    if found is not None and found.type != type:
        raise TraitRefused(_("The type of a trait cannot be changed. Define another one."), field="type")
    one = found or Trait(code=code, member_kind=member_kind, type=type)
    before = {} if found is None else _facts(one)
    one.label, one.description, one.options = label.strip(), description[:2_000], [list(pair) for pair in options]
    if before == _facts(one):
        return one
    one.save()
    act = "update" if found else "create"
    change = RecordChange(record_id=one.id, version=1, act=act, before=before, after=_facts(one))
    record_changes("trait", [change], by=by)
    publish(TraitDefined(subject_id=one.id, code=one.code), by=by)
    tell_processes()
    return one


def _facts(one: Trait) -> dict[str, object]:
    return {"label": one.label, "description": one.description, "options": one.options, "type": one.type}


def _refuse(code: str, label: str, type_: str, member_kind: str, options: Sequence[tuple[str, str]]) -> None:
    if not CODE.fullmatch(code):
        raise TraitRefused(_("A code is small letters, digits and underscores, at most 40."), field="code")
    if type_ not in TraitType.values:
        raise TraitRefused(_("A trait is a number, choice, text or moment."), field="type")
    if member_kind not in dict(MEMBER_KINDS):
        raise TraitRefused(_("A trait is about a contact or a company."), field="member_kind")
    if not label.strip() or len(label) > 80 or "\x00" in label:
        raise TraitRefused(_("Give the trait a name of at most 80 letters."), field="label")
    codes = [one for one, _label in options]
    if len(codes) > MOST_OPTIONS or len(set(codes)) < len(codes) or (type_ == TraitType.CHOICE and not codes):
        raise TraitRefused(_("A choice has 1 to %(most)s different options.") % {"most": MOST_OPTIONS}, field="options")
