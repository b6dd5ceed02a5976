"""What other programs call our fields in their exports: HubSpot, Salesforce, Google Contacts, Outlook, Pipedrive, Odoo,
EspoCRM and Mailchimp. Case, humps, hyphens, colons and numbers after a name do not count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trato.foundation.public import Field


@dataclass(frozen=True)
class Headers:
    """`also` are the field, `beside` stand behind it in the same cell."""

    also: Mapping[str, Sequence[str]]
    beside: Mapping[str, Sequence[str]]


_ADDRESSES = ("mailing", "business", "home", "billing", "other", "shipping", "contact", "visiting", "company", "hq")


def _lines(*names: str) -> tuple[str, ...]:
    """A line of an address alone and as each of the addresses that exports have."""
    return (*names, *(f"{address} {name}" for address in _ADDRESSES for name in names))


_ADDRESS = {
    "street": (
        *_lines("street", "address street", "address line 1", "street address", "street 1", "address street 1"),
        *_lines("address", "address1"),
        "address 1 formatted",
        "person postal address",
        "organization address",
    ),
    "city": _lines("city", "address city", "town", "locality"),
    "region": _lines(
        "state", "state/region", "state/province", "address state", "province", "region", "county", "state name"
    ),
    "postal_code": _lines("postal code", "zip", "zip code", "zip/postal code", "address postal code", "postcode"),
    "country": _lines("country", "country/region", "address country", "country name", "country code"),
}
_STREETS = _lines("street 2", "street 3", "street2", "address line 2", "street address 2", "address 2", "address2")

_SHARED = {
    "owner": (
        "hubspot owner",
        "hub spot owner",
        "contact owner",
        "company owner",
        "owner name",
        "record owner",
        "person owner",
        "organization owner",
        "assigned user name",
        "assigned user",
        "assigned to",
    ),
    "tags": (
        "label",
        "labels",
        "person labels",
        "person label",
        "organization labels",
        "organization label",
        "tag",
        "category",
    ),
    "source": ("contact source", "record source", "original traffic source", "account source", "person lead source"),
    "language": ("locale", "languages"),
    "time_zone": ("time zone", "timezone"),
}

CONTACT_HEADERS = Headers(
    also={
        **_ADDRESS,
        **_SHARED,
        "name": ("person name", "contact full name", "complete name", "file as"),
        "given_name": ("contact first name", "person first name", "merge first name", "fname"),
        "family_name": ("contact last name", "person last name", "lname"),
        "email": (
            "e mail value",
            "e mail 1 value",
            "e mail address",
            "e mail 2 address",
            "email address",
            "person email",
            "person email work",
            "person email home",
            "person email other",
            "additional email addresses",
            "other email",
            "secondary email",
            "work email",
            "home email",
            "personal email",
            "business email",
        ),
        "phone": (
            "phone value",
            "phone 1 value",
            "phone number",
            "mobile",
            "mobile phone",
            "mobile phone number",
            "home phone",
            "business phone",
            "work phone",
            "other phone",
            "primary phone",
            "company main phone",
            "assistant phone",
            "car phone",
            "person phone",
            "person phone work",
            "person phone home",
            "person phone mobile",
            "person phone other",
            "whats app phone number",
            "cell phone",
        ),
        "company": (
            "primary associated company",
            "associated company name",
            "person organization",
            "organization name",
            "organization 1 name",
            "related company",
            "parent id",
            "parent name",
            "account name",
        ),
        "job_title": (
            "organization title",
            "organization 1 title",
            "person job title",
            "job position",
            "function",
            "job",
        ),
        "website": (
            "web page",
            "website value",
            "website 1 value",
            "personal web page",
            "website link",
            "person website",
        ),
        "external_id": ("id", "record id", "contact id", "person id", "leid", "euid", "external id", "lead id", "vid"),
    },
    beside={
        "given_name": ("middle name", "additional name", "second name"),
        "street": _STREETS,
    },
)

COMPANY_HEADERS = Headers(
    also={
        **_ADDRESS,
        **_SHARED,
        "name": ("organization name", "account name", "company name", "display name", "complete name", "legal name"),
        "domain": (
            "company domain name",
            "domain name",
            "company domain",
            "email domain",
            "company website",
            "account website",
        ),
        "website": ("website url", "web page", "organization website", "account site", "website link"),
        "phone": (
            "account phone",
            "phone number",
            "main phone",
            "phone office",
            "business phone",
            "organization phone",
        ),
        "email": ("email address", "e mail address", "organization email", "company email"),
        "industry": ("account industry", "organization industry", "industries"),
        "employee_count": ("number of employees", "employees", "organization employee count", "employee count"),
        "annual_revenue": ("annual revenue", "organization annual revenue", "total revenue"),
        "founded_year": ("year founded", "year established", "year started"),
        "parent": ("parent company", "parent account", "related company", "ultimate parent account", "parent name"),
        "external_id": (
            "id",
            "record id",
            "external id",
            "account id",
            "company id",
            "organization id",
            "person organization id",
            "associated company id",
            "associated company ids",
            "primary associated company id",
        ),
    },
    beside={"street": _STREETS},
)


def with_headers(fields: Sequence[Field], headers: Headers) -> list[Field]:
    return [
        replace(
            spec,
            also=(*spec.also, *headers.also.get(spec.name, ())),
            beside=(*spec.beside, *headers.beside.get(spec.name, ())),
        )
        for spec in fields
    ]
