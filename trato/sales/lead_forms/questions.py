"""What a form may ask, and how one of its questions is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trato.foundation.public import Field, FieldType, record_kind
from trato.sales.lead_forms.models import LeadForm

INPUTS = {
    FieldType.TEXT: "text",
    FieldType.EMAIL: "email",
    FieldType.PHONE: "tel",
    FieldType.LINK: "url",
    FieldType.URL: "url",
    FieldType.NUMBER: "text",
    FieldType.DECIMAL: "text",
    FieldType.MONEY: "text",
    FieldType.DAY: "date",
    FieldType.COUNTRY: "text",
    FieldType.LONG_TEXT: "area",
    FieldType.YES_NO: "check",
    FieldType.CHOICE: "choice",
    FieldType.CHOICES: "choices",
}
# Ours to decide, or told by nobody about themselves.
OURS = ("lifecycle_stage", "lead_status", "source", "time_zone", "language")
FILLED_IN_BY = {
    "name": "name",
    "given_name": "given-name",
    "family_name": "family-name",
    "email": "email",
    "phone": "tel",
    "company": "organization",
    "job_title": "organization-title",
    "website": "url",
    "street": "street-address",
    "city": "address-level2",
    "region": "address-level1",
    "postal_code": "postal-code",
    "country": "country-name",
}
REACHING = ("email", "phone")


@dataclass(frozen=True)
class Question:
    """`control` is the type of an input, or area, check, choice, choices."""

    name: str
    label: str
    control: str
    is_required: bool
    options: Sequence[tuple[str, str]] = ()
    complete: str = "off"
    value: Any = ""
    refusal: str = ""

    def facts(self) -> dict[str, Any]:
        """For the script that draws it elsewhere."""
        names = ("name", "label", "control", "is_required", "options", "complete")
        return {name: getattr(self, name) for name in names}


def offered_fields() -> list[Field]:
    """Fields of contacts that people can tell about themselves, also those that colleagues made."""
    return [spec for spec in record_kind("contact").fields if _is_offered(spec)]


def _is_offered(spec: Field) -> bool:
    if spec.name in OURS or spec.is_stage or not (spec.importable and spec.editable and (spec.column or spec.part)):
        return False
    is_firm = spec.type == FieldType.REFERENCE and spec.refers_to == "company" and bool(spec.part)
    return is_firm or spec.type in INPUTS


def questions_of(
    form: LeadForm, values: Mapping[str, Any] | None = None, refusals: Mapping[str, str] | None = None
) -> list[Question]:
    """In the language of the moment. A field that is gone is asked no more."""
    known = {spec.name: spec for spec in offered_fields()}
    given, why = values or {}, refusals or {}
    asked = [(each["name"], bool(each.get("required"))) for each in form.asked if each["name"] in known]
    return [
        _question(known[name], is_required=required, value=given.get(name, ""), refusal=why.get(name, ""))
        for name, required in asked
    ]


def _question(spec: Field, *, is_required: bool, value: Any, refusal: str) -> Question:
    return Question(
        name=spec.name,
        label=str(spec.label),
        control=INPUTS.get(spec.type, "text"),
        is_required=is_required,
        options=[(code, str(label)) for code, label in spec.choices],
        complete=FILLED_IN_BY.get(spec.name, "off"),
        value=value,
        refusal=refusal,
    )


def why_unfit(names: Sequence[str]) -> str:
    """Why nobody could be made a contact of what these fields tell."""
    if not names:
        return _("Ask at least one thing.")
    if not set(REACHING) & set(names):
        return _("Ask for the e-mail or the phone: else nobody can be reached.")
    return ""
