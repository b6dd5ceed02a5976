"""What a company says about itself: each value checked, refused with the name of its field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from trato.foundation.installation.errors import CompanyRefused
from trato.foundation.people.facts import clean_language, clean_name, clean_time_zone
from trato.kit.domains import DomainNameRefused, normalise_domain
from trato.kit.money import currencies


@dataclass(frozen=True, kw_only=True)
class CompanyFacts:
    name: str
    language: str
    time_zone: str
    currency: str
    phone_country: str
    own_domains: tuple[str, ...] = ()

    def cleaned(self) -> "CompanyFacts":
        return CompanyFacts(
            name=clean_name(self.name, field="company_name"),
            language=clean_language(self.language),
            time_zone=clean_time_zone(self.time_zone),
            currency=_one_of(self.currency, currencies(), "currency", _("There is no such currency.")),
            phone_country=_one_of(self.phone_country, SUPPORTED_REGIONS, "phone_country", _("No such country.")),
            own_domains=clean_domains(self.own_domains),
        )


def _one_of(value: str, known: Iterable[str], field: str, sentence: str) -> str:
    if value not in known:
        raise CompanyRefused(sentence, field=field)
    return value


def clean_domains(domains: Iterable[str]) -> tuple[str, ...]:
    """In the order given, each once."""
    cleaned: dict[str, None] = {}
    for domain in domains:
        try:
            cleaned[normalise_domain(domain.strip().removeprefix("@"))] = None
        except DomainNameRefused as refusal:
            sentence = _("“%(domain)s”: %(reason)s")
            reason = _(refusal.sentence) % refusal.params
            raise CompanyRefused(sentence % {"domain": domain, "reason": reason}, field="own_domains") from refusal
    return tuple(cleaned)
