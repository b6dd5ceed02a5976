"""A CSV file of contacts as a company would bring it along: deterministic, of any length, made line by line."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

HEADER = (
    *("First Name", "Last Name", "Email", "Phone Number", "Company Name", "Job Title"),
    *("City", "Country", "Lifecycle Stage", "Lead Source"),
)
GIVEN = (
    *("Ana", "José", "Lucía", "Miguel", "Carmen", "Zoë", "Liam", "Emma", "Noah", "Olivia", "Jürgen", "Anneliese"),
    *("Rahul", "Lakshmi", "Venkat", "Sravani", "James", "Mary", "Łukasz", "Zofia", "Pierre", "Chloé", "Mateo", "Inés"),
)
FAMILY_STARTS = (
    "Gar",
    "Nú",
    "Fer",
    "Rod",
    "Sán",
    "Mül",
    "Schm",
    "O’Ne",
    "Sm",
    "Joh",
    "Red",
    "Kum",
    "Kow",
    "Dub",
    "Mar",
)
FAMILY_MIDDLES = (
    "a",
    "ñe",
    "ná",
    "rí",
    "le",
    "i",
    "o",
    "son",
    "da",
    "al",
    "ba",
    "us",
    "te",
    "ch",
    "wi",
    "mi",
    "er",
    "li",
)
FAMILY_ENDS = (
    "cía",
    "z",
    "ndez",
    "guez",
    "ler",
    "dt",
    "ill",
    "th",
    "nson",
    "dy",
    "ar",
    "ski",
    "ois",
    "tin",
    "pez",
    "man",
)
# A country, its cities, how a number is written there.
PLACES = (
    ("Spain", ("Valencia", "Madrid", "Sevilla", "Bilbao", "A Coruña"), "6## ## ## ##"),
    ("United States", ("Austin", "Denver", "Boston", "Portland"), "(212) 55#-####"),
    ("United Kingdom", ("London", "Leeds", "Cardiff"), "020 7946 ####"),
    ("India", ("Hyderabad", "Pune", "Chennai", "Vijayawada"), "9#### #####"),
    ("Germany", ("Köln", "Berlin", "Leipzig"), "+49 30 9######"),
)
FIRMS = ("Solar", "Foods", "Logistics", "Studio", "Motors", "Textiles", "Clinic", "Systems", "Partners", "Works")
TITLES = ("Buyer", "Head of Purchasing", "Managing Director", "Engineer", "Office Manager", "Sales Lead", "")
STAGES = ("lead", "customer", "lead", "former", "lead")
SOURCES = ("Trade fair", "Web site", "Referral", "Cold call", "Newsletter")
ROWS_A_FIRM = 12


def write_file(path: Path, rows: int, *, seed: int = 1, first: int = 0) -> None:
    """`first` is the number of the first person: two files whose numbers do not meet share nobody."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(people(rows, seed=seed, first=first))


def people(rows: int, *, seed: int = 1, first: int = 0) -> Iterator[list[str]]:
    chance = Random(seed)  # noqa: S311  # made-up people
    for number in range(first, first + rows):
        yield _person(number, rows, chance)


def _person(number: int, rows: int, chance: Random) -> list[str]:
    given = chance.choice(GIVEN)
    family = "".join(chance.choice(part) for part in (FAMILY_STARTS, FAMILY_MIDDLES, FAMILY_ENDS))
    firm = chance.randrange(max(rows // ROWS_A_FIRM, 1))
    country, cities, pattern = chance.choice(PLACES)
    phone = "".join(chance.choice("0123456789") if letter == "#" else letter for letter in pattern)
    return [
        given,
        family,
        f"Person.{number}@firm{firm}.example",
        phone,
        f"{FAMILY_STARTS[firm % 15]}{FAMILY_ENDS[firm % 16]} {FIRMS[firm % 10]} {firm}",
        chance.choice(TITLES),
        chance.choice(cities),
        country,
        chance.choice(STAGES),
        chance.choice(SOURCES),
    ]
