"""From what people, programs and files give to what is stored, one field at a time."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from trato.foundation.extensions.kinds import Field, FieldType
from trato.foundation.kinds import made_values as made
from trato.foundation.kinds.codes import country_codes, language_codes
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
from trato.foundation.kinds.made_values import ValueRefused
from trato.foundation.kinds.several import lines_in, references_in, span_in, users_in
from trato.kit.clock import zone_names
from trato.kit.domains import normalise_domain, normalise_url
from trato.kit.email_addresses import normalise_email
from trato.kit.errors import DomainError
from trato.kit.money import Money, MoneyRefused
from trato.kit.phone_numbers import country_of_phone, normalise_phone
from trato.kit.text import clean_text
from trato.kit.typed_moments import parse_day, parse_moment
from trato.kit.typed_money import named_currency, parse_money, written_money

_UNSEEN = object()


@dataclass
class Coercion:
    """What a value is read against. Each distinct value is worked out once per batch; a phone number by country."""

    country: str
    currency: str
    proof: str
    locale: str
    find_user: Callable[[str], UUID | None]
    find_team: Callable[[str], UUID | None]
    time_zone: str = "UTC"
    seen: dict[tuple[str, str], dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))

    def value(self, spec: Field, given: Any) -> Any:
        """The stored form, or None for empty. Raises a DomainError that says why not."""
        # Spaces are kept where they are all there is, but nothing can be called by them.
        if given is None or given == "" or (isinstance(given, str) and given.isspace() and spec.is_never_blank):
            return None
        if not isinstance(given, str):
            return self._read(spec, given)
        seen = self.seen[spec.name, self.country if spec.type == FieldType.PHONE else ""]
        found = seen.get(given, _UNSEEN)
        if found is _UNSEEN:
            found = seen[given] = self._remember(spec, given)
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
    if coercion.proof == "imported" and (money := written_money(str(given))) is not None:
        return money
    currency = named_currency(str(given), otherwise=coercion.currency)
    return parse_money(str(given), currency=currency, locale=coercion.locale)


def _moment(coercion: Coercion, spec: Field, given: Any) -> datetime:
    if isinstance(given, datetime) and given.tzinfo:
        return given
    return parse_moment(_text(coercion, spec, str(given)), zone=coercion.time_zone, locale=coercion.locale)


def _day(coercion: Coercion, spec: Field, given: Any) -> date:
    """Of a moment, the day that it is where the writer lives."""
    if isinstance(given, datetime):
        return given.astimezone(ZoneInfo(coercion.time_zone)).date()
    return given if isinstance(given, date) else parse_day(_text(coercion, spec, str(given)), locale=coercion.locale)


def _country(coercion: Coercion, spec: Field, given: Any) -> str:
    """The ISO code where the country is known; else the text as given: an address is never refused for its country."""
    text = _text(coercion, spec, given).strip()
    return country_codes().get(text.casefold(), text)


def _language(coercion: Coercion, spec: Field, given: Any) -> str:
    text, codes = str(given).strip().replace("_", "-"), language_codes()
    if code := codes.get(text.casefold()) or codes.get(text.split("-")[0].casefold()):
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


def _reference(coercion: Coercion, spec: Field, given: Any) -> UUID | str | dict[str, str]:
    if isinstance(given, dict) and spec.part:
        (facts,) = _objects(spec, [given], {"name", "domain", "external_id", "source"})
        return {name: _text(coercion, spec, str(text)).strip() for name, text in facts.items() if text}
    return _uuid(given) or _text(coercion, spec, str(given)).strip()


def _identity(kind: str) -> Callable[["Coercion", Field, Any], dict[str, Any]]:
    """A single value of a field such as e-mail, as the identity it is; an id with its system as {value, source}."""

    def read(coercion: Coercion, spec: Field, given: Any) -> dict[str, Any]:
        facts = given if isinstance(given, dict) and kind == "external" else {"value": given}
        value = identity(kind, _text(coercion, spec, str(facts.get("value", ""))), country=coercion.country)
        source = {"source": str(facts["source"])[:LONGEST_LABEL]} if "source" in facts else {}
        return {**value, **source, "proof": coercion.proof}

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
        home = country_of_phone(item.get("normalised"), otherwise=coercion.country)
        read = identity(kind, _text(coercion, spec, value), country=home)
        found.append({**read, **texts, "shared": item.get("shared") is True, "proof": coercion.proof})
    return found


def _addresses(coercion: Coercion, spec: Field, given: Any) -> list[dict[str, Any]]:
    names = ("label", "street", "city", "region", "postal_code", "country")
    items = _objects(spec, given, {"id", *names})
    read = [{name: _text(coercion, spec, item.get(name) or "") for name in names} for item in items]
    return [{**item, "country": _country(coercion, spec, item["country"])} for item in read]


def _companies(coercion: Coercion, spec: Field, given: Any) -> list[dict[str, Any]]:
    items = _objects(spec, given, {"company", "name", "role", "since", "until"})
    found = []
    for item in items:
        company = _uuid(item["company"]) if item.get("company") else None
        if item.get("company") and company is None:
            raise ValueRefused(_("“%(value)s” is not the id of a company.") % {"value": str(item["company"])[:60]})
        role, span = _text(coercion, spec, item.get("role") or ""), span_in(item, partial(_day, coercion, spec))
        found.append({"company": str(company) if company else None, "role": role, **span})
    return found


READERS: dict[FieldType, Callable[[Coercion, Field, Any], Any]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.MOMENT: _moment,
    FieldType.DAY: _day,
    FieldType.TIME: lambda coercion, spec, given: made.time_in(given),
    FieldType.DECIMAL: lambda coercion, spec, given: made.decimal_in(given, locale=coercion.locale),
    FieldType.YES_NO: lambda coercion, spec, given: made.yes_no_in(given),
    FieldType.CHOICE: lambda coercion, spec, given: made.choice_in(spec, given),
    FieldType.CHOICES: lambda coercion, spec, given: made.choices_in(spec, given),
    FieldType.URL: lambda coercion, spec, given: made.url_in(given),
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
    FieldType.REFERENCES: lambda coercion, spec, given: references_in(given),
    FieldType.LINES: lambda coercion, spec, given: lines_in(given),
    FieldType.USERS: lambda coercion, spec, given: users_in(given, find=coercion.find_user),
}
