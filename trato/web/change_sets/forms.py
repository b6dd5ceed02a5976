"""What the fields of many records are to become: built from the registry for one act and one person."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from trato.foundation.public import ACTS, Actor, ChangeSet, Field, explained, give_values, record_kind
from trato.kit.errors import DomainError
from trato.web.creating.forms import KEYBOARDS, OFFERED

UNCHANGED = ("", gettext_lazy("Leave as it is"))
UNCHOSEN = ("", gettext_lazy("Choose"))
EMPTIED = ("-empty-", gettext_lazy("Empty it"))
FILTER = "filter."


class ValuesForm(forms.Form):
    """A field that is left alone stays as it is in each record. Texts are emptied by a box beside them."""

    use_required_attribute = False

    def __init__(self, one: ChangeSet, actor: Actor, given: Mapping[str, Any] | None = None) -> None:
        self.one, self.actor, self.act = one, actor, ACTS[one.kind]
        self.kind = record_kind(one.record_type)
        self.specs = self.act.fields(self.kind, by=actor)
        super().__init__(given, auto_id="value_%s", initial=_typed(one.values))
        for spec in self.specs:
            self.fields[spec.name] = self._field(spec)

    def _field(self, spec: Field) -> forms.Field:
        is_needed = spec.required and self.act.contributed is not None
        facts: dict[str, Any] = {"label": spec.label, "required": is_needed, "help_text": spec.help}
        if spec.type in OFFERED:
            first, offered = [UNCHOSEN if is_needed else UNCHANGED], OFFERED[spec.type](spec)
            empty = [EMPTIED] if self._may_empty(spec) else []
            return forms.Field(widget=forms.Select(choices=[*first, *offered, *empty]), **facts)
        keyboard = {"inputmode": KEYBOARDS[spec.type]} if spec.type in KEYBOARDS else {}
        hint = {"placeholder": str(UNCHANGED[1])} if self.act.may_clear else {}
        attributes = {"autocomplete": "off", "dir": "auto", **keyboard, **hint}
        return forms.Field(widget=forms.TextInput(attrs=attributes), **facts)

    def _may_empty(self, spec: Field) -> bool:
        return self.act.may_clear and not spec.required

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Each field, with the name of the box that empties it where it is a text."""
        emptied = {spec.name for spec in self.specs if self._may_empty(spec) and spec.type not in OFFERED}
        return [(self[name], f"empty.{name}" if name in emptied else "") for name in self.fields]

    def ticked(self) -> set[str]:
        return {name for name in self.data if name.startswith("empty.")}

    def values(self) -> dict[str, Any]:
        typed = {name: str(self.data.get(name, "")).strip() for name in self.fields}
        values: dict[str, Any] = {name: text for name, text in typed.items() if text and text != EMPTIED[0]}
        emptied = {name for name, text in typed.items() if text == EMPTIED[0] or f"empty.{name}" in self.data}
        return {**values, **dict.fromkeys(sorted(emptied))}

    def accept(self) -> bool:
        try:
            give_values(self.one.id, values=self.values(), by=self.actor)
        except DomainError as refusal:
            self._tell(refusal)
            return False
        return True

    def _tell(self, refusal: DomainError) -> None:
        self.full_clean()
        self.errors.clear()
        for name, reason in (refusal.fields or {"": explained(refusal)}).items():
            self.add_error(name if name in self.fields else None, str(reason))


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: ", ".join(value) if isinstance(value, list) else value for name, value in values.items()}
    return {name: EMPTIED[0] if value is None else value for name, value in said.items()}


def selection_in(given: QueryDict) -> dict[str, Any]:
    """What the bar of a list sends: ids parted by commas, or the filters of the list and what was taken out."""
    if not given.get("all"):
        return {"ids": _parted(given.get("ids", ""))}
    filters = {name.removeprefix(FILTER): given.getlist(name) for name in given if name.startswith(FILTER)}
    return {"all": True, "filters": filters, "without": _parted(given.get("without", ""))}


def _parted(text: str) -> list[str]:
    return [each for each in text.split(",") if each]


def cursor_in(given: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None
