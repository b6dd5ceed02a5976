"""Lines for COPY: where seeded contacts live, and what they are labelled with. Some labels are on many, some on few."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from trato.customers.seeding.plan import Plan, id_of

WITHOUT_ADDRESS_OF = 4
ABROAD_OF = 500  # so that some countries have few
ABROAD = ("IS", "MT", "UY")
CITIES: Mapping[str, Sequence[str]] = {
    "ES": ("València", "Alzira", "Sevilla", "Zaragoza", "A Coruña", "Murcia"),
    "IN": ("Vijayawada", "Guntur", "Hyderabad", "Tirupati", "Warangal", "Rajahmundry"),
    "GB": ("Leeds", "Bristol", "Norwich", "Cardiff"),
    "DE": ("Köln", "Münster", "Görlitz", "Bremen"),
    "PL": ("Łódź", "Kraków", "Gdańsk", "Wrocław"),
    "PT": ("Évora", "Coimbra", "Braga"),
    "UA": ("Київ", "Львів", "Одеса"),
    "CN": ("成都", "杭州", "昆明"),
    "IS": ("Reykjavík",),
    "MT": ("Birkirkara",),
    "UY": ("Montevideo",),
}
# One in so many has it.
TAGS: Mapping[str, int] = {"newsletter": 3, "fair": 20, "vip": 200, "partner": 2_000, "founder": 20_000}


def address_line(born: datetime, drawn: int, contact_id: str, country: str) -> str | None:
    """Columns of `customers_address`; None for those of whom nobody knows where they live."""
    dice = drawn >> 13
    if dice % WITHOUT_ADDRESS_OF == 0:
        return None
    if dice % ABROAD_OF == 1:
        country = ABROAD[(drawn >> 5) % len(ABROAD)]
    city = CITIES[country][(drawn >> 23) % len(CITIES[country])]
    return f"{id_of(born, drawn)}\t{born}\t{contact_id}\t\\N\t\t\t{city}\t\t\t{country}\t0"


def tagging_lines(plan: Plan, place: int, contact_id: str) -> list[str]:
    drawn = plan.drawn("tag", place)
    return [
        f"{contact_id}\t{plan.tags[name]}\tcontact"
        for number, (name, one_in) in enumerate(TAGS.items())
        if (drawn >> 12 * number) % one_in == 0
    ]
