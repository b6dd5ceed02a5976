"""The editor of one field: what it offers, and what was typed as the update verb takes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from trato.foundation.public import Actor, Field, FieldType, RowsRefused, explained, installation
from trato.kit.clock import zone_names
from trato.kit.errors import DomainError
from trato.kit.money import currencies
from trato.kit.typed_money import parse_money
from trato.web.components.moments import our_locale
from trato.web.records.queries import colleagues, is_out_of_sight, teams
from trato.web.records.values import named_choices, yes_and_no

Choices = Sequence[tuple[str, str]]


def _choices(spec: Field) -> Choices:
    return [(code, str(label)) for code, label in spec.choices]


OFFERED: dict[FieldType, Callable[[Field], Choices]] = {
    FieldType.CHOICE: _choices,
    FieldType.YES_NO: lambda spec: yes_and_no(),
    FieldType.USER: lambda spec: colleagues(),
    FieldType.TEAM: lambda spec: teams(),
    FieldType.LANGUAGE: lambda spec: named_choices("languages"),
    FieldType.COUNTRY: lambda spec: named_choices("territories"),
    FieldType.TIME_ZONE: lambda spec: [(zone, zone.replace("_", " ")) for zone in sorted(zone_names())],
}

# The keyboard of a phone.
KEYBOARDS = {
    FieldType.EMAIL: "email",
    FieldType.PHONE: "tel",
    FieldType.LINK: "url",
    FieldType.URL: "url",
    FieldType.DOMAIN: "url",
    FieldType.NUMBER: "numeric",
    FieldType.DECIMAL: "decimal",
}


@dataclass
class FieldForm:
    """`text` is what stands in the control: the value, or what was typed when it was refused."""

    spec: Field
    text: str = ""
    currency: str = ""
    kept: list[str] = field(default_factory=list)
    label: str = ""
    error: str = ""

    @property
    def look(self) -> str:
        """An input of one line would lose the line ends of a text that has some."""
        if self.spec.type in OFFERED:
            return "select"
        looks = {
            FieldType.TAGS: "tags",
            FieldType.CHOICES: "choices",
            FieldType.MONEY: "money",
            FieldType.LONG_TEXT: "long",
        }
        return looks.get(self.spec.type, "long" if "\n" in self.text else "input")

    @property
    def input_mode(self) -> str:
        """The keyboard of a phone. The browser's own checks stay off: the verb says what is wrong, in our words."""
        return KEYBOARDS.get(self.spec.type, "")

    @property
    def input_type(self) -> str:
        """What cannot be a day or moment stays as it was typed: the browser's own control would empty it."""
        kinds: dict[FieldType, tuple[str, Any]] = {
            FieldType.DAY: ("date", date),
            FieldType.MOMENT: ("datetime-local", datetime),
            FieldType.TIME: ("time", time),
        }
        name, reads = kinds.get(self.spec.type, ("text", None))
        try:
            if reads is not None and self.text:
                reads.fromisoformat(self.text)
        except ValueError:
            return "text"
        return name

    @property
    def suggests(self) -> bool:
        return self.spec.type == FieldType.REFERENCE or self.spec.suggest is not None

    @property
    def options(self) -> Choices:
        """With what stands there now, though it is offered no more: somebody who left, a country in words."""
        offered = OFFERED[self.spec.type](self.spec)
        gone = {code: str(label) for code, label in self.spec.gone_choices}
        known = any(code == self.text for code, _label in offered)
        return (
            offered if known or not self.text else [(self.text, self.label or gone.get(self.text, self.text)), *offered]
        )

    @property
    def boxes(self) -> list[tuple[str, str, bool]]:
        """Each option of a choice of several, and whether it is chosen; with what stands there though it is gone."""
        gone = [(code, label) for code, label in self.spec.gone_choices if code in self.kept]
        return [(code, str(label), code in self.kept) for code, label in (*self.spec.choices, *gone)]

    @property
    def currency_codes(self) -> list[str]:
        return sorted(currencies())


def filled_form(spec: Field, value: Any) -> FieldForm:
    if spec.type == FieldType.MOMENT and value:
        here = timezone.localtime(datetime.fromisoformat(value) if isinstance(value, str) else value)
        return FieldForm(spec, text=here.replace(tzinfo=None).isoformat(timespec="minutes"))
    if spec.type in (FieldType.TAGS, FieldType.CHOICES):
        return FieldForm(spec, kept=list(value or []))
    if spec.type == FieldType.YES_NO:
        return FieldForm(spec, text="" if value is None else "yes" if value else "no")
    if spec.type == FieldType.DECIMAL and value is not None:
        return FieldForm(spec, text=_with_our_mark(f"{Decimal(str(value)):f}"))
    if spec.type == FieldType.TIME and value:
        return FieldForm(spec, text=str(value)[:5])
    if spec.type == FieldType.MONEY:
        return _filled_money(spec, value)
    if isinstance(value, dict):
        named = "name" if spec.type == FieldType.REFERENCE else "id"
        return FieldForm(spec, text="" if is_out_of_sight(value) else str(value[named]), label=str(value["name"]))
    return FieldForm(spec, text="" if value is None else str(value))


def _filled_money(spec: Field, value: Any) -> FieldForm:
    if not value:
        return FieldForm(spec, currency=installation().currency)
    whole, _point, decimals = str(value["amount"]).partition(".")
    plain = f"{whole}.{decimals.rstrip('0')}".rstrip(".")
    return FieldForm(spec, text=_with_our_mark(plain), currency=value["currency"])


def _with_our_mark(plain: str) -> str:
    return plain.replace(".", our_locale().number_symbols["latn"]["decimal"])


def typed_form(spec: Field, given: QueryDict) -> FieldForm:
    return FieldForm(spec, text=given.get("value", ""), currency=given.get("currency", ""), kept=given.getlist("kept"))


def typed_value(form: FieldForm, *, by: Actor) -> Any:
    """What the update verb is given. It does the checking; only money needs two controls read together."""
    spec = form.spec
    if spec.type == FieldType.TAGS:
        return [*form.kept, *(part.strip() for part in form.text.replace(";", ",").split(",") if part.strip())]
    if spec.type == FieldType.CHOICES:
        return form.kept
    if spec.type != FieldType.MONEY or not form.text.strip():
        return form.text
    try:
        return parse_money(form.text, currency=form.currency or installation().currency, locale=by.language)
    except DomainError as refusal:
        raise RowsRefused({0: {spec.name: explained(refusal)}}) from refusal


def version_in(given: QueryDict, name: str) -> int | None:
    """The number of a version, or none where no version is named."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def why_refused(refusal: DomainError, spec: Field) -> str:
    return refusal.fields.get(spec.name) or refusal.fields.get(spec.key) or str(refusal) or _("That cannot be stored.")
