"""The export of another CRM as a company would bring it along: companies, contacts, notes, tasks and deals with their
links; deterministic, of any size, made line by line."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Rows = Iterator[Sequence[object]]
STAGES = ("Qualification", "Demo", "Proposal", "Negotiation", "Closed Won", "Closed Lost")


@dataclass(frozen=True)
class SetSize:
    companies: int
    contacts: int
    notes: int
    tasks: int
    deals: int


def write_set(folder: Path, size: SetSize) -> list[Path]:
    """As HubSpot exports them. Every fourth company is part of another one, further down in the file."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(folder / f"hubspot-{name}.csv", header, rows) for name, (header, rows) in _files(size).items()]


def _files(size: SetSize) -> Mapping[str, tuple[Sequence[str], Rows]]:
    about = ("Associated Contact IDs", "Associated Company IDs")
    return {
        "companies": (
            ("Record ID", "Company name", "Company Domain Name", "City", "Company owner", "Parent Company ID"),
            _companies(size),
        ),
        "contacts": (
            ("Record ID", "First Name", "Last Name", "Email", "Phone Number", "Primary Associated Company ID"),
            _contacts(size),
        ),
        "deals": (("Record ID", "Deal Name", "Deal Stage", "Amount", "Close Date", *about), _deals(size)),
        "notes": (("Record ID", "Note body", "Activity date", *about), _notes(size)),
        "tasks": (("Record ID", "Task Title", "Task Status", "Due date", *about), _tasks(size)),
    }


def company_id(number: int) -> int:
    return 9_000_000 + number


def contact_id(number: int) -> int:
    return 5_000_000 + number


def company_of(number: int, size: SetSize) -> int:
    """Of a contact."""
    return number * 7 % size.companies


def _companies(size: SetSize) -> Rows:
    for number in range(size.companies):
        parent = (
            company_id(size.companies - 1 - number // 4) if number % 4 == 0 and number < size.companies // 2 else ""
        )
        city = ("Soria", "Reus", "हैदराबाद")[number % 3]
        yield company_id(number), f"Firm {number}", f"firm{number}.example", city, "Alice", parent


def _contacts(size: SetSize) -> Rows:
    for number in range(size.contacts):
        email = f"p{number}@firm{company_of(number, size)}.example"
        phone = f"+34 6{number % 100_000_000:08}" if number % 2 else ""
        yield contact_id(number), f"Ana {number}", "Ferrer", email, phone, company_id(company_of(number, size))


def _about(number: int, size: SetSize) -> tuple[object, object]:
    contact = number * 3 % size.contacts
    return contact_id(contact), company_id(company_of(contact, size))


def _notes(size: SetSize) -> Rows:
    for number in range(size.notes):
        day = f"20{20 + number % 5}-0{1 + number % 9}-1{number % 9} 10:00"
        yield 7_000_000 + number, f"<p>Note {number}: wants panels &amp; a <b>call</b>.</p>", day, *_about(number, size)


def _tasks(size: SetSize) -> Rows:
    for number in range(size.tasks):
        state = "COMPLETED" if number % 3 else "NOT_STARTED"
        yield 8_000_000 + number, f"Task {number}", state, "2030-05-01 09:00", *_about(number, size)


def _deals(size: SetSize) -> Rows:
    for number in range(size.deals):
        stage = STAGES[number % len(STAGES)]
        yield 6_000_000 + number, f"Deal {number}", stage, 100 + number, "2022-06-01", *_about(number, size)


def _write(path: Path, header: Sequence[str], rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path
