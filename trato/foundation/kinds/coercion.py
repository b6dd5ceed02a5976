"""From what people, programs and files give to what is stored, one field at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel import Locale
from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.kinds.lengths import (
    LARGEST_NUMBER,
    LONGEST_LABEL,
    LONGEST_LONG_TEXT,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    MOST_DECIMALS,
    is_long_tag,
    refuse_long,
    refuse_wide,
)
from trato.kit.clock import zone_names
from trato.kit.domains import normalise_domain, normalise_url
from trato.kit.email_addresses import normalise_email
from trato.kit.errors import DomainError
from trato.kit.money import Money, MoneyRefused
from trato.kit.phone_numbers import normalise_phone
from trato.kit.text import clean_text
from trato.kit.typed_money import parse_money

NAMING_LANGUAGES = ("en", "es", "te", "fr", "de")


class ValueRefused(DomainError):
    """A value cannot be what its field needs."""


@dataclass
class Coercion:
    """What a value is read against. Each distinct value is worked out once per batch."""

    country: str
    currency: str
    proof: str
    locale: str
    find_user: Callable[[str], UUID | None]
    find_team: Callable[[str], UUID | None]
    seen: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def value(self, spec: Field, given: Any) -> Any:
        """The stored form, or None for empty. Raises a DomainError that says why not."""
        if given is None or given == "":
            return None
        if not isinstance(given, str):
            return self._read(spec, given)
        key = (spec.name, self.country, given)
        if key not in self.seen:
            self.seen[key] = self._remember(spec, given)
        found = self.seen[key]
        if isinstance(found, DomainError):
            raise found
        return found

    def _remember(self, spec: Field, given: Any) -> Any:
        try:
            return self._read(spec, given)
        except DomainError as refusal:
            return refusal

    def _read(self, spec: Field, given: Any) -> Any:
        return READERS[spec.type](self, spec, given)


def _text(coercion: Coercion, spec: Field, given: Any) -> str:
    if not isinstance(given, str):
        raise ValueRefused(_("%(field)s must be text.") % {"field": spec.label})
    is_long = spec.type == FieldType.LONG_TEXT
    refuse_long(given, spec.max_length or (LONGEST_LONG_TEXT if is_long else LONGEST_TEXT))
    text = clean_text(given)
    if not is_long:
        refuse_wide(text)
    return text


def _number(coercion: Coercion, spec: Field, given: Any) -> int:
    plain = str(given).strip().replace(" ", "").replace("\u00a0", "").replace("'", "")
    if plain.count(",") + plain.count(".") and all(len(part) == 3 for part in plain.replace(".", ",").split(",")[1:]):
        plain = plain.replace(",", "").replace(".", "")
    digits = plain.removeprefix("-")
    # Python itself refuses to read thousands of digits, so their count is looked at first.
    is_whole = digits.isdecimal() and len(digits) <= LONGEST_NUMBER and int(digits) <= LARGEST_NUMBER
    if isinstance(given, bool) or not is_whole:
        raise ValueRefused(_("“%(value)s” is not a whole number.") % {"value": str(given)[:60]})
    return int(plain)


def _money(coercion: Coercion, spec: Field, given: Any) -> Money:
    """Refused rather than rounded where the column has fewer decimals."""
    money = _any_money(coercion, given)
    if money.decimals > MOST_DECIMALS:
        raise MoneyRefused("money-too-precise", currency=money.currency, digits=MOST_DECIMALS)
    return money


def _any_money(coercion: Coercion, given: Any) -> Money:
    if isinstance(given, Money):
        return given
    if isinstance(given, dict):
        return Money.from_json({"currency": coercion.currency, **given})
    if isinstance(given, (int, Decimal)) and not isinstance(given, bool):
        return Money(Decimal(given), coercion.currency)
    return parse_money(str(given), currency=coercion.currency, locale=coercion.locale)


def _choice(coercion: Coercion, spec: Field, given: Any) -> str:
    wanted = str(given).strip().casefold()
    for code, label in spec.choices:
        if wanted in (code.casefold(), str(label).casefold()):
            return code
    raise ValueRefused(_("“%(value)s” is none of the choices.") % {"value": str(given)[:60]})


def _named_codes(kind: str) -> dict[str, str]:
    """Codes by their names in our languages, as people write them into files."""
    found: dict[str, str] = {}
    for language in NAMING_LANGUAGES:
        names = getattr(Locale.parse(language), kind)
        for code, name in names.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(str(name).casefold(), code)
                found.setdefault(code.casefold(), code)
    return found


COUNTRIES: dict[str, str] = {}
LANGUAGES: dict[str, str] = {}


def _country(coercion: Coercion, spec: Field, given: Any) -> str:
    """The ISO code where the country is known; else the text as given: an address is never refused for its country."""
    if not COUNTRIES:
        COUNTRIES.update({**_named_codes("territories"), "usa": "US", "uk": "GB", "korea": "KR"})
    text = _text(coercion, spec, given).strip()
    return COUNTRIES.get(text.casefold(), text)


def _language(coercion: Coercion, spec: Field, given: Any) -> str:
    if not LANGUAGES:
        LANGUAGES.update(_named_codes("languages"))
    text = str(given).strip().replace("_", "-")
    if code := LANGUAGES.get(text.casefold()) or LANGUAGES.get(text.split("-")[0].casefold()):
        return code
    raise ValueRefused(_("No language is called “%(value)s”.") % {"value": text[:60]})


def _time_zone(coercion: Coercion, spec: Field, given: Any) -> str:
    if str(given).strip() in zone_names():
        return str(given).strip()
    raise ValueRefused(
        _("No time zone is called “%(value)s”. They look like Europe/Madrid.") % {"value": str(given)[:60]}
    )


def _uuid(given: Any) -> UUID | None:
    try:
        return given if isinstance(given, UUID) else UUID(str(given).strip())
    except ValueError:
        return None


def _user(coercion: Coercion, spec: Field, given: Any) -> UUID:
    if found := coercion.find_user(str(given).strip()):
        return found
    raise ValueRefused(_("No colleague is called “%(value)s”.") % {"value": str(given)[:100]})


def _team(coercion: Coercion, spec: Field, given: Any) -> UUID:
    if found := coercion.find_team(str(given).strip()):
        return found
    raise ValueRefused(_("No team is called “%(value)s”.") % {"value": str(given)[:100]})


def _reference(coercion: Coercion, spec: Field, given: Any) -> UUID | str:
    """An id, or a name that the verb of the set looks up."""
    return _uuid(given) or _text(coercion, spec, str(given)).strip()


def _identity(kind: str) -> Callable[["Coercion", Field, Any], dict[str, Any]]:
    """A single value of a field such as e-mail, as the identity it is."""

    def read(coercion: Coercion, spec: Field, given: Any) -> dict[str, Any]:
        value = identity(kind, _text(coercion, spec, str(given)), country=coercion.country)
        return {**value, "proof": coercion.proof}

    return read


def identity(kind: str, given: str, *, country: str) -> dict[str, Any]:
    """The value as given, and the form in which two of them are the same."""
    value = given.strip()
    normalised = NORMALISERS[kind](value, country)
    refuse_wide(normalised)
    return {"kind": kind, "value": value, "normalised": normalised}


NORMALISERS: dict[str, Callable[[str, str], str]] = {
    "email": lambda value, country: normalise_email(value),
    "phone": lambda value, country: normalise_phone(value, country=country),
    "website": lambda value, country: normalise_url(value),
    "domain": lambda value, country: normalise_domain(value),
    "external": lambda value, country: value,
    "handle": lambda value, country: value.lstrip("@").casefold(),
}


def _tags(coercion: Coercion, spec: Field, given: Any) -> list[str]:
    parts = given.replace(";", ",").split(",") if isinstance(given, str) else given
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise ValueRefused(_("Tags are a list of words."))
    tags = [clean_text(part.strip()) for part in parts if part.strip()]
    if len(tags) > 100 or any(is_long_tag(tag) for tag in tags):
        raise ValueRefused(_("A record has at most 100 tags of at most 100 characters."))
    return list({tag.casefold(): tag for tag in tags}.values())


def _objects(spec: Field, given: Any, allowed: set[str]) -> list[dict[str, Any]]:
    if not isinstance(given, (list, tuple)) or len(given) > 100 or not all(isinstance(item, dict) for item in given):
        raise ValueRefused(_("%(field)s must be a list of at most 100 objects.") % {"field": spec.label})
    for item in given:
        if unknown := sorted(set(item) - allowed):
            raise ValueRefused(_("%(field)s has no “%(name)s”.") % {"field": spec.label, "name": str(unknown[0])[:60]})
    return [dict(item) for item in given]


def _identities(coercion: Coercion, spec: Field, given: Any) -> list[dict[str, Any]]:
    found = []
    for item in _objects(spec, given, {"id", "kind", "source", "value", "normalised", "label", "shared", "proof"}):
        kind, value = item.get("kind"), item.get("value")
        if not isinstance(kind, str) or kind not in NORMALISERS or not isinstance(value, str) or not value.strip():
            raise ValueRefused(_("An identity has a kind (%(kinds)s) and a value.") % {"kinds": ", ".join(NORMALISERS)})
        texts = {name: _text(coercion, spec, item.get(name) or "") for name in ("source", "label")}
        for text in texts.values():
            refuse_long(text, LONGEST_LABEL)
        read = identity(kind, _text(coercion, spec, value), country=coercion.country)
        found.append({**read, **texts, "shared": item.get("shared") is True, "proof": coercion.proof})
    return found


def _addresses(coercion: Coercion, spec: Field, given: Any) -> list[dict[str, Any]]:
    names = ("label", "street", "city", "region", "postal_code", "country")
    items = _objects(spec, given, {"id", *names})
    read = [{name: _text(coercion, spec, item.get(name) or "") for name in names} for item in items]
    return [{**item, "country": _country(coercion, spec, item["country"])} for item in read]


def _companies(coercion: Coercion, spec: Field, given: Any) -> list[dict[str, Any]]:
    items = _objects(spec, given, {"company", "name", "role"})
    found = []
    for item in items:
        company = _uuid(item["company"]) if item.get("company") else None
        if item.get("company") and company is None:
            raise ValueRefused(_("“%(value)s” is not the id of a company.") % {"value": str(item["company"])[:60]})
        found.append(
            {"company": str(company) if company else None, "role": _text(coercion, spec, item.get("role") or "")}
        )
    return found


def _never(coercion: Coercion, spec: Field, given: Any) -> Any:
    raise ValueRefused(_("%(field)s is kept by Trato and cannot be set.") % {"field": spec.label})


READERS: dict[FieldType, Callable[[Coercion, Field, Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.MOMENT: _never,
    FieldType.CHOICE: _choice,
    FieldType.LANGUAGE: _language,
    FieldType.TIME_ZONE: _time_zone,
    FieldType.COUNTRY: _country,
    FieldType.EMAIL: _identity("email"),
    FieldType.PHONE: _identity("phone"),
    FieldType.LINK: _identity("website"),
    FieldType.DOMAIN: _identity("domain"),
    FieldType.EXTERNAL_ID: _identity("external"),
    FieldType.USER: _user,
    FieldType.TEAM: _team,
    FieldType.REFERENCE: _reference,
    FieldType.TAGS: _tags,
    FieldType.IDENTITIES: _identities,
    FieldType.ADDRESSES: _addresses,
    FieldType.COMPANIES: _companies,
}
