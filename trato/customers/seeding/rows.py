"""Lines for COPY: what the verbs of the product would have written, made as fast as text can be.

No value holds a tab, a newline or a backslash: all of them are ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from trato.customers.samples import names
from trato.customers.samples.names import People, how_many, named
from trato.customers.samples.numbers import latin_letters, phone_number
from trato.customers.seeding.places_and_tags import address_line, tagging_lines
from trato.customers.seeding.plan import Plan, id_of
from trato.kit.sort_keys import sort_key
from trato.kit.text import search_text, words

Lines = dict[str, list[str]]  # by table

# Shares of thirty-two.
PEOPLES: Sequence[People] = (
    *[names.SPANISH] * 10,
    *[names.TELUGU] * 8,
    *[names.ENGLISH] * 6,
    *[names.GERMAN] * 2,
    *[names.POLISH] * 2,
    *[names.PORTUGUESE],
    *[names.UKRAINIAN] * 2,
    *[names.CHINESE],
)
STAGES = ("subscriber", "lead", "lead", "lead", "mql", "sql", "opportunity", "customer", "customer", "former")
STATUSES = ("", "new", "new", "contacted", "nurturing", "qualified", "unqualified")
SOURCES = ("Web", "Fair", "Referral", "Import", "Phone", "")
ROLES = ("Owner", "Buyer", "Manager", "Engineer", "Accountant", "Assistant", "")
FIRM_WORDS = (
    "Huerta",
    "Agro",
    "Riego",
    "Godavari",
    "Krishna",
    "Valley",
    "Sol",
    "Norte",
    "Mill",
    "Delta",
    "Rama",
    "Alba",
)
FIRM_KINDS = ("Farms", "Cooperativa", "Traders", "Ingenieros", "Foods", "Growers", "Works", "Hermanos")
PLAIN = "\t\t\tf\tt\timported"  # an identity's source, label, is_shared, is_living, proof
INDUSTRIES = ("Agriculture", "Food", "Energy", "Construction", "Retail", "Public sector")


@dataclass(frozen=True)
class Called:
    """A name with all that is worked out from it, once for everybody of that name."""

    columns: str  # name, native_name, given_name, family_name
    key: str
    folded: str
    words: Sequence[str]
    mailbox: str


@cache
def called(people: People, number: int) -> Called:
    name = named(people, number)
    return Called(
        columns="\t".join((name.name, name.native_name, name.given_name, name.family_name)),
        key=sort_key(name.name),
        folded=search_text(name.name, name.native_name),
        words=words(f"{name.name} {name.native_name}"),
        mailbox=".".join(map(latin_letters, name.latin)),
    )


@cache
def _size(people: People) -> int:
    return how_many(people)


def company_domain(plan: Plan, place: int) -> str:
    return f"firm{place}-{plan.run}.example"


def company_lines(plan: Plan, places: Iterable[int]) -> Lines:
    companies: list[str] = []
    identities: list[str] = []
    found: list[str] = []
    for place in places:
        drawn, id_, born = plan.drawn("company", place), plan.company_ids[place], plan.born(place, plan.companies)
        owner, team = plan.owner(drawn)
        name = f"{_pick(FIRM_WORDS, drawn)} {_pick(FIRM_KINDS, drawn >> 8)} {place + 1}"
        domain, industry = company_domain(plan, place), _pick(INDUSTRIES, drawn >> 32)
        companies.append(
            f"{id_}\t{id_}\t{born}\t{born}\t{born}\t{sort_key(name)}\t{f'{name} {industry}'.lower()} {domain}"
            f"\t{name}\t1\t{owner}\t{team}"
            f"\t{_pick(STAGES, drawn >> 16)}\t{industry}\t{_pick(SOURCES, drawn >> 40)}"
            f"\t{(drawn >> 48) % 400 + 1}\t\t\t"
        )
        identities.append(f"{id_of(born, drawn, digit='9')}\t{born}\t\\N\t{id_}\tdomain\t{domain}\t{domain}\t0{PLAIN}")
        found += [f"company\t{word}\t{id_}" for word in words(name)]
    return {"customers_company": companies, "customers_identity": identities, "foundation_searchword": found}


def contact_lines(plan: Plan, places: Iterable[int]) -> Lines:
    contacts: list[str] = []
    identities: list[str] = []
    positions: list[str] = []
    addresses: list[str] = []
    tagged: list[str] = []
    found: list[str] = []
    for place in places:
        drawn, born = plan.drawn("contact", place), plan.born(place, plan.contacts)
        people = PEOPLES[drawn >> 59]
        name, firm = called(people, (drawn >> 8) % _size(people)), plan.company_of(drawn)
        owner, team = plan.owner(drawn)
        active = born + (plan.until - born) * ((drawn >> 40) % 1000) / 1000
        email = contact_email(plan, place, name, firm)
        phone = phone_number(people.country, drawn >> 32)
        id_ = id_of(born, drawn)
        contacts.append(
            f"{id_}\t{id_}\t{born}\t{active}\t{active}\t{name.key}\t{name.folded} {email} {phone[1:]}"
            f"\t{1 + plan.rounds_of(place)}\t{owner}\t{team}\t{name.columns}\t{_pick(STAGES, drawn >> 16)}"
            f"\t{_pick(STATUSES, drawn >> 24)}\t{_pick(SOURCES, drawn >> 48)}\t{people.language}\t"
        )
        identities.append(f"{id_of(born, drawn, digit='9')}\t{born}\t{id_}\t\\N\temail\t{email}\t{email}\t0{PLAIN}")
        identities.append(f"{id_of(born, drawn, digit='a')}\t{born}\t{id_}\t\\N\tphone\t{phone}\t{phone}\t1{PLAIN}")
        if firm is not None:
            role = _pick(ROLES, drawn >> 20)
            positions.append(f"{id_of(born, drawn, digit='b')}\t{born}\t{id_}\t{plan.company_ids[firm]}\t{role}\t0")
        if address := address_line(born, drawn, id_, people.country):
            addresses.append(address)
        tagged += tagging_lines(plan, place, id_)
        found += [f"contact\t{word}\t{id_}" for word in name.words]
    return {
        "customers_contact": contacts,
        "customers_address": addresses,
        "customers_tagging": tagged,
        "customers_identity": identities,
        "customers_position": positions,
        "foundation_searchword": found,
    }


def contact_email(plan: Plan, place: int, name: Called, firm: int | None) -> str:
    domain = f"mail-{plan.run}.example" if firm is None else company_domain(plan, firm)
    return f"{name.mailbox}{place}@{domain}"


def _pick(choices: Sequence[str], drawn: int) -> str:
    return choices[drawn % len(choices)]
