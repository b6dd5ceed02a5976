"""The few fields with which a record of any kind begins. The verb of the kind checks them, here nothing is."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, Field, FieldType, RecordKind, explained
from trato.kit.errors import DomainError
from trato.web.records.queries import colleagues, reference_names, teams
from trato.web.records.values import named_choices, yes_and_no

EMPTY = ("", "—")
MARK = "form_mark"  # tells this form from another one of its kind
KEYBOARDS = {
    FieldType.EMAIL: "email",
    FieldType.PHONE: "tel",
    FieldType.LINK: "url",
    FieldType.URL: "url",
    FieldType.DOMAIN: "url",
    FieldType.NUMBER: "numeric",
    FieldType.DECIMAL: "decimal",
    FieldType.MONEY: "decimal",
}
DATED = {FieldType.DAY: "date", FieldType.MOMENT: "datetime-local", FieldType.TIME: "time"}
OFFERED: dict[FieldType, Callable[[Field], list[tuple[str, str]]]] = {
    FieldType.CHOICE: lambda spec: [(code, str(label)) for code, label in spec.choices],
    FieldType.YES_NO: lambda spec: yes_and_no(),
    FieldType.USER: lambda spec: colleagues(),
    FieldType.TEAM: lambda spec: teams(),
    FieldType.LANGUAGE: lambda spec: named_choices("languages"),
    FieldType.COUNTRY: lambda spec: named_choices("territories"),
}


class NewRecord(forms.Form):
    """Built from the registry for one kind and one person. `begun` are ids of records that the new one points at."""

    use_required_attribute = False

    def __init__(
        self,
        kind: RecordKind,
        actor: Actor,
        given: Mapping[str, Any] | None = None,
        *,
        begun: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(given, auto_id="new_%s", initial=dict(begun or {}))
        self.kind, self.actor = kind, actor
        self.sent = str(self.data.get(MARK, ""))
        self.mark = self.sent or str(uuid4())
        for spec in kind.fields:
            if not actor.may_edit_field(kind.name, spec.name):
                continue
            if known := self._record_named(spec):
                self.fields[spec.name] = forms.Field(
                    label=spec.label, required=spec.required, widget=forms.Select(choices=[known, EMPTY])
                )
            elif spec.quick:
                self.fields[spec.name] = field_of(spec)
        self._focus_on(next(iter(self.fields), ""))

    def _record_named(self, spec: Field) -> tuple[str, str] | None:
        """The record a form was begun from, as a choice: by its id, because several may have its name."""
        id_ = str(self.data.get(spec.name) or self.initial.get(spec.name) or "")
        if spec.type != FieldType.REFERENCE:
            return None
        try:
            named = reference_names(spec, [UUID(id_)], seen_by=self.actor)
        except ValueError:
            return None  # a name, as people type it
        return next(((id_, name) for name in named.values()), None)

    def values(self) -> dict[str, str]:
        """What was typed, exactly; empty fields are not given, so that the kind's own beginnings hold."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return {name: text for name, text in typed.items() if text}

    def create(self) -> UUID:
        (saved,) = self.kind.create([self.values()], by=self.actor)
        made: UUID = saved.id
        return made

    def tell(self, refusal: DomainError) -> None:
        """Each reason at its field, those of fields that are not here above all."""
        self.full_clean()
        self.errors.clear()  # what Django finds missing is not what the verb finds
        reasons = refusal.fields or {"": explained(refusal)}
        for name, reason in reasons.items():
            spec = self.kind.by_name.get(name)
            if name in self.fields or spec is None:
                self.add_error(name if name in self.fields else None, str(reason))
            else:
                said = _("%(field)s: %(reason)s") % {"field": spec.label, "reason": reason}
                self.add_error(None, said)
        self._focus_on(next((name for name in self.fields if name in reasons), ""))

    def _focus_on(self, name: str) -> None:
        for each, field in self.fields.items():
            field.widget.attrs["autofocus"] = each == name


def field_of(spec: Field) -> forms.Field:
    facts: dict[str, Any] = {"label": spec.label, "required": spec.required, "help_text": spec.help}
    if spec.type in OFFERED:
        widget: forms.Widget = forms.Select(choices=[EMPTY, *OFFERED[spec.type](spec)])
    elif spec.type == FieldType.LONG_TEXT:
        widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    elif spec.type in DATED:
        widget = forms.DateTimeInput(attrs={"type": DATED[spec.type]})
    else:
        keyboard = {"inputmode": KEYBOARDS[spec.type]} if spec.type in KEYBOARDS else {}
        widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", **keyboard})
    # Not a ChoiceField: it would refuse in its own words what the verb refuses in ours.
    return forms.Field(widget=widget, **facts)
