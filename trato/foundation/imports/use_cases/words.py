"""What words of a file mean here, as somebody says."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.kinds import Field
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.errors import ColumnRefused
from trato.foundation.imports.models import Import
from trato.foundation.imports.use_cases.choose import draft
from trato.foundation.imports.use_cases.start import RIGHT
from trato.foundation.use_cases import use_case

MAKE = "+"  # instead of a value: a choice is made of the word
Words = Mapping[str, Mapping[str, str]]


@use_case(right=RIGHT)
def choose_words(import_id: UUID, *, words: Words, by: Actor) -> Import:
    """By field and word the value that is meant: "" for none, MAKE for a new choice. What is not told is refused."""
    one = draft(import_id, by=by)
    known = importable_kind(one.kind).by_name
    kept = {name: dict(told) for name, told in one.arrangement.get("words", {}).items()}
    for name, told in words.items():
        if name not in known or name not in one.mapping:
            raise ColumnRefused(_("There is no field “%(name)s”.") % {"name": name[:60]}, field=name[:60])
        made = make_choices_of(known[name], [word for word, value in told.items() if value == MAKE], by=by)
        chosen = {**told, **made}
        kept.setdefault(name, {}).update({word.casefold(): value for word, value in chosen.items()})
    one.arrangement = {**one.arrangement, "words": kept}
    one.preview = {}
    one.save(update_fields=["arrangement", "preview"])
    return one


def make_choices_of(spec: Field, words: Sequence[str], *, by: Actor) -> Mapping[str, str]:
    if not words:
        return {}
    if spec.make_choices is None or not by.may(spec.making):
        raise NotAllowed(_("You may not make new choices of “%(field)s”.") % {"field": spec.label})
    return spec.make_choices(words, by=by)
