"""Consents in files: one row for each entry, in and out with the same columns."""

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from trato.customers.consent.errors import ConsentRefused
from trato.customers.consent.models import Consent, Source, State
from trato.customers.contacts.models import Contact
from trato.customers.identities.models import Identity, IdentityKind
from trato.foundation.public import Actor, FileRow, FileTable, defused, recognise

LEDGER_COLUMNS = (
    *("contact id", "name", "email", "external id", "purpose", "channel", "state"),
    *("at", "source", "wording", "language", "proof"),
)
# As other programs head their columns.
ALSO = {
    "id": "contact id",
    "contact_id": "contact id",
    "record id": "contact id",
    "email address": "email",
    "e-mail": "email",
    "correo": "email",
    "external_id": "external id",
    "subscription type": "purpose",
    "list": "purpose",
    "topic": "purpose",
    "status": "state",
    "opt-in": "state",
    "opt in": "state",
    "consent": "state",
    "time": "at",
    "date": "at",
    "optin_time": "at",
    "confirm_time": "at",
    "opt-in time": "at",
    "legal basis explanation": "proof",
}
WORDS = {
    State.GIVEN: "given yes true 1 subscribed opted-in optin y si sí granted",
    State.PENDING: "pending unconfirmed waiting",
    State.WITHDRAWN: "withdrawn no false 0 unsubscribed opted-out optout n cleaned denied revoked",
}
STATES = {word: state for state, words in WORDS.items() for word in words.split()}
MOST_BYTES = 20 * 1024**2
MOST_ROWS = 100_000
PAGE = 2_000


def received_text(upload: Any) -> Any:
    if upload is None:
        raise ConsentRefused(_("Choose a file first."), field="file")
    if (upload.size or 0) > MOST_BYTES:
        raise ConsentRefused(_("The file is larger than 20 MB. Cut it into several."), field="file")
    return upload


@contextmanager
def opened_table(content: Iterator[bytes]) -> Iterator[FileTable]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "consents.csv"
        path.write_bytes(b"".join(content))
        yield FileTable(path, recognise(path, has_header=True))


def columns_of(table: FileTable) -> dict[str, int]:
    """Where each of our columns stands. A file that does not say who, or what they said, is refused whole."""
    found: dict[str, int] = {}
    for place, head in enumerate(table.header):
        plain = head.strip().lower().removesuffix(":")
        name = ALSO.get(plain, plain)
        if name in LEDGER_COLUMNS:
            found.setdefault(name, place)
    if not {"contact id", "email", "external id"} & found.keys():
        raise ConsentRefused(_("No column says who it is: “contact id”, “email” or “external id”."), field="file")
    if missing := [name for name in ("state",) if name not in found]:
        raise ConsentRefused(_("The column “%(name)s” is missing.") % {"name": missing[0]}, field="file")
    return found


def cells_of(row: FileRow, columns: Mapping[str, int]) -> dict[str, str]:
    return {name: row.cells[place].strip() for name, place in columns.items()}


def state_in(text: str) -> str:
    """What is no known word is handed on and refused with the row."""
    return STATES.get(text.casefold().replace(" ", "-"), text)


def moment_in(text: str) -> datetime | None:
    """ISO, with or without a time. Without a zone it is UTC, as other programs' exports are."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        day = None if moment else parse_date(text)
    except ValueError:
        moment = day = None
    if moment is None and day is None:
        raise ConsentRefused(_("“%(text)s” is no moment. Write it like 2026-11-30 18:05.") % {"text": text[:60]})
    found = moment or datetime(day.year, day.month, day.day)  # type: ignore[union-attr]  # noqa: DTZ001  # one is there
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def exported_lines(actor: Actor) -> Iterator[str]:
    """Every entry of the contacts within reach. Read in one go at each page: an entry is in the file whole or not."""
    yield _line(LEDGER_COLUMNS)
    roots = Contact.objects.within(actor, "customers.export_contacts").filter(deleted_at=None)
    reach = Contact.objects.filter(root_id__in=roots.values("id")).values("id")
    last: UUID | None = None
    while True:
        rows = Consent.objects.filter(contact_id__in=reach).told().order_by("id")
        page = list((rows.filter(pk__gt=last) if last else rows)[:PAGE])
        for cells in _cells(page):
            yield _line(cells)
        if len(page) < PAGE:
            return
        last = page[-1].pk


def _cells(page: Sequence[Consent]) -> Iterator[Sequence[str]]:
    """Names and addresses are those of the contact it was born with."""
    ids = {each.contact_id for each in page}
    names = dict(Contact.objects.filter(pk__in=ids).values_list("id", "name"))
    known: dict[tuple[UUID | None, str], str] = {}
    for row in Identity.objects.filter(contact_id__in=ids, kind__in=[IdentityKind.EMAIL, IdentityKind.EXTERNAL]):
        known.setdefault((row.contact_id, row.kind), row.value)
    for each in page:
        yield (
            str(each.contact_id),
            names.get(each.contact_id, ""),
            known.get((each.contact_id, IdentityKind.EMAIL), ""),
            known.get((each.contact_id, IdentityKind.EXTERNAL), ""),
            each.purpose.code,
            each.channel,
            each.state,
            each.at.isoformat(),
            each.source,
            str(each.wording.version) if each.wording else "",
            each.wording.language if each.wording else "",
            each.proof,
        )


def _line(cells: Sequence[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow([defused(cell) for cell in cells])
    return out.getvalue()


def owners_of(emails: Sequence[str], externals: Sequence[str]) -> dict[tuple[str, str], set[UUID]]:
    """The roots of living contacts by normalised identity."""
    found: dict[tuple[str, str], set[UUID]] = {}
    for kind, values in ((IdentityKind.EMAIL, emails), (IdentityKind.EXTERNAL, externals)):
        rows = Identity.objects.filter(kind=kind, normalised__in=set(values), is_living=True, contact__isnull=False)
        pairs: Any = rows.annotate(root=F("contact__root_id")).values_list("normalised", "root")
        for normalised, root in pairs:
            found.setdefault((kind, normalised), set()).add(root)
    return found


def source_in(text: str) -> str:
    return text.casefold() if text.casefold() in Source.values else Source.IMPORT
