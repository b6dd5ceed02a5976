"""What somebody chose on the page of a form's settings."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import QueryDict

from trato.customers.public import ConsentChannel, purposes_in_use
from trato.foundation.public import Field
from trato.sales.lead_forms.questions import offered_fields
from trato.sales.lead_forms.use_cases.save import FormFacts

NEW = FormFacts(name="", asked=[("name", False), ("email", True)], languages=["en"])
LAST = 999


@dataclass(frozen=True)
class FieldChoice:
    """A line of the list of fields. `place` is empty where it is not asked."""

    name: str
    label: str
    place: str
    is_required: bool


@dataclass(frozen=True)
class FormPage:
    """What stands in the controls."""

    facts: FormFacts
    refusals: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> list[FieldChoice]:
        """Those that are asked first, in their order."""
        asked = dict(self.facts.asked)
        known = {spec.name: spec for spec in offered_fields()}
        chosen = [known[name] for name in asked if name in known]
        return [_choice(spec, asked, n) for n, spec in enumerate([*chosen, *_others(known, asked)], start=1)]

    @property
    def purposes(self) -> list[tuple[str, str, bool]]:
        return [(each.code, each.label, each.code == self.facts.purpose) for each in purposes_in_use()]

    @property
    def channels(self) -> list[tuple[str, str, bool]]:
        return [(code, str(label), code in self.facts.channels) for code, label in ConsentChannel.choices]

    @property
    def languages(self) -> list[tuple[str, str, bool, str]]:
        """With the thanks in each of them."""
        spoken = self.facts.languages
        return [
            (code, str(label), code in spoken, self.facts.thanks.get(code, "")) for code, label in settings.LANGUAGES
        ]

    @property
    def sites(self) -> str:
        return "\n".join(self.facts.sites)


def _others(known: dict[str, Field], asked: dict[str, bool]) -> list[Field]:
    return [spec for name, spec in known.items() if name not in asked]


def _choice(spec: Field, asked: dict[str, bool], number: int) -> FieldChoice:
    is_asked = spec.name in asked
    return FieldChoice(spec.name, str(spec.label), str(number) if is_asked else "", asked.get(spec.name, False))


def typed_form(given: QueryDict) -> FormFacts:
    asked = sorted(((_place(given, name), name) for name in given.getlist("asked")), key=lambda each: each[0])
    required = set(given.getlist("required"))
    return FormFacts(
        name=given.get("name", ""),
        asked=[(name, name in required) for _place_of, name in asked],
        purpose=given.get("purpose", ""),
        channels=given.getlist("channels"),
        is_consent_required="is_consent_required" in given,
        thanks={code: given.get(f"thanks_{code}", "") for code, _label in settings.LANGUAGES},
        leads_to=given.get("leads_to", ""),
        sites=given.get("sites", "").splitlines(),
        languages=given.getlist("languages"),
        source=given.get("source", ""),
        is_on="is_on" in given,
    )


def _place(given: QueryDict, name: str) -> int:
    text = given.get(f"place_{name}", "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else LAST
